"""The page that checks the pictures and shows what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.finding_card import FindingCard
from ganstudio.gui.training.wizard.mending import mended
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.progress import Waiting
from ganstudio.gui.training.wizard.verdict import Verdict
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.i18n import N_, _
from trainers.clinic import quarantine
from trainers.clinic.picture import TRUNCATED, UNREADABLE
from trainers.clinic.report import Finding, Report, Weight

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
        self.waiting, self.verdict = Waiting(), Verdict()
        self.cards: list[FindingCard] = []
        self._shown: Report | None = None
        self._out: frozenset[str] = frozenset()
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
    def count(self) -> int | None:
        """Pictures to learn from, without those that are left out; None while that is not known."""
        report = self.draft.report
        if report is None:
            return None
        counted = [each for each in report.findings if each.kind not in (UNREADABLE, TRUNCATED)]
        gone = {path for finding in counted for path in finding.leave_out if self._is_out(path)}
        return max(0, sum(report.pictures) - len(gone))

    @property
    def obstacle(self) -> str:
        report = self.draft.report
        if report is None:
            return self._problem or _("The pictures are being checked.")
        if not self.count:
            return _("No picture is left to learn from.")
        return next((each.title for each in report.findings if self._stops(each)), "")

    def enter(self) -> None:
        self._out = quarantine.listed()
        if self.draft.report is None:
            self._check()
        self.speak()

    def leave(self) -> None:
        self.studio.runner.cancel(TASK)

    def speak(self) -> None:
        report = self.draft.report if self.draft.goal else None
        self.waiting.setVisible(report is None)
        self.verdict.setVisible(report is not None)
        if report is not self._shown:
            self._lay_cards(report)
        if report:
            self._tell(report)
        for card in self.cards:
            card.speak()

    def _check(self) -> None:
        data, needs, validation = self.draft.data, self.draft.needs, self.draft.validation
        self._problem = ""

        def work(job: Job) -> Report:
            from trainers.clinic.check import check

            return check(data, needs, job, validation)

        self.waiting.begin(N_("Checking the pictures…"))
        self.speak()
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
        if self.draft.report is None:
            self._failed(_("The check was stopped."))

    # Leaving out

    def _is_out(self, path: Path) -> bool:
        return quarantine.place(path) in self._out

    def _stops(self, finding: Finding) -> bool:
        settled = bool(finding.leave_out) and all(map(self._is_out, finding.leave_out))
        return finding.weight is Weight.STOP and not settled

    def _leave_out(self, finding: Finding) -> None:
        self._move(quarantine.add, finding.leave_out)

    def _put_back(self, finding: Finding) -> None:
        card = next(each for each in self.cards if each.finding is finding)
        self._move(quarantine.remove, card.spoilt)
        if card.quarantined:  # nobody has looked at them
            self.draft.keep_report(None)
            self.speak()
            self._check()

    def _move(self, act: Callable[[Iterable[Path]], None], paths: Iterable[Path]) -> None:
        try:
            act(paths)
        except GanstudioError as error:
            self.told.emit(str(error))
        self._out = quarantine.listed()
        self.speak()
        self.changed.emit()

    # Putting right

    def mend(self, place: Path) -> None:
        """Pairs are put right in copies, in a new folder in `place`; these are learnt from then."""
        data, needs = self.draft.data, self.draft.needs

        def done(folders: tuple[Path, ...]) -> None:
            self.draft.slots = [[folder] for folder in folders]
            self._check()

        def failed(sentence: str) -> None:
            self.speak()
            self.told.emit(sentence)

        self.waiting.begin(N_("Putting the pairs right…"))
        self.waiting.show()
        self.studio.runner.submit(
            lambda job: mended(data, needs, place, job),
            done=done,
            failed=failed,
            progress=self.waiting.show_progress,
            cancelled=self.speak,
            latest=TASK,
        )

    def _ask_to_mend(self) -> None:
        title = _("Where the copies go; the originals stay as they are")
        name = QFileDialog.getExistingDirectory(self, title, str(self.draft.data[0].parent))
        if name:
            self.mend(Path(name))

    # Looks

    def _tell(self, report: Report) -> None:
        stopped = any(map(self._stops, report.findings)) or not self.count
        title = _("{pictures} to learn from").format(pictures=pictures(self.count or 0))
        self.verdict.tell(title, _sentence(report, stopped), "bad" if stopped else "good")

    def _lay_cards(self, report: Report | None) -> None:
        for card in self.cards:
            self._findings.removeWidget(card)
            card.deleteLater()
        self._shown = report
        self.cards = [FindingCard(finding, self._is_out) for finding in report.findings] if report else []
        for card in self.cards:
            card.leave_out.connect(self._leave_out)
            card.put_back.connect(self._put_back)
            card.mend.connect(lambda _finding: self._ask_to_mend())
            self._findings.addWidget(card)


def _sentence(report: Report, stopped: bool) -> str:
    if stopped:
        return _("Something has to be put right before a model can learn from them.")
    if any(finding.weight is Weight.WARN for finding in report.findings):
        return _("You can go on as it is; the model becomes better if you follow the advice below.")
    return _("You can go on.") if report.findings else _("Nothing is wrong with them.")
