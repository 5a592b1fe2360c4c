"""All findings of a check, and what was done about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.training.wizard.finding_card import FindingCard
from trainers.clinic import quarantine
from trainers.clinic.picture import TRUNCATED, UNREADABLE
from trainers.clinic.report import Finding, Report, Weight

_UNCOUNTED = (UNREADABLE, TRUNCATED)
"""Kinds of findings about pictures that the report does not count."""


class Findings(QWidget):
    """`changed`: others are left out; `unknown`: some are back that nobody has looked at; `mend` asks for copies."""

    changed = Signal()
    unknown = Signal()
    mend = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[FindingCard] = []
        self._report: Report | None = None
        self._out: frozenset[str] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_report(self, report: Report | None) -> None:
        """Show what it has found; what is left out is looked up anew."""
        self._out = quarantine.listed()
        if report is not self._report:
            self._report = report
            self._lay_cards(report.findings if report else ())
        for card in self.cards:
            card.speak()

    @property
    def obstacle(self) -> str:
        """What makes a training impossible, and is not left out."""
        found = self._report.findings if self._report else ()
        return next((finding.title for finding in found if self._stops(finding)), "")

    def count(self, report: Report) -> int:
        """Pictures to learn from, without those that are left out."""
        counted = [finding for finding in report.findings if finding.kind not in _UNCOUNTED]
        gone = {path for finding in counted for path in finding.leave_out if self.is_out(path)}
        return max(0, sum(report.pictures) - len(gone))

    def is_out(self, path: Path) -> bool:
        """Whether no training takes it."""
        return quarantine.place(path) in self._out

    def _stops(self, finding: Finding) -> bool:
        settled = bool(finding.leave_out) and all(map(self.is_out, finding.leave_out))
        return finding.weight is Weight.STOP and not settled

    def _leave_out(self, card: FindingCard) -> None:
        self._move(quarantine.add, card.spoilt)

    def _put_back(self, card: FindingCard) -> None:
        self._move(quarantine.remove, card.spoilt)
        if card.quarantined:
            self.unknown.emit()

    def _move(self, act: Callable[[Iterable[Path]], None], paths: Iterable[Path]) -> None:
        try:
            act(paths)
        except GanstudioError as error:
            self.told.emit(str(error))
            return
        self.show_report(self._report)
        self.changed.emit()

    def _lay_cards(self, findings: Iterable[Finding]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [FindingCard(finding, self.is_out) for finding in findings]
        for card in self.cards:
            card.leave_out.connect(self._leave_out)
            card.put_back.connect(self._put_back)
            card.mend.connect(self.mend)
            self._column.addWidget(card)
