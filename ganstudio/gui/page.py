"""One open photo: its document, and the canvas that shows it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from ganstudio.errors import GanstudioError
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.projects.stamp import Changing, Stamp, stamp_of
from ganstudio.image.document import Document, Moment, Step
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask, freeze
from ganstudio.masks.selection import Selection
from ganstudio.projects.file import Project
from ganstudio.projects.record import Record
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import MASK
from ganstudio.tools.workflow import params_of


class Page(QObject):
    """`path` names it: the file it was opened from, or only a name ("Pasted 1") where there is none."""

    changed = Signal(object)
    """Carries the page. Photo, history or what is saved; or whether a tool is at work."""

    def __init__(self, record: Record, path: Path, memory_budget: int, project: Project | None = None) -> None:
        super().__init__()
        self.path = path
        self.project = project
        """The file that all of it is saved in, if it is."""
        self.from_file = record.original.path is not None or project is not None
        self.more = record.more
        """What a newer version has written into the project."""
        self.document = Document.revived(_moment(record), memory_budget=memory_budget)
        photo = self.document.photo
        self.canvas = Canvas()
        self.canvas.set_original(record.original)
        self.canvas.set_photo(photo)
        self.unapplied: dict[str, Any] = {}
        """Tool → the values an instant tool was set to for this photo, as long as they are no step of it."""
        self.drafts: dict[str, Edit] = dict(record.set)
        """Tool → the step it would be: values of this photo's own, and what is laid on it, but for the mask."""
        self.to_lay: dict[str, Edit] = {}
        """Those of them that the tool's panel is still to show."""
        self.limited = set(record.limited if record.mask is not None else ())
        """Tools that the user has limited to the mask, or whose region is corrected by it."""
        self.to_limit = set(self.limited)
        """Those of them whose panel is still to open its mask."""
        self.changing: Changing | None = None
        """The old step that is being changed."""
        self.selection = Selection(photo.size)
        """Where tools shall work, as the user masks it."""
        self.selection.begin(record.mask)
        self._position = record.position
        """Of the document, when it was last looked at."""
        self._busy = False
        self._reviving = False
        self._saved = self.stamp() if project else None
        for draft in record.set.values():
            self.lay(draft)
        self.changed.connect(self._show)
        # In whichever thread a change is made, the signal is heard in the window's.
        self.document.changed.append(self._tell)

    @property
    def title(self) -> str:
        """What the tab says."""
        return self.project.path.name if self.project else self.path.name

    @property
    def busy(self) -> bool:
        """A tool is at work on the photo: its history stands still until then."""
        return self._busy

    @busy.setter
    def busy(self, on: bool) -> None:
        self._busy = on
        self.changed.emit(self)

    @property
    def reviving(self) -> bool:
        """Whether earlier results are still being read or computed."""
        return self._reviving

    @reviving.setter
    def reviving(self, on: bool) -> None:
        self._reviving = on
        self.changed.emit(self)

    def lay(self, edit: Edit) -> None:
        """What `edit` was done with is laid on the photo, and its values are set, as soon as its tool is chosen."""
        self.to_lay[edit.tool] = edit
        if edit.tool in TOOLS and TOOLS[edit.tool].instant:
            with contextlib.suppress(GanstudioError):  # of another version
                self.unapplied[edit.tool] = params_of(edit)

    def put_mask(self, mask: Mask | None) -> None:
        """Mask this, as if it had always been so; nothing where it is for a photo of another size."""
        if mask is None or mask.shape[::-1] == self.selection.size:
            self.selection.begin(mask)

    def stamp(self) -> Stamp:
        """What a project holds of it that a person makes, for `saved_as`."""
        return stamp_of(self.document, self.drafts, self.selection.state)

    def saved_as(self, project: Project, stamp: Stamp) -> None:
        """It is in this file, as it was at `stamp`."""
        self.project, self._saved = project, stamp
        self.changed.emit(self)

    @property
    def untouched(self) -> bool:
        """Nothing was done to it: another photo may take its place."""
        return not (self.document.steps or self.busy or self.unapplied or self.project)

    @property
    def unsaved(self) -> bool:
        """Closing it would lose work, or a picture that is in no file."""
        if self._saved:
            return not self.stamp().same(self._saved)
        return self.document.dirty or not (self.from_file or self.document.path)

    def _tell(self) -> None:
        with contextlib.suppress(RuntimeError):  # closed meanwhile
            self.changed.emit(self)

    def _show(self, _page: Page) -> None:
        photo = self.document.photo
        self._settle_mask(photo)
        if self.canvas.photo is None or photo.pixels is not self.canvas.photo.pixels:
            self.canvas.set_photo(photo, keep_view=True, as_previewed=self.busy)  # else it was undone, or redone
            self.canvas.set_original(self.document.original)

    def _settle_mask(self, photo: Photo) -> None:
        """What the mask is after a step was made or taken back. One that was worked off is gone, and comes back with
        the photo as it was before; one for a photo of another shape is of no use."""
        before, self._position = self._position, self.document.position
        other = photo.size != self.selection.size
        if other:
            self.selection = Selection(photo.size, self.selection)
        if self._position == before:
            return
        steps = self.document.steps
        if self._position > before:
            for step in steps[before : self._position]:
                self._take_off(step)
        elif other or _worked_off(steps[self._position]):
            self._put_back(steps[self._position])
        self.selection.settle()

    def _take_off(self, step: Step) -> None:
        """What was masked when the work began; strokes that were made meanwhile stay."""
        done = step.edit.attachments.get(MASK)
        now = self.selection.mask
        if _worked_off(step) and now is not None and done is not None and done.shape == now.shape:
            self.selection.begin(None if done is now else freeze(np.where(done == now, 0, now).astype(np.uint8)))

    def _put_back(self, step: Step) -> None:
        mask = step.edit.attachments.get(MASK)
        if mask is not None and mask.shape == self.selection.pixels.shape:
            self.selection.begin(mask)


def _moment(record: Record) -> Moment:
    steps = tuple(Step(kept.edit, kept.size) for kept in record.steps)
    photos = tuple(kept.photo for kept in record.steps)
    return Moment(record.original, steps, photos, record.position, record.saved, record.path)


def _worked_off(step: Step) -> bool:
    """Whether what was masked is done with: the tool was to work on just that."""
    return step.edit.tool in TOOLS and TOOLS[step.edit.tool].masks in ("reads", "corrects")
