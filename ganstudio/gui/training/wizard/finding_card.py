"""One finding of the check: what it is, what it does to a training, the pictures, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.training.wizard.sheet import Sheet
from ganstudio.gui.training.wizard.sign import Sign
from ganstudio.i18n import N_, _, ngettext
from trainers.clinic.report import Finding, Weight

ICONS = {Weight.STOP: "circle-alert", Weight.WARN: "triangle-alert", Weight.NOTE: "info"}
WORDS = {
    Weight.STOP: N_("Training is impossible so"),
    Weight.WARN: N_("The model will be worse for it"),
    Weight.NOTE: N_("Good to know"),
}
LEFT_OUT = "in-quarantine"
"""What the check calls the pictures that were left out before."""


class FindingCard(QFrame, Speaker):
    """`leave_out` and `put_back` carry the card; `mend` asks for the other way to put it right."""

    leave_out = Signal(object)
    put_back = Signal(object)
    mend = Signal()

    def __init__(self, finding: Finding, is_out: Callable[[Path], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._is_out = is_out
        self.setProperty("kind", "card")
        self._icon = Sign(ICONS[finding.weight], 20)
        self.sheet = Sheet()
        self.sheet.show_groups(finding.groups, finding.reasons)
        self.sheet.dimmed = is_out
        self.out, self.mended = QPushButton(), QPushButton()
        say(self.mended, N_("Put it right…"))
        self.mended.setVisible(bool(finding.mend))
        self.out.clicked.connect(self._act)
        self.mended.clicked.connect(self.mend)
        self._lay_out()
        self.speak()

    @property
    def spoilt(self) -> tuple[Path, ...]:
        """The pictures that the button is about."""
        finding = self.finding
        return tuple(path for group in finding.groups for path in group) if self.quarantined else finding.leave_out

    @property
    def quarantined(self) -> bool:
        """Whether it is about pictures that were left out before."""
        return self.finding.kind == LEFT_OUT

    @property
    def settled(self) -> bool:
        """Whether all that is spoilt is left out."""
        return bool(self.spoilt) and all(map(self._is_out, self.spoilt))

    def speak(self) -> None:
        count = len(self.spoilt)
        back, out = _("Put back"), ngettext("Leave {n} out", "Leave {n} out", count).format(n=count)
        self.out.setText(back if self.settled else out)
        self.out.setVisible(count > 0)
        done = self.settled and not self.quarantined
        bad = "bad" if self.finding.weight is Weight.STOP else ""
        self._icon.show_mood("circle-check" if done else ICONS[self.finding.weight], "good" if done else bad)
        self._icon.setToolTip(_(WORDS[self.finding.weight]))
        self._icon.setAccessibleName(_(WORDS[self.finding.weight]))
        self._done.setText(ngettext("{n} left out", "{n} left out", count).format(n=count) if done else "")
        self.sheet.update()

    def _act(self) -> None:
        (self.put_back if self.settled else self.leave_out).emit(self)

    def _lay_out(self) -> None:
        title, advice, self._done = QLabel(self.finding.title), QLabel(self.finding.advice), QLabel()
        title.setProperty("kind", "strong")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (title, advice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        for label in (advice, self._done):
            label.setProperty("kind", "muted")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for widget in (self._done, self.mended, self.out):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addLayout(head)
        if self.finding.groups:
            row = QHBoxLayout()
            row.setContentsMargins(32, 0, 0, 0)
            row.addWidget(self.sheet)
            column.addLayout(row)
