"""The faces of the page that is worked on, as a hand chooses, moves and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Signal

from ganstudio.gui.faces.asking import Asking, aligned, found
from ganstudio.gui.faces.laid import FaceStates, Laid, altered
from ganstudio.gui.faces.spots import Name, moved, near
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.faces import Chosen

Faces = tuple[Chosen, ...]
_FIND, _ALIGN = "find", "align"


class Board(QObject):
    """Faces are looked for when a photo is shown; what is asked of a network is asked by `asking`."""

    edited = Signal()
    """There are other faces, or other sliders."""
    changed = Signal()
    """Something looks otherwise: the faces, which are chosen, whether they are looked for."""

    def __init__(self, asking: Asking, parent: QObject) -> None:
        super().__init__(parent)
        self.asking = asking
        """Whom to ask what takes longer than a blink."""
        self._laid = Laid()
        self._photo: Photo | None = None
        self.open = False
        """Whether faces can be chosen and changed now."""
        self.finding = False
        """Whether faces are being looked for."""
        self.problem = ""
        """Why none can be looked for, as a sentence."""
        self.adding = False
        """Whether the hand draws a face that was not found."""
        self.region_shown = False
        """Whether it is seen where a face is changed."""
        self.masking = False
        """Whether the hand corrects that on the photo: then it is the mask that is seen."""

    # What there is

    @property
    def faces(self) -> Faces:
        """The same object as long as nothing has changed."""
        return self._states.now.items

    @property
    def chosen(self) -> tuple[int, ...]:
        """Which of them are chosen, the one chosen last at the end."""
        return self._states.now.chosen

    @property
    def main(self) -> int | None:
        """The one chosen last."""
        return self.chosen[-1] if self.chosen else None

    @property
    def face(self) -> Chosen | None:
        """The one chosen last."""
        return None if self.main is None else self.faces[self.main]

    @property
    def altered(self) -> bool:
        """Whether any slider of any face is moved."""
        return altered(self._states)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.open and self._states.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return self.open and self._states.can_redo

    @property
    def _states(self) -> FaceStates:
        return self._laid.states

    # Whose they are

    def show(self, laid: Laid, photo: Photo | None, *, open_: bool) -> None:
        """The faces of another page, or of the same after something was done to it; `open_`: they can be changed."""
        if laid is not self._laid or photo is not self._photo:
            self.adding = False
            self._stop()
        self._laid, self._photo, self.open = laid, photo, open_
        if photo and open_ and not laid.looked and not self.finding and not self.problem:
            self._find(laid, photo)
        self.changed.emit()

    def look_again(self) -> None:
        """Look for faces once more, in place of those there are."""
        if self._photo and self.open:
            self._stop()
            self._find(self._laid, self._photo)
            self.changed.emit()

    def _find(self, laid: Laid, photo: Photo) -> None:
        self.finding, self.problem = True, ""

        def done(there: tuple[Face, ...]) -> None:
            self.finding = False
            laid.found(tuple(Chosen(face) for face in there))
            self._edit()

        def failed(sentence: str) -> None:
            self.finding, self.problem = False, sentence
            laid.looked = True
            self.changed.emit()

        self.asking.ask(_FIND, lambda context: found(photo, context), done, failed, background=False)

    def _stop(self) -> None:
        self.finding, self.problem = False, ""
        self.asking.drop(_FIND)
        self.asking.drop(_ALIGN)

    # What is done

    def choose(self, index: int | None, *, more: bool = False) -> None:
        """Choose one, or none; `more`: beside those that are chosen, or, where it is one of them, no more."""
        rest = tuple(each for each in self.chosen if each != index) if more else ()
        off = more and index in self.chosen and bool(rest)
        self._states.choose(rest if off or index is None else (*rest, index))
        self.changed.emit()

    def slide(self, name: str, value: float, gesture: str = "") -> None:
        """Move a slider of the faces that are chosen; moves of the same gesture are taken back at once."""
        self._put(lambda face: face.moved(name, value), self.chosen, gesture)

    def put_values(self, values: Mapping[str, float]) -> None:
        """Give the faces that are chosen these sliders, all others at 0."""
        self._put(lambda face: face.at(values), self.chosen)

    def reset(self) -> None:
        """All sliders of all faces back to 0."""
        self._put(lambda face: face.at({}), range(len(self.faces)))

    def copy_to_others(self) -> None:
        """Give all faces the sliders of the one chosen last."""
        there = self.face
        if there:
            values = there.values
            self._put(lambda face: face.at(values), range(len(self.faces)))

    def move(self, name: Name, at: QPointF, gesture: str) -> None:
        """Move a spot of the face chosen last to a place in pixels of the photo."""
        photo, main = self._photo, self.main
        if photo and main is not None:
            self._put(lambda each: replace(each, face=moved(each.face, name, at, photo.size)), (main,), gesture)

    def rest(self) -> None:
        """The hand lets go: the same gesture again is another."""
        self._states.rest()

    def add(self, face: Face) -> None:
        """A face that was not found, drawn roughly; it is put straight as soon as that is worked out."""
        photo, laid = self._photo, self._laid
        if photo is None:
            return
        self.adding = False
        self._states.put((*self.faces, Chosen(face)), (len(self.faces),), "add")
        self._edit()
        rough = self.faces[-1]

        def done(better: Face) -> None:
            if self._laid is laid and rough in self.faces and near(face, better, photo.size):
                there = tuple(replace(each, face=better) if each is rough else each for each in self.faces)
                self._states.put(there, self.chosen, "add")
                self._states.rest()
                self._edit()

        self.asking.ask(_ALIGN, lambda context: aligned(photo, face, context), done, background=False)

    def remove(self) -> None:
        """Take those that are chosen away."""
        if self.chosen:
            first = min(self.chosen)
            left = tuple(face for index, face in enumerate(self.faces) if index not in self.chosen)
            self._states.put(left, (min(first, len(left) - 1),) if left else ())
            self._edit()

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        possible = self.can_undo
        if possible:
            self._states.undo()
            self._edit()
        return possible

    def redo(self) -> bool:
        """Do it again; whether there was one."""
        possible = self.can_redo
        if possible:
            self._states.redo()
            self._edit()
        return possible

    def add_by_hand(self, on: bool) -> None:
        """The hand draws a face next, or does not."""
        self.adding = on and self.open
        self.changed.emit()

    def show_region(self, on: bool) -> None:
        """It is seen where a face is changed, or not."""
        self.region_shown = on
        self.changed.emit()

    def show_masking(self, on: bool) -> None:
        """The hand corrects the region, or does not."""
        self.masking = on
        self.changed.emit()

    def _put(self, change: Callable[[Chosen], Chosen], which: Iterable[int], gesture: str = "") -> None:
        there = set(which)
        faces = tuple(change(face) if index in there else face for index, face in enumerate(self.faces))
        self._states.put(faces, self.chosen, gesture)
        self._edit()

    def _edit(self) -> None:
        self.changed.emit()
        self.edited.emit()
