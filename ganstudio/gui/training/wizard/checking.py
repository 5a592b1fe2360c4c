"""The page that checks the pictures and shows what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.findings import Findings
from ganstudio.gui.training.wizard.mending import mended
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
        self.waiting, self.verdict, self.findings = Waiting(), Verdict(), Findings()
        self._problem = ""
        for part in (self.waiting, self.verdict, self.findings):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.waiting.cancelled.connect(self._cancel)
        self.waiting.again.connect(self._check)
        self.findings.told.connect(self.told)
        self.findings.unknown.connect(self._check_again)
        self.findings.mend.connect(self._ask_to_mend)
        self.findings.changed.connect(self._changed)

    @property
    def count(self) -> int | None:
        """Pictures to learn from; None while that is not known."""
        report = self.draft.report
        return self.findings.count(report) if report else None

    @property
    def obstacle(self) -> str:
        if self.draft.report is None:
            return self._problem or _("The pictures are being checked.")
        return self.findings.obstacle or ("" if self.count else _("No picture is left to learn from."))

    def enter(self) -> None:
        if self.draft.report is None:
            self._check()
        self.speak()

    def leave(self) -> None:
        self.studio.runner.cancel(TASK)

    def speak(self) -> None:
        report = self.draft.report if self.draft.goal else None
        self.findings.show_report(report)
        self.draft.count = self.count if report else None
        self.waiting.setVisible(report is None)
        self.verdict.setVisible(report is not None)
        if report:
            stopped = bool(self.obstacle)
            title = _("{pictures} to learn from").format(pictures=pictures(self.count or 0))
            self.verdict.tell(title, _sentence(report, stopped), "bad" if stopped else "good")

    def mend(self, place: Path) -> None:
        """Pairs are put right in copies, in a new folder in `place`; these are learnt from then."""
        data, needs = self.draft.data, self.draft.needs

        def done(folders: tuple[Path, ...]) -> None:
            self.draft.slots = [[folder] for folder in folders]
            self._check()

        def failed(sentence: str) -> None:
            self._changed()
            self.told.emit(sentence)

        self.waiting.begin(N_("Putting the pairs right…"))
        self.waiting.show()
        self.studio.runner.submit(
            lambda job: mended(data, needs, place, job),
            done=done,
            failed=failed,
            progress=self.waiting.show_progress,
            cancelled=self._changed,
            latest=TASK,
        )

    def _check(self) -> None:
        data, needs, validation = self.draft.data, self.draft.needs, self.draft.validation
        self._problem = ""

        def work(job: Job) -> Report:
            from trainers.clinic.check import check

            return check(data, needs, job, validation)

        self.waiting.begin(N_("Checking the pictures…"))
        self._changed()
        self.studio.runner.submit(
            work, done=self._done, failed=self._failed, progress=self.waiting.show_progress, latest=TASK
        )

    def _check_again(self) -> None:
        self.draft.keep_report(None)
        self._check()

    def _done(self, report: Report) -> None:
        self.draft.keep_report(report)
        self._changed()

    def _failed(self, sentence: str) -> None:
        self._problem = sentence or _("The check has failed.")
        self.waiting.stop(self._problem)
        self._changed()

    def _cancel(self) -> None:
        self.studio.runner.cancel(TASK)
        if self.draft.report is None:
            self._failed(_("The check was stopped."))

    def _ask_to_mend(self) -> None:
        title = _("Where the copies go; the originals stay as they are")
        name = QFileDialog.getExistingDirectory(self, title, str(self.draft.data[0].parent))
        if name:
            self.mend(Path(name))

    def _changed(self) -> None:
        self.speak()
        self.changed.emit()


def _sentence(report: Report, stopped: bool) -> str:
    if stopped:
        return _("Something has to be put right before a model can learn from them.")
    if any(finding.weight is Weight.WARN for finding in report.findings):
        return _("You can go on as it is; the model becomes better if you follow the advice below.")
    return _("You can go on.") if report.findings else _("Nothing is wrong with them.")
