"""What lies on one page: its dabs, gone when the photo was coloured by them, and back when that is undone."""

from __future__ import annotations

from dataclasses import dataclass, field

from ganstudio.gui.states import States, misplaced
from ganstudio.image.dab import Dab
from ganstudio.image.document import Document, Step
from ganstudio.tools.colorize import TOOL
from ganstudio.tools.dabs import DABS

DabStates = States[Dab, int | None]
"""Which of the dabs is chosen: an index, or None."""


def begun(dabs: tuple[Dab, ...] = ()) -> DabStates:
    """With `dabs`, none of them chosen."""
    return States(dabs, None)


@dataclass(eq=False)
class Laid:
    """`states` are the dabs that are being set."""

    states: DabStates = field(default_factory=begun)
    recolour: bool = False
    """The photo has colours, and shall have others."""
    size: tuple[int, int] | None = None
    """Of the photo, when it was last looked at."""
    painted: DabStates | None = None
    """The last that became a part of the photo."""
    step: Step | None = None
    """The undone step that the dabs came back from."""
    done: Step | None = None
    """The last step, when it was last looked at."""

    @classmethod
    def revived(cls, document: Document, dabs: tuple[Dab, ...], *, recolour: bool) -> Laid:
        """These are laid on the photo as it is now, and belong to no step."""
        return cls(begun(dabs), recolour, document.photo.size, done=document.done)

    def follow(self, document: Document) -> Step | None:
        """After a step was made or taken back; the step whose dabs have come back now, if there is one."""
        steps, position = document.steps, document.position
        done = document.done
        undone = steps[position] if position < len(steps) else None
        there = self.states.now.items
        if done and done is not self.done and done.edit.tool == TOOL.id:
            self.recolour, self.step = False, None
            if there and done.edit.attachments.get(DABS) is there:
                self.painted, self.states = self.states, begun()
        elif there and misplaced(self.size, document.photo.size):
            self.states = begun()
        self.size, self.done = document.photo.size, done
        there = self.states.now.items
        if undone and undone.edit.tool == TOOL.id and undone is not self.step and (not there or self.step):
            self._bring_back(undone)
            return undone
        return None

    def _bring_back(self, step: Step) -> None:
        """With the ways back that there were when the photo was coloured."""
        dabs = step.edit.attachments.get(DABS, ())
        known = self.painted if self.painted and self.painted.now.items is dabs else None
        self.states, self.step = known or begun(dabs), step
