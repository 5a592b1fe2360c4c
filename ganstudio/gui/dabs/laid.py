"""What lies on one page: its dabs, gone when the photo was coloured by them, and back when that is undone."""

from __future__ import annotations

from dataclasses import dataclass, field

from ganstudio.gui.dabs.states import States
from ganstudio.image.document import Document, Step
from ganstudio.tools.colorize import TOOL
from ganstudio.tools.dabs import DABS


@dataclass(eq=False)
class Laid:
    """`states` are the dabs that are being set."""

    states: States = field(default_factory=States)
    recolour: bool = False
    """The photo has colours, and shall have others."""
    size: tuple[int, int] | None = None
    """Of the photo, when it was last looked at."""
    painted: States | None = None
    """The last that became a part of the photo."""
    step: Step | None = None
    """The undone step that the dabs came back from."""
    done: Step | None = None
    """The last step, when it was last looked at."""

    def follow(self, document: Document) -> Step | None:
        """After a step was made or taken back; the step whose dabs have come back now, if there is one."""
        steps, position = document.steps, document.position
        done = steps[position - 1] if position else None
        undone = steps[position] if position < len(steps) else None
        there = self.states.now.dabs
        if done and done is not self.done and done.edit.tool == TOOL.id:
            self.recolour, self.step = False, None
            if there and done.edit.attachments.get(DABS) is there:
                self.painted, self.states = self.states, States()
        elif there and self._turned(document):
            self.states = States()
        self.size, self.done = document.photo.size, done
        there = self.states.now.dabs
        if undone and undone.edit.tool == TOOL.id and undone is not self.step and (not there or self.step):
            self._bring_back(undone)
            return undone
        return None

    def _bring_back(self, step: Step) -> None:
        """With the ways back that there were when the photo was coloured."""
        dabs = step.edit.attachments.get(DABS, ())
        known = self.painted if self.painted and self.painted.now.dabs is dabs else None
        self.states, self.step = known or States(dabs), step

    def _turned(self, document: Document) -> bool:
        """Whether the photo has another shape now, on which no dab is where it was set."""
        if self.size is None:
            return False
        (width, height), (before, high) = document.photo.size, self.size
        return abs(width * high - height * before) > 0.01 * width * high
