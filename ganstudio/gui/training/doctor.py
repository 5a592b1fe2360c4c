"""The doctor's card: what ails a training, the evidence, one button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from trainers.doctor.diagnosis import Diagnosis

MOST = 2
"""Diagnoses shown at once, the worst first: what is behind them often goes with them."""


class DiagnosisCard(QFrame):
    """`treated` and `explained` carry the diagnosis."""

    treated = Signal(object)
    explained = Signal(object)

    def __init__(self, diagnosis: Diagnosis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("mood", "bad")
        title, evidence = QLabel(diagnosis.title), QLabel(diagnosis.evidence)
        title.setProperty("kind", "strong")
        for label in (title, evidence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.remedy, self.more = QPushButton(), QPushButton()
        self.remedy.setText(diagnosis.remedy.title if diagnosis.remedy else "")
        self.remedy.setVisible(diagnosis.remedy is not None)
        self.remedy.setProperty("kind", "primary")
        say(self.remedy, N_("Go on from the last healthy point with this changed"), "toolTip")
        say(self.more, N_("Learn more"))
        self.more.setProperty("kind", "quiet")
        self.remedy.clicked.connect(lambda: self.treated.emit(diagnosis))
        self.more.clicked.connect(lambda: self.explained.emit(diagnosis))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture("stethoscope", 18), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        deeds = QHBoxLayout()
        deeds.addWidget(self.remedy)
        deeds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(evidence)
        column.addLayout(deeds)


class Doctor(QWidget, Speaker):
    """What the doctor says: nothing until there is enough to tell, a quiet line while all is well, else cards."""

    treated = Signal(object)
    explained = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[DiagnosisCard] = []
        self._found: tuple[Diagnosis, ...] | None = None
        self._told, self._well = QLabel(), QWidget()
        self._busy = False
        self._told.setProperty("kind", "muted")
        self._told.setWordWrap(True)
        row = QHBoxLayout(self._well)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture("heart-pulse", 18))
        row.addWidget(self._told, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._well)
        self.show_findings(None)

    def show_findings(self, found: tuple[Diagnosis, ...] | None) -> None:
        """What was found; None: it was not looked for, or there is nothing to look at."""
        if found == self._found and found is not None:
            return
        self._found = found
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [DiagnosisCard(diagnosis) for diagnosis in (found or ())[:MOST]]
        for card in self.cards:
            card.treated.connect(self.treated)
            card.explained.connect(self.explained)
            self._column.addWidget(card)
        self.set_busy(self._busy)
        self.speak()

    def set_busy(self, on: bool) -> None:
        """Whether a remedy is being given: no second one then."""
        self._busy = on
        for card in self.cards:
            card.remedy.setEnabled(not on)

    def speak(self) -> None:
        self.setVisible(self._found is not None)
        self._well.setVisible(self._found == ())
        self._told.setText(_("The doctor finds nothing wrong with this training."))
