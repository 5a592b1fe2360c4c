"""Between the main window and project files: saving what is open, filling in what is opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.engine.job import Job
from ganstudio.gui import recent
from ganstudio.gui.page import Page
from ganstudio.gui.projects.questions import Saved, ask_for_original, ask_where
from ganstudio.gui.projects.record_of import record_of
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.projects.file import SUFFIX, Opened, Project, save_project
from ganstudio.projects.read import OriginalMissing
from ganstudio.projects.revive import complete


class ProjectDesk(QObject):
    """Its dialogs stand before `window`; a project is written, and read, beside it."""

    saved = Signal(object)
    """The path of the project that was written."""
    told = Signal(str)
    """What is going on; empty when that is over."""

    def __init__(self, studio: Studio, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._session, self._window = studio, session, window
        self._saving: dict[Page, Task] = {}
        self._reviving: dict[Page, Task] = {}
        session.revived.connect(self._revive)
        session.removed.connect(self._forget)
        session.original_missing.connect(self._ask_for_original)

    def can_save(self) -> bool:
        """Whether the current page can be saved as a project now."""
        page = self._session.current
        return page is not None and page not in self._saving and not page.reviving

    def save(self) -> bool:
        """Into the project's file, or into one that is asked for; whether it is being written."""
        page = self._session.current
        return self.save_page(page) if page and self.can_save() else False

    def save_as(self) -> bool:
        """Into a file that is asked for; whether it is being written."""
        page = self._session.current
        return self.save_page(page, ask=True) if page and self.can_save() else False

    def save_page(self, page: Page, *, ask: bool = False, wait: bool = False) -> bool:
        """Save `page`; `ask`: into another file. `wait`: come back when it is written, and say whether it is."""
        if page in self._saving or page.reviving:
            return False
        known = page.project
        where = Saved(known.path, known.link) if known and not ask else ask_where(self._window, _proposed(page), page)
        if where is None:
            return False
        self._write(page, where)
        return self._wait(page) if wait else True

    def _write(self, page: Page, where: Saved) -> None:
        record, stamp, before = record_of(page), page.stamp(), page.project
        name = where.path.name

        def work(job: Job) -> Project:
            return save_project(record, where.path, job, link=where.link, before=before, overwrite=True)

        def done(project: Project) -> None:
            page.saved_as(project, stamp)
            self._end(page)
            recent.remember(project.path)
            self.saved.emit(project.path)

        def failed(sentence: str) -> None:
            self._end(page)
            self._studio.told.emit(sentence)

        self.told.emit(_("Saving {name}…").format(name=name))
        self._saving[page] = self._studio.runner.submit(
            work, done=done, failed=failed, cancelled=lambda: self._end(page)
        )

    def _end(self, page: Page) -> None:
        self._saving.pop(page, None)
        self.told.emit("")

    def settle(self, page: Page) -> None:
        """Wait until `page` is written, if it is being written."""
        if page not in self._saving:
            return
        waiting = QEventLoop()

        def look(_text: str) -> None:
            if page not in self._saving:
                waiting.quit()

        self.told.connect(look)
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.told.disconnect(look)

    def _wait(self, page: Page) -> bool:
        """Short, and nothing must come in between; whether it is saved."""
        self.settle(page)
        return page.project is not None and not page.unsaved

    # What was opened

    def _revive(self, page: Page, opened: Opened) -> None:
        """Earlier states become known, one after the other."""
        if opened.warning:
            self._studio.told.emit(opened.warning)
        steps, engine = page.document.steps, self._studio.engine
        if all(page.document.knows(place) for place in range(1, len(steps) + 1)):
            return

        def work(job: Job) -> list[str]:
            def take(number: int, photo: Photo) -> None:
                page.document.fill(steps[number - 1], photo)

            return complete(opened.record, engine, job, read=lambda number: opened.result(number, job), take=take)[1]

        def done(problems: list[str]) -> None:
            self._end_reviving(page)
            for problem in problems:
                self._studio.told.emit(problem)

        def failed(sentence: str) -> None:
            self._end_reviving(page)
            self._studio.told.emit(sentence)

        page.reviving = True
        self.told.emit(_("Getting the earlier steps of {name}…").format(name=page.title))
        self._reviving[page] = self._studio.runner.submit(work, done=done, failed=failed)

    def _end_reviving(self, page: Page) -> None:
        self._reviving.pop(page, None)
        self.told.emit("")
        page.reviving = False

    def _forget(self, page: Page) -> None:
        task = self._reviving.pop(page, None)
        if task:
            task.cancel()
            self.told.emit("")

    def _ask_for_original(self, path: Path, missing: OriginalMissing) -> None:
        found = ask_for_original(self._window, path, missing)
        if found:
            self._session.open_project(path, found)


def _proposed(page: Page) -> Path:
    """Beside the photo, by its name."""
    if page.project:
        return page.project.path
    folder = page.path.parent if page.from_file else Path.home()
    return folder / f"{page.path.stem if page.from_file else page.path.name}{SUFFIX}"
