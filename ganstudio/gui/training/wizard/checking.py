"""The page that checks the pictures and shows what is wrong with them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.finding_card import FindingCard
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.progress import Waiting
from ganstudio.gui.training.wizard.verdict import Verdict
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.i18n import N_, _
from trainers.clinic.report import Report, Weight

TASK = "wizard-check"


class CheckPage(Page):
    """The check begins by itself when the page is entered."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("Are the pictures fit to learn from?"),
            N_("Each one is opened and compared with the others. Nothing is changed on your disk."),
        )
        self.waiting = Waiting()
        self.verdict = Verdict()
        self.cards: list[FindingCard] = []
        self._problem = ""
        self._findings = QVBoxLayout()
        self._findings.setSpacing(12)
        self.column.addWidget(self.waiting)
        self.column.addWidget(self.verdict)
        self.column.addLayout(self._findings)
        self.column.addStretch(1)
        self.waiting.cancelled.connect(self._cancel)
        self.waiting.again.connect(self._check)

    @property
    def obstacle(self) -> str:
        report = self.draft.report
        if report is None:
            return self._problem or _("The pictures are being checked.")
        if not report.usable:
            return next(each.title for each in report.findings if each.weight is Weight.STOP)
        return ""

    def enter(self) -> None:
        if self.draft.report is None:
            self._check()
        self.speak()

    def leave(self) -> None:
        self.studio.runner.cancel(TASK)

    def speak(self) -> None:
        report = self.draft.report if self.draft.recipe else None
        self.waiting.setVisible(report is None)
        self.verdict.setVisible(report is not None)
        if report:
            self._show(report)

    def _check(self) -> None:
        data, needs, validation = self.draft.data, self.draft.needs, self.draft.validation
        self._problem = ""
        self._clear()

        def work(job: Job) -> Report:
            from trainers.clinic.check import check

            return check(data, needs, job, validation)

        self.waiting.begin(N_("Checking the pictures…"))
        self.studio.runner.submit(
            work, done=self._done, failed=self._failed, progress=self.waiting.show_progress, latest=TASK
        )
        self.changed.emit()

    def _done(self, report: Report) -> None:
        self.draft.keep_report(report)
        self.speak()
        self.changed.emit()

    def _failed(self, sentence: str) -> None:
        self._problem = sentence or _("The check has failed.")
        self.waiting.stop(self._problem)
        self.changed.emit()

    def _cancel(self) -> None:
        self.studio.runner.cancel(TASK)
        self._failed(_("The check was stopped."))

    def _show(self, report: Report) -> None:
        count = sum(report.pictures)
        bad = not report.usable
        title = _("{pictures} to learn from").format(pictures=pictures(count))
        self.verdict.tell(title, _sentence(report), "bad" if bad else "good" if not report.findings else "")
        self._clear()
        for finding in report.findings:
            card = FindingCard(finding)
            self.cards.append(card)
            self._findings.addWidget(card)

    def _clear(self) -> None:
        for card in self.cards:
            card.deleteLater()
        self.cards = []


def _sentence(report: Report) -> str:
    if not report.usable:
        return _("Something has to be put right before a model can learn from them.")
    if any(finding.weight is Weight.WARN for finding in report.findings):
        return _("They can be used as they are; the model becomes better if you follow the advice below.")
    return _("Nothing is wrong with them.") if not report.findings else _("They can be used as they are.")
