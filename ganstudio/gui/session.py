"""The photos that are open: opening, going through a folder, closing."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.gui import recent
from ganstudio.gui.page import Page
from ganstudio.gui.projects.stamp import NEVER
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.projects.file import Opened, Project, is_project, open_project
from ganstudio.projects.read import OriginalMissing
from ganstudio.projects.record import Record
from ganstudio.projects.revive import seen


class _Wish(NamedTuple):
    """A file to be opened."""

    path: Path
    instead: bool
    original: Path | None = None
    """Of a project: where its photo is by now."""


class Session(QObject):
    """Pages in their order, one of them current. What shows them listens."""

    added = Signal(object)
    removed = Signal(object)
    current_changed = Signal()
    page_changed = Signal(object)
    asked = Signal()
    """The user has opened something: what was told of the last time is over."""
    opening = Signal(str)
    """A sentence while a file is read; empty when that is over."""
    revived = Signal(object, object)
    """A page, and the `Opened` project that it shows; other results than the current one are still to come."""
    original_missing = Signal(object, object)
    """The path of a project, and why it could not be opened: an `OriginalMissing`."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.pages: list[Page] = []
        self.current: Page | None = None
        self._waiting: deque[_Wish] = deque()
        self._reading: Path | None = None
        self._pasted = 0

    # Opening

    def open(self, paths: Iterable[Path], *, instead: bool = False) -> None:
        """Open files, each on a page of its own; `instead`: in the place of the current page if nothing was done to it.

        One after the other, each beside the window; a file that is open already is shown.
        """
        self.asked.emit()
        self._waiting += [_Wish(Path(os.path.abspath(path)), instead) for path in paths]
        self._read_next()

    def open_project(self, path: Path, original: Path) -> None:
        """Open a project whose photo is at `original` by now."""
        self._waiting.append(_Wish(path, False, original))
        self._read_next()

    def add(self, photo: Photo, path: Path | None = None, *, instead: bool = False) -> Page:
        """A page for `photo`, which becomes the current one."""
        return self.bring(Record("", photo), path, instead=instead)

    def bring(
        self, record: Record, path: Path | None = None, *, project: Project | None = None, instead: bool = False
    ) -> Page:
        """A page for what was kept of a photo, which becomes the current one; `path` as in `Page`."""
        if path is None:
            self._pasted += 1
            path = Path(_("Pasted {number}").format(number=self._pasted))
        leaving = self.current if instead and self.current and self.current.untouched else None
        page = Page(record, path, self._studio.settings.history_budget_mb * 1_000_000, project)
        page.changed.connect(self.page_changed)
        place = self.pages.index(leaving) if leaving else len(self.pages)
        self.pages.insert(place, page)
        self.added.emit(page)
        self.show(page)
        if leaving:
            self.close(leaving)
        return page

    def page_of(self, path: Path) -> Page | None:
        """The page of an open file, a photo's or a project's."""
        return next((page for page in self.pages if path in (page.path, page.project and page.project.path)), None)

    def _read_next(self) -> None:
        if self._reading or not self._waiting:
            return
        wish = self._waiting.popleft()
        path = wish.path
        page = self.page_of(path)
        if page:
            self.show(page)
            self._read_next()
            return
        self._reading = path
        self.opening.emit(_("Opening {name}…").format(name=path.name))
        engine, limit = self._studio.engine, self._studio.settings.limit_megapixels

        def done(read: Photo | Opened | OriginalMissing) -> None:
            if isinstance(read, OriginalMissing):
                self._read()
                self.original_missing.emit(path, read)
                return
            recent.remember(path)
            if isinstance(read, Opened):
                page = self.bring(read.record, path, project=read.project, instead=wish.instead)
                if wish.original:
                    page.saved_as(read.project, NEVER)  # the file still says where its photo was
                self.revived.emit(page, read)
            else:
                self.add(read, path, instead=wish.instead)
            self._read()

        def failed(sentence: str) -> None:
            recent.forget(path)
            self._studio.told.emit(sentence)
            self._read()

        self._studio.runner.submit(
            lambda job: _read(wish, engine, limit, job), done=done, failed=failed, cancelled=self._read
        )

    def _read(self) -> None:
        self._reading = None
        self.opening.emit("")
        self._read_next()

    # Going about

    def show(self, page: Page | None) -> None:
        """Make `page` the current one."""
        if page is not self.current:
            self.current = page
            self.current_changed.emit()

    def move(self, start: int, end: int) -> None:
        """The user has dragged a page to another place."""
        self.pages.insert(end, self.pages.pop(start))

    def close(self, page: Page) -> None:
        """Close `page` as it is. Asking comes before."""
        place = self.pages.index(page)
        self.pages.remove(page)
        if page is self.current:
            self.show(self.pages[min(place, len(self.pages) - 1)] if self.pages else None)
        self.removed.emit(page)
        page.canvas.set_photo(None)
        page.canvas.set_original(None)
        document = page.document
        self._studio.runner.submit(lambda _job: document.close())  # may wait for the disk

    def on_current(self, act: Callable[[Page], object]) -> Callable[[], None]:
        """`act` on the current page, if there is one: for menus."""

        def do() -> None:
            if self.current:
                act(self.current)

        return do


def _read(wish: _Wish, engine: Engine, limit_megapixels: int, job: Job) -> Photo | Opened | OriginalMissing:
    """The other thread."""
    from ganstudio.image.files import open_photo  # the codecs come with the first photo

    if not is_project(wish.path):
        return open_photo(wish.path, limit_megapixels=limit_megapixels)
    try:
        opened = open_project(wish.path, job, limit_megapixels=limit_megapixels, original=wish.original)
        return seen(opened, engine, job)
    except OriginalMissing as missing:
        return missing
