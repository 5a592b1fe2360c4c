"""The faces of one photo as they are being worked on: every change is a state that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ganstudio.tools.faces import Chosen

_STATES = 200
"""So many can be taken back."""


@dataclass(frozen=True)
class State:
    """The faces, and which of them are chosen: indices, the one chosen last at the end."""

    faces: tuple[Chosen, ...] = ()
    chosen: tuple[int, ...] = ()


class States:
    """Begins with `faces`, the first of them chosen. Changes with the same, not empty `gesture` in a row are one."""

    def __init__(self, faces: tuple[Chosen, ...] = ()) -> None:
        self.now = State(faces, (0,) if faces else ())
        self._done: list[State] = []
        self._undone: list[State] = []
        self._gesture = ""

    @property
    def altered(self) -> bool:
        """Whether any slider of any face is moved."""
        return any(face.values for face in self.now.faces)

    def put(self, faces: tuple[Chosen, ...], chosen: tuple[int, ...], gesture: str = "") -> None:
        """Other faces in the place of these. A gesture that ends where it began was none."""
        now = State(faces, chosen)
        if faces == self.now.faces:
            self.choose(chosen)
            return
        if not (gesture and gesture == self._gesture):
            self._done = [*self._done[1 - _STATES :], self.now]
        elif self._done and self._done[-1].faces == faces:
            now, gesture = self._done.pop(), ""
        self.now, self._gesture, self._undone = now, gesture, []

    def choose(self, chosen: tuple[int, ...]) -> None:
        """Choose faces, or none: nothing to be taken back."""
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
