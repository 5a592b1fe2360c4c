"""Keeps what is open in the recovery folder, so that little is lost whatever ends the program."""

from __future__ import annotations

import time
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from ganstudio.gui.page import Page
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.projects.record_of import record_of
from ganstudio.gui.projects.watched import Watched
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.i18n import _
from ganstudio.log import write_bug
from ganstudio.projects.drawer import Drawer, Place
from ganstudio.projects.record import Record
from ganstudio.projects.recovery import Safe

PAUSE = 250
"""Milliseconds between two looks at what has changed."""
QUIET = 3.0
"""Seconds without a change before results are stored: to pack them is work, and shall not be in anybody's way."""
REST = 10.0
"""Seconds after a failure: a full disk is not asked again at once."""


class _News(NamedTuple):
    """What is to be written of a page."""

    watched: Watched
    place: Place | None
    record: Record | None


class Keeper(QObject):
    """What has changed on any page is written beside the window at once, results that took long when there is time."""

    def __init__(self, studio: Studio, session: Session, panels: PanelStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio, self._session, self._panels = studio, session, panels
        self.safe = Safe()
        self._watched: dict[Page, Watched] = {}
        self._closed: list[Watched] = []
        self._writing: Task | None = None
        self._storing: Task | None = None
        self._rest_until = self._changed = 0.0
        self._told = False
        session.added.connect(self._added)
        session.removed.connect(self._removed)
        self._pause = QTimer(self, interval=PAUSE)
        self._pause.timeout.connect(self.look)

    def begin(self) -> None:
        """Keep from now on."""
        self._pause.start()

    def adopt(self, page: Page, drawer: Drawer) -> None:
        """`page` was recovered from `drawer`, and is kept there from now on."""
        self._watched[page] = Watched(page, drawer)

    def look(self) -> None:
        """Write what is new, if anything is."""
        if self._writing or time.monotonic() < self._rest_until:
            return
        try:
            self._look()
        except Exception as error:  # a bug here must not be told four times a second
            self._tell(write_bug(error))

    def _look(self) -> None:
        news = [self._news(order, page) for order, page in enumerate(self._session.pages)]
        news = [each for each in news if each.place or each.record]
        closed, self._closed = self._closed, []
        if news or closed:
            self._changed = time.monotonic()
            self._write(news, closed)
        elif time.monotonic() > self._changed + QUIET:
            self._store_next()

    def close(self) -> None:
        """The program ends well: nothing is kept any more."""
        self._pause.stop()
        for task in (self._writing, self._storing):
            if task:
                task.cancel()
                task.wait()
        self.safe.close()

    def _news(self, order: int, page: Page) -> _News:
        watched = self._watched[page]
        place = _place(page, order, self._panels.current.tool.id if page is self._session.current else "")
        moved, state = place != watched.place, watched.news()
        watched.place = place
        if state:
            watched.begin(state)
        return _News(watched, place if moved else None, record_of(page) if state else None)

    def _write(self, news: list[_News], closed: list[Watched]) -> None:
        def work(job: Job) -> str:
            try:
                for watched in closed:
                    if watched.drawer:
                        watched.drawer.remove()
                for each in news:
                    _put(each, self.safe, job)
            except OSError as error:
                return error.strerror or str(error)
            except Cancelled:
                raise
            except Exception as error:  # a bug here is no reason to disturb anybody at every change
                write_bug(error)
                return repr(error)
            return ""

        def done(problem: str) -> None:
            self._writing = None
            if problem:
                self._closed += closed
                for each in news:
                    each.watched.place = None
                    each.watched.touch()
            self._tell(problem)

        self._writing = self._studio.runner.submit(work, done=done)

    def _tell(self, problem: str) -> None:
        """Once, until it goes well again; the work goes on."""
        if problem:
            self._rest_until = time.monotonic() + REST
            if not self._told:
                text = _("What you do cannot be kept safe from a crash: {reason}. Save your work from time to time.")
                self._studio.told.emit(text.format(reason=problem.rstrip(".")))
        self._told = bool(problem)

    def _store_next(self) -> None:
        """The next result that is worth it."""
        if self._storing or any(page.busy for page in self._watched):
            return
        for watched in self._watched.values():
            if watched.fresh and watched.drawer and watched.kept:
                record = record_of(watched.page)
                number = watched.drawer.lacking(record)
                watched.fresh = number is not None
                if number is not None:
                    self._store(watched, watched.drawer, record, number)
                    return

    def _store(self, watched: Watched, drawer: Drawer, record: Record, number: int) -> None:
        def work(job: Job) -> bool:
            try:
                drawer.store(record, number, job)
            except OSError:
                return False  # no room: it will have to be computed again
            return True

        def done(stored: bool) -> None:
            self._storing = None
            watched.fresh = stored
            if stored:
                watched.touch()  # the record shall name it

        self._storing = self._studio.runner.submit(work, done=done, failed=lambda _sentence: done(False))

    def _added(self, page: Page) -> None:
        self._watched[page] = Watched(page)

    def _removed(self, page: Page) -> None:
        if self._storing:
            self._storing.job.cancel()
            self._storing = None
        watched = self._watched.pop(page)
        if watched.drawer or self._writing:  # it may be getting one just now
            self._closed.append(watched)


def _place(page: Page, order: int, tool: str) -> Place:
    project = page.project
    file, link, own_file = (project.path, project.link, project.original) if project else (None, False, "")
    opened = page.document.original.path if link or not project else None  # else it came out of the project
    return Place(page.title, opened, order, bool(tool), file, link, tool, own_file)


def _put(news: _News, safe: Safe, job: Job) -> None:
    """The other thread: whatever is new of a page."""
    watched = news.watched
    watched.drawer = drawer = watched.drawer or safe.drawer()
    if news.place:
        drawer.put(news.place)
    if news.record:
        drawer.keep(news.record, job)
