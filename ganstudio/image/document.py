"""A document: a photo, what was done to it, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ganstudio.image.edit import Edit
from ganstudio.image.history import History
from ganstudio.image.photo import Photo

MEMORY_BUDGET = 2_000_000_000
"""Bytes of undo states in memory, where nobody says otherwise."""


@dataclass(frozen=True)
class Step:
    """One line of the history: what was done, and the size of what came out."""

    edit: Edit
    size: tuple[int, int]


@dataclass(frozen=True)
class Moment:
    """A whole document as it is at one moment."""

    original: Photo
    steps: tuple[Step, ...]
    photos: tuple[Photo, ...]
    """What came out of each step."""
    position: int
    saved: int
    """The position that was opened or last saved; -1 where that step is gone."""
    path: Path | None


class Document:
    """Position 0 is the photo as opened, position i the state after `steps[i - 1]`.

    Any thread may call anything, since a result may arrive from a worker; `changed` is called in that thread, after
    each change. After `close` changes do nothing, so a late result needs no care.
    """

    def __init__(self, photo: Photo, *, memory_budget: int = MEMORY_BUDGET) -> None:
        self.changed: list[Callable[[], None]] = []
        self.path = photo.path
        """The file it was opened from or last saved to."""
        self._history = History(photo, memory_budget)
        self._steps: list[Step] = []
        self._position = 0
        self._saved: Step | None = None
        self._closed = False
        self._lock = threading.RLock()

    @property
    def photo(self) -> Photo:
        """The current state."""
        with self._lock:
            return self._history[self._position]

    @property
    def last(self) -> tuple[Edit, Photo] | None:
        """The step that led to the current state, and the state before it; None where nothing was done."""
        with self._lock:
            step = self._step()
            return (step.edit, self._history[self._position - 1]) if step else None

    @property
    def original(self) -> Photo:
        """The state as opened."""
        return self._history[0]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, the undone ones too, until the next `apply`."""
        with self._lock:
            return tuple(self._steps)

    @property
    def position(self) -> int:
        """How many of the steps are applied."""
        return self._position

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        with self._lock:
            return self._position < len(self._steps)

    @property
    def dirty(self) -> bool:
        """Whether the current state is another than the one opened or last saved."""
        with self._lock:
            return self._step() is not self._saved

    @property
    def memory(self) -> int:
        """Bytes of pixels held in memory by all states."""
        return self._history.memory

    @property
    def problem(self) -> str:
        """A sentence where the disk could not take older states; they stay in memory then."""
        return self._history.problem

    def moment(self) -> Moment:
        """All of it, with nothing changed in between. Holding it keeps its pixels in memory."""
        with self._lock:
            original, *photos = (self._history[index] for index in range(len(self._steps) + 1))
            places = [None, *self._steps]
            saved = next((place for place, step in enumerate(places) if step is self._saved), -1)
            return Moment(original, tuple(self._steps), tuple(photos), self._position, saved, self.path)

    def apply(self, edit: Edit, photo: Photo) -> None:
        """Add the step `edit`, whose result is `photo`, after the current one; undone steps are gone."""
        with self._lock:
            if self._closed:
                return
            self._put(edit, photo)
        self._tell()

    def replace(self, edit: Edit, photo: Photo) -> None:
        """Put the step `edit`, whose result is `photo`, in the place of the last one; undone steps are gone."""
        with self._lock:
            if self._closed or not self._position:
                return
            self._position -= 1
            self._history.go(self._position)
            self._put(edit, photo)
        self._tell()

    def undo(self) -> None:
        """One step back, if there is one."""
        self._go(lambda position: position - 1)

    def redo(self) -> None:
        """One step forth, if there is one."""
        self._go(lambda position: position + 1)

    def jump(self, position: int) -> None:
        """To any state; a position that does not exist changes nothing."""
        self._go(lambda _position: position)

    def mark_saved(self, path: Path) -> None:
        """Say that the current state is the one in `path`."""
        with self._lock:
            self._saved = self._step()
            self.path = path
        self._tell()

    def settle(self) -> None:
        """Wait until older states beyond the memory budget are on disk; after `close`, until they are gone from it."""
        self._history.settle()

    def close(self) -> None:
        """Free all states. The document is not to be asked for photos afterwards."""
        with self._lock:
            self._closed = True
            self.changed.clear()
        self._history.close()

    def _put(self, edit: Edit, photo: Photo) -> None:
        self._steps[self._position :] = [Step(edit, photo.size)]
        self._history.push(photo)
        self._position += 1

    def _go(self, where: Callable[[int], int]) -> None:
        with self._lock:
            position = where(self._position)
            if self._closed or position == self._position or not 0 <= position <= len(self._steps):
                return
            self._history.go(position)
            self._position = position
        self._tell()  # outside the lock: a callback may wait for another thread that asks for the photo

    def _step(self) -> Step | None:
        return self._steps[self._position - 1] if self._position else None

    def _tell(self) -> None:
        for callback in tuple(self.changed):
            callback()
