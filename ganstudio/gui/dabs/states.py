"""The dabs of one photo as they are being set: every change is a state that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ganstudio.tools.dabs import Dab

_STATES = 200
"""So many can be taken back."""


@dataclass(frozen=True)
class State:
    """What lies on the photo, and which of it is chosen: an index, or None."""

    dabs: tuple[Dab, ...] = ()
    chosen: int | None = None


class States:
    """Begins with `dabs`. Changes with the same, not empty `gesture` in a row are one."""

    def __init__(self, dabs: tuple[Dab, ...] = ()) -> None:
        self.now = State(dabs)
        self._done: list[State] = []
        self._undone: list[State] = []
        self._gesture = ""

    def put(self, dabs: tuple[Dab, ...], chosen: int | None, gesture: str = "") -> None:
        """Other dabs in the place of these. A gesture that ends where it began was none."""
        now = State(dabs, chosen)
        if dabs == self.now.dabs:
            self.choose(chosen)
            return
        if not (gesture and gesture == self._gesture):
            self._done = [*self._done[1 - _STATES :], self.now]
        elif self._done and self._done[-1].dabs == dabs:
            now, gesture = self._done.pop(), ""
        self.now, self._gesture, self._undone = now, gesture, []

    def choose(self, index: int | None) -> None:
        """Choose a dab, or none: nothing to be taken back."""
        self.now = replace(self.now, chosen=index)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return bool(self._undone)

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        if self._done:
            self._undone.append(self.now)
            self.now, self._gesture = self._done.pop(), ""

    def redo(self) -> None:
        """Do it again, if it was not followed by another."""
        if self._undone:
            self._done.append(self.now)
            self.now, self._gesture = self._undone.pop(), ""

    def settle(self) -> None:
        """What was done so far is not to be taken back any more."""
        self._done, self._undone, self._gesture = [], [], ""
