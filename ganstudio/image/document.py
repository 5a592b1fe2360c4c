"""A document: a photo, what was done to it, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ganstudio.image.edit import Edit
from ganstudio.image.history import History, Tail
from ganstudio.image.photo import Photo

MEMORY_BUDGET = 2_000_000_000
"""Bytes of undo states in memory, where nobody says otherwise."""


@dataclass(frozen=True, eq=False)
class Step:
    """One line of the history: what was done, and the size of what came out."""

    edit: Edit
    size: tuple[int, int]


@dataclass(frozen=True)
class _Turn:
    """Another line of steps from `start` on, which was there before the history was rewritten, or after it."""

    start: int
    steps: list[Step]
    photos: Tail
    here: int
    """The position, in the line that is there now, where the two meet."""
    there: int
    """The position in the other line."""


@dataclass(frozen=True)
class Moment:
    """A whole document as it is at one moment."""

    original: Photo
    steps: tuple[Step, ...]
    photos: tuple[Photo | None, ...]
    """What came out of each step, as far as it is known."""
    position: int
    saved: int = 0
    """The position that was opened or last saved; -1 where that step is gone."""
    path: Path | None = None


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
        self._turns: list[_Turn] = []
        """Ways back to what was rewritten, the latest at the end."""
        self._turned: list[_Turn] = []
        """The same for those that were taken back."""
        self._closed = False
        self._lock = threading.RLock()

    @classmethod
    def revived(cls, moment: Moment, *, memory_budget: int = MEMORY_BUDGET) -> Document:
        """A document as it was at some moment; the current state must be known, others may follow by `fill`."""
        made = cls(moment.original, memory_budget=memory_budget)
        made.path = moment.path
        made._steps, made._position = list(moment.steps), moment.position
        saved = moment.saved
        # What was saved and is gone is none of the steps.
        gone = Step(Edit("gone"), moment.original.size)
        made._saved = None if not saved else gone if saved < 0 else made._steps[saved - 1]
        made._history.forget(made._history.turn(1, list(moment.photos), moment.position))
        return made

    @property
    def photo(self) -> Photo:
        """The current state."""
        with self._lock:
            return self._history[self._position]

    @property
    def last(self) -> tuple[Edit, Photo] | None:
        """The step that led to the current state, and the state before it; None where nothing was done, or that state
        is not known."""
        with self._lock:
            step, before = self._step(), self._history.known(self._position - 1) if self._position else None
            return (step.edit, before) if step and before else None

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
    def done(self) -> Step | None:
        """The step that led to the current state; None where nothing was done."""
        with self._lock:
            return self._step()

    @property
    def position(self) -> int:
        """How many of the steps are applied."""
        return self._position

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        with self._lock:
            return not self._closed and (self._meets(self._turns) or self._near(-1) != self._position)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        with self._lock:
            return not self._closed and (self._meets(self._turned) or self._near(1) != self._position)

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
            photos = [self._history.known(index) for index in range(1, len(self._steps) + 1)]
            places = [None, *self._steps]
            saved = next((place for place, step in enumerate(places) if step is self._saved), -1)
            return Moment(self._history[0], tuple(self._steps), tuple(photos), self._position, saved, self.path)

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

    def rewrite(self, start: int, made: Sequence[tuple[Edit, Photo]], *, back: int | None = None) -> None:
        """Put `made` in the place of all steps from `steps[start]` on; `undo` brings them back at once, at the
        position `back`, which is the current one where nobody says otherwise."""
        with self._lock:
            if self._closed or not 0 <= start <= len(self._steps):
                return
            there = self._position if back is None else back
            steps = [Step(edit, photo.size) for edit, photo in made]
            self._forget_turned()
            here = start + len(made)
            before = self._history.turn(start + 1, [photo for _edit, photo in made], here)
            self._turns.append(_Turn(start, self._steps[start:], before, here, there))
            self._steps[start:], self._position = steps, here
        self._tell()

    def fill(self, step: Step, photo: Photo) -> None:
        """What came out of `step`, where that was not known; nothing where the step is gone."""
        with self._lock:
            if self._closed or step not in self._steps:
                return
            self._history.fill(self._steps.index(step) + 1, photo)
        self._tell()

    def knows(self, position: int) -> bool:
        """Whether the state at `position` is known: only there it can be gone to."""
        with self._lock:
            return not self._closed and 0 <= position <= len(self._steps) and self._history.known(position) is not None

    def undo(self) -> None:
        """One step back, if there is one."""
        if not self._turn_to(self._turns, self._turned):
            self._go(lambda _position: self._near(-1))

    def redo(self) -> None:
        """One step forth, if there is one."""
        if not self._turn_to(self._turned, self._turns):
            self._go(lambda _position: self._near(1))

    def jump(self, position: int) -> None:
        """To any state; a position that does not exist, or is not known, changes nothing."""
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
        self._forget_turned()
        if self._turns and self._turns[-1].here > self._position:
            # The way back begins at a step that is gone now; the older ones begin where it would have led.
            for turn in self._turns:
                self._history.forget(turn.photos)
            self._turns = []
        self._steps[self._position :] = [Step(edit, photo.size)]
        self._history.push(photo)
        self._position += 1

    def _go(self, where: Callable[[int], int]) -> None:
        with self._lock:
            position = where(self._position)
            if position == self._position or not self.knows(position):
                return
            self._history.go(position)
            self._position = position
        self._tell()  # outside the lock: a callback may wait for another thread that asks for the photo

    def _near(self, way: int) -> int:
        """The next position that is known, downwards (-1) or upwards (1); the current one where there is none."""
        position = self._position + way
        while 0 <= position <= len(self._steps):
            if self._history.known(position):
                return position
            position += way
        return self._position

    def _meets(self, turns: list[_Turn]) -> bool:
        return bool(turns) and turns[-1].here == self._position

    def _turn_to(self, turns: list[_Turn], others: list[_Turn]) -> bool:
        """To the line of steps that the last of `turns` leads to; whether there is one, and it begins here."""
        with self._lock:
            if self._closed or not self._meets(turns):
                return False
            turn = turns.pop()
            steps, self._steps[turn.start :] = self._steps[turn.start :], turn.steps
            photos = self._history.turn(turn.start + 1, turn.photos, turn.there)
            others.append(_Turn(turn.start, steps, photos, turn.there, turn.here))
            self._position = turn.there
        self._tell()
        return True

    def _forget_turned(self) -> None:
        for turn in self._turned:
            self._history.forget(turn.photos)
        self._turned = []

    def _step(self) -> Step | None:
        return self._steps[self._position - 1] if self._position else None

    def _tell(self) -> None:
        for callback in tuple(self.changed):
            callback()
