"""After a crash: what was open is offered, and opened as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.dialogs.questions import ask
from ganstudio.gui.page import Page
from ganstudio.gui.projects.keeper import Keeper
from ganstudio.gui.projects.recovery_bar import RecoveryBar
from ganstudio.gui.projects.stamp import NEVER
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.i18n import _
from ganstudio.projects.recovery import Found, Leftovers, Recovered, recover
from ganstudio.tools import TOOLS


class Recovery(QObject):
    """Looks, beside the window, for what programs that ended badly have left; opens one photo after the other.

    What was opened is kept where it was from then on, the rest stays until it is opened or thrown away: to be killed in
    the midst of it loses nothing.
    """

    looked = Signal()
    """It is known whether there is anything."""
    ended = Signal()
    """All that could be opened is open, or it was cancelled."""
    tool_wanted = Signal(str)
    """The tool that was chosen."""

    def __init__(self, studio: Studio, session: Session, keeper: Keeper, bar: RecoveryBar, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._session, self._keeper, self._bar = studio, session, keeper, bar
        self._window = window
        self._leftovers: Leftovers | None = None
        self._waiting: list[Found] = []
        self._count = 0
        self._shown: tuple[Page, str] | None = None
        self._task: Task | None = None
        bar.open_requested.connect(self.open)
        bar.later_requested.connect(self.leave)
        bar.drop_requested.connect(self._throw_away)
        bar.cancel_requested.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether photos are being opened."""
        return self._task is not None

    def look(self) -> None:
        """Offer what there is."""

        def done(leftovers: Leftovers) -> None:
            self._leftovers = leftovers
            self._bar.offer(leftovers.photos)
            self.looked.emit()

        self._studio.runner.submit(lambda _job: Leftovers(), done=done, failed=lambda _sentence: self.looked.emit())

    def open(self) -> None:
        """All of it, as it was; what is missing is computed again."""
        if self._leftovers and not self._task:
            self._waiting = list(self._leftovers.photos)
            self._count = len(self._waiting)
            self._next()

    def cancel(self) -> None:
        """What is open by now stays; the rest is offered still."""
        self._waiting = []
        if self._task:
            self._task.cancel()

    def leave(self) -> None:
        """Not now: the next start may have it. Also where the window is closed."""
        self.cancel()
        if self._leftovers:
            self._leftovers.leave()
            self._bar.offer(())

    def _next(self, *, failed: bool = False) -> None:
        self._task = None
        if not self._waiting:
            self._end(failed)
            return
        found = self._waiting.pop(0)
        if found.project and not found.changed and self._leftovers:
            self._session.open([found.project.path])
            self._leftovers.drop(found)
            self._next(failed=failed)
            return
        done = self._count - len(self._waiting) - 1
        self._bar.show_opening(found.title, done + 1, self._count)
        engine, limit = self._studio.engine, self._studio.settings.limit_megapixels

        def work(job: Job) -> Recovered:
            return recover(found, engine, job, limit_megapixels=limit)

        def refused(sentence: str) -> None:
            self._studio.told.emit(sentence)
            if not found.changed and self._leftovers:
                self._leftovers.drop(found)  # it was only opened, and its file is gone
            self._next(failed=failed or found.changed)

        def progress(share: float, text: str) -> None:
            self._bar.show_progress((done + share) / self._count, text)

        self._task = self._studio.runner.submit(
            work,
            done=lambda recovered: self._take(found, recovered, failed),
            failed=refused,
            progress=progress,
            cancelled=self._next,
        )

    def _take(self, found: Found, recovered: Recovered, failed: bool) -> None:
        try:
            drawer = self._keeper.safe.take(found, recovered)
        except OSError as error:
            self._studio.told.emit(
                _("{name} cannot be read: {reason}.").format(name=found.title, reason=error.strerror)
            )
            self._next(failed=True)
            return
        page = self._bring(found, recovered)
        self._keeper.adopt(page, drawer)
        self._shown = (page, found.tool) if found.current else self._shown
        for problem in recovered.problems:
            self._studio.told.emit(problem)
        self._next(failed=failed)

    def _bring(self, found: Found, recovered: Recovered) -> Page:
        record = recovered.record
        path = found.project.path if found.project else record.original.path
        there = self._session.page_of(path) if path else None
        if path and there and not there.untouched:
            path = self._free(path)
        page = self._session.bring(record, path)
        if there and there.untouched:
            self._session.close(there)  # it was opened with the program, as it is in its file
        if found.project:
            page.saved_as(found.project, NEVER)
        return page

    def _free(self, path: Path) -> Path:
        """A name for another copy of a photo that is open."""
        number, free = 2, path
        while self._session.page_of(free):
            number, free = number + 1, path.with_name(f"{path.stem} ({number}){path.suffix}")
        return free

    def _end(self, failed: bool) -> None:
        page, tool = self._shown or (None, "")
        self._shown = None
        if page in self._session.pages:
            self._session.show(page)
            if tool in TOOLS:
                self.tool_wanted.emit(tool)
        if self._leftovers:
            self._leftovers.look()
            self._bar.offer(self._leftovers.photos, failed=failed)
        self.ended.emit()

    def _throw_away(self) -> None:
        leftovers = self._leftovers
        if not leftovers:
            return
        text = _("Throw away what was open?")
        more = _("What you did to it is in no file, and will be lost for good.")
        if ask(self._window, _("Recovery"), text, more, _("Throw away")):
            self._leftovers = None
            self._bar.offer(())
            self._studio.runner.submit(lambda _job: leftovers.throw_away())
