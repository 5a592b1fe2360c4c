"""What is done to a mask as a whole, or takes longer than a frame: beside the window, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from ganstudio.masks.edit import How, combine, feather, grow, invert, shrink
from ganstudio.masks.mask import Mask, Patch, bounds, empty, freeze
from ganstudio.masks.selection import Selection, Whole, whole

Make = Callable[[Mask, Job], Mask]
Shape = Callable[[], Patch | None]


class MaskEdits(QObject):
    """Each is one stroke of the selection. What is painted while one is worked out is not lost: it begins anew."""

    changed = Signal()
    """Work has begun, or is done."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._waiting: deque[tuple[Selection, Make]] = deque()
        self.busy = False

    def change(self, selection: Selection, make: Make) -> None:
        """Put `make(mask, job)` in the place of the mask."""
        self._waiting.append((selection, make))
        self._next()

    def lay(self, selection: Selection, shape: Shape, how: How) -> None:
        """Put a shape to the mask."""
        self.change(selection, lambda mask, _job: combine(mask, shape(), how))

    def none(self, selection: Selection) -> None:
        """Nothing is masked."""
        self.change(selection, lambda _mask, _job: empty(selection.size))

    def all(self, selection: Selection) -> None:
        """Everything is."""
        self.change(selection, lambda _mask, _job: invert(empty(selection.size)))

    def invert(self, selection: Selection) -> None:
        """What was masked is not, and the other way round."""
        self.change(selection, lambda mask, _job: invert(mask))

    def grow(self, selection: Selection, pixels: int) -> None:
        """Move its edge outwards."""
        self.change(selection, lambda mask, job: grow(mask, pixels, job))

    def shrink(self, selection: Selection, pixels: int) -> None:
        """Move its edge inwards."""
        self.change(selection, lambda mask, job: shrink(mask, pixels, job))

    def feather(self, selection: Selection, pixels: int) -> None:
        """Make its edge softer."""
        self.change(selection, lambda mask, _job: feather(mask, pixels))

    def load(self, selection: Selection, path: Path) -> None:
        """The mask of a file, in place of this one."""

        def make(_mask: Mask, _job: Job) -> Mask:
            from ganstudio.masks import files  # the codecs come with the first photo

            return files.load(path, selection.size)

        self.change(selection, make)

    def save(self, mask: Mask, path: Path) -> None:
        """Write it to a file."""
        kept = freeze(mask.copy())

        def work(_job: Job) -> None:
            from ganstudio.masks import files

            files.save(kept, path, overwrite=True)  # the dialog has asked

        self._studio.runner.submit(work, failed=self._studio.told.emit)

    def _next(self) -> None:
        if self.busy or not self._waiting:
            return
        selection, make = self._waiting.popleft()
        self.busy = True
        before = selection.mask
        given = empty(selection.size) if before is None else before

        def work(job: Job) -> Whole:
            return whole(before, make(given, job))

        def done(mask: Whole) -> None:
            if selection.mask is before:
                selection.put(mask)
            else:
                self._waiting.appendleft((selection, make))
            self._over()

        def failed(sentence: str) -> None:
            self._studio.told.emit(sentence)
            self._over()

        self._studio.runner.submit(work, done=done, failed=failed, cancelled=self._over)
        self.changed.emit()

    def _over(self) -> None:
        self.busy = False
        self.changed.emit()
        self._next()


def patch_of(mask: Mask) -> Patch | None:
    """A mask as a shape."""
    area = bounds(mask)
    return area and Patch(area, freeze(mask[area.slices]))
