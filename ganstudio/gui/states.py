"""What is laid on a photo, dabs or faces: every change is a state that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Item = TypeVar("Item")
Choice = TypeVar("Choice")
_STATES = 200
"""So many can be taken back."""


@dataclass(frozen=True)
class State(Generic[Item, Choice]):
    """What lies on the photo, and which of it is chosen."""

    items: tuple[Item, ...]
    chosen: Choice


class States(Generic[Item, Choice]):
    """Begins with `items`. Changes with the same, not empty `gesture` in a row are one."""

    def __init__(self, items: tuple[Item, ...], chosen: Choice) -> None:
        self.now: State[Item, Choice] = State(items, chosen)
        self._done: list[State[Item, Choice]] = []
        self._undone: list[State[Item, Choice]] = []
        self._gesture = ""

    def put(self, items: tuple[Item, ...], chosen: Choice, gesture: str = "") -> None:
        """Others in the place of these. A gesture that ends where it began was none."""
        now = State(items, chosen)
        if items == self.now.items:
            self.choose(chosen)
            return
        if not (gesture and gesture == self._gesture):
            self._done = [*self._done[1 - _STATES :], self.now]
        elif self._done and self._done[-1].items == items:
            now, gesture = self._done.pop(), ""
        self.now, self._gesture, self._undone = now, gesture, []

    def choose(self, chosen: Choice) -> None:
        """Choose others, or none: nothing to be taken back."""
        self.now = replace(self.now, chosen=chosen)

    def rest(self) -> None:
        """The gesture is over: the same again is another."""
        self._gesture = ""

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


def misplaced(before: tuple[int, int] | None, now: tuple[int, int]) -> bool:
    """Whether a photo of (width, height) has become one of another shape, on which nothing lies where it was set."""
    if before is None:
        return False
    (width, height), (old, high) = now, before
    return abs(width * high - height * old) > 0.01 * width * high
