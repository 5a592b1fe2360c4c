"""One open photo: its document, and the canvas that shows it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ganstudio.gui.canvas import Canvas
from ganstudio.image.document import Document
from ganstudio.image.photo import Photo
from ganstudio.masks.selection import Selection


class Page(QObject):
    """`path` names it: the file it was opened from, or only a name ("Pasted 1") where there is none."""

    changed = Signal(object)
    """Carries the page. Photo, history or what is saved; or whether a tool is at work."""

    def __init__(self, photo: Photo, path: Path, memory_budget: int) -> None:
        super().__init__()
        self.path = path
        self.from_file = photo.path is not None
        self.document = Document(photo, memory_budget=memory_budget)
        self.canvas = Canvas()
        self.canvas.set_original(photo)
        self.canvas.set_photo(photo)
        self.unapplied: dict[str, Any] = {}
        """Tool → the values an instant tool was set to for this photo, as long as they are no step of it."""
        self.selection = Selection(photo.size)
        """Where tools shall work, as the user masks it."""
        self._busy = False
        self.changed.connect(self._show)
        # In whichever thread a change is made, the signal is heard in the window's.
        self.document.changed.append(self._tell)

    @property
    def title(self) -> str:
        """What the tab says."""
        return self.path.name

    @property
    def busy(self) -> bool:
        """A tool is at work on the photo: its history stands still until then."""
        return self._busy

    @busy.setter
    def busy(self, on: bool) -> None:
        self._busy = on
        self.changed.emit(self)

    @property
    def untouched(self) -> bool:
        """Nothing was done to it: another photo may take its place."""
        return not (self.document.steps or self.busy or self.unapplied)

    @property
    def unsaved(self) -> bool:
        """Closing it would lose work, or a picture that is in no file."""
        return self.document.dirty or not (self.from_file or self.document.path)

    def _tell(self) -> None:
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self.changed.emit(self)

    def _show(self, _page: Page) -> None:
        photo = self.document.photo
        if photo.size != self.selection.size:
            self.selection = Selection(photo.size)  # a mask of another shape is of no use
        if self.canvas.photo is None or photo.pixels is not self.canvas.photo.pixels:
            self.canvas.set_photo(photo, keep_view=True, as_previewed=self.busy)  # else it was undone, or redone
            self.canvas.set_original(self.document.original)
