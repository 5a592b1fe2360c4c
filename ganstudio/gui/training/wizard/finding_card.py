"""One finding of the check: what it is, what it does to a training, the pictures, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.training.wizard.strip import Strip
from ganstudio.i18n import ngettext
from trainers.clinic.report import Finding, Weight

ICONS = {Weight.STOP: "circle-alert", Weight.WARN: "triangle-alert", Weight.NOTE: "info"}


class FindingCard(QFrame):
    """`leave_out` asks that the spoilt ones go into quarantine."""

    leave_out = Signal(object)

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setProperty("kind", "card")
        title, advice = QLabel(finding.title), QLabel(finding.advice)
        title.setProperty("kind", "strong")
        advice.setProperty("kind", "muted")
        self.strip = Strip()
        self.strip.show_files(path for group in finding.groups for path in group)
        self.out = QPushButton()
        count = len(finding.leave_out)
        self.out.setText(ngettext("Leave {n} out", "Leave {n} out", count).format(n=count))
        self.out.setVisible(count > 0)
        self.out.clicked.connect(lambda: self.leave_out.emit(self.finding))
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (title, advice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Picture(ICONS[finding.weight], 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.out, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        if finding.groups:
            column.addWidget(self.strip)
