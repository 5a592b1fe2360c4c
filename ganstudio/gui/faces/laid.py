"""What is known of one page's faces: their sliders go back to 0 when the photo was changed by them, and come back when
that is undone."""

from __future__ import annotations

from dataclasses import dataclass, field

from ganstudio.gui.states import States, misplaced
from ganstudio.image.document import Document, Step
from ganstudio.tools.face import TOOL
from ganstudio.tools.faces import FACES, Chosen

FaceStates = States[Chosen, tuple[int, ...]]
"""Which of the faces are chosen: indices, the one chosen last at the end."""


def begun(faces: tuple[Chosen, ...] = ()) -> FaceStates:
    """With `faces`, the first of them chosen."""
    return States(faces, (0,) if faces else ())


def altered(states: FaceStates) -> bool:
    """Whether any slider of any face is moved."""
    return any(face.values for face in states.now.items)


@dataclass(eq=False)
class Laid:
    """`states` are the faces that are being worked on."""

    states: FaceStates = field(default_factory=begun)
    looked: bool = False
    """Faces were looked for in a photo of this shape."""
    size: tuple[int, int] | None = None
    """Of the photo, when it was last looked at."""
    worked: FaceStates | None = None
    """The last that became a part of the photo."""
    step: Step | None = None
    """The undone step that the sliders came back from."""
    done: Step | None = None
    """The last step, when it was last looked at."""

    @classmethod
    def revived(cls, document: Document, faces: tuple[Chosen, ...]) -> Laid:
        """These are in the photo as it is now, and belong to no step."""
        return cls(begun(faces), True, document.photo.size, done=document.done)

    def follow(self, document: Document) -> Step | None:
        """After a step was made or taken back; the step whose sliders have come back now, if there is one."""
        steps, position = document.steps, document.position
        done = document.done
        undone = steps[position] if position < len(steps) else None
        if misplaced(self.size, document.photo.size):
            self.states, self.looked = begun(), False
        elif done and done is not self.done and done.edit.tool == TOOL.id:
            self.step = None
            if done.edit.attachments.get(FACES) is self.states.now.items:
                self.worked, self.states = self.states, _at_rest(self.states)
        self.size, self.done = document.photo.size, done
        free = self.step is not None or not altered(self.states)
        if undone and undone.edit.tool == TOOL.id and undone is not self.step and free:
            self._bring_back(undone)
            return undone
        return None

    def found(self, faces: tuple[Chosen, ...]) -> None:
        """These were found, the largest first."""
        self.states, self.looked = begun(faces), True

    def _bring_back(self, step: Step) -> None:
        """With the ways back that there were when the photo was changed."""
        self.step, faces = step, step.edit.attachments.get(FACES)
        if faces is None:
            return  # it found them by itself, as a workflow does
        known = self.worked if self.worked and self.worked.now.items is faces else None
        self.states, self.looked = known or begun(faces), True


def _at_rest(states: FaceStates) -> FaceStates:
    """The same faces, with all sliders at 0 again."""
    return States(tuple(face.at({}) for face in states.now.items), states.now.chosen)
