"""What is known of a page's past: how it was when it was saved, which of its old steps is being changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ganstudio.image.document import Document, Step
from ganstudio.image.edit import Edit
from ganstudio.masks.mask import Mask
from ganstudio.tools.limited import MASK


@dataclass(frozen=True)
class Stamp:
    """By which is known whether a page has changed since; it holds no photos."""

    steps: tuple[Step, ...]
    position: int
    drafts: Mapping[str, Edit]
    mask: object = None
    """`Selection.state`."""

    def same(self, other: Stamp) -> bool:
        """Whether nothing was done in between."""
        return (
            (self.position, len(self.steps)) == (other.position, len(other.steps))
            and all(one is two for one, two in zip(self.steps, other.steps, strict=True))
            and _is(self.mask, other.mask)
            and self.drafts.keys() == other.drafts.keys()
            and all(_alike(draft, other.drafts[name]) for name, draft in self.drafts.items())
        )


def stamp_of(document: Document, drafts: Mapping[str, Edit], mask: object) -> Stamp:
    """The stamp of what is open now. What has come back from the step that was undone last is in that step: it is no
    change of the user's that a panel has found it there."""
    steps, position = document.steps, document.position
    undone = steps[position].edit if position < len(steps) else None
    own = {name: draft for name, draft in drafts.items() if not (undone and _from(undone, draft))}
    return Stamp(steps, position, own, mask)


NEVER = Stamp((), -1, {})
"""No page is as this: what is open is not what is in its file."""


@dataclass(frozen=True)
class Changing:
    """An old step that is being changed: the photo is seen as it was before it."""

    step: Step
    number: int
    """From 1 on."""
    end: int
    """The position before, to which all is computed again."""
    mask: Mask | None = None
    """What was masked before."""
    draft: Edit | None = None
    """What was set for the tool before."""

    def going_on(self, document: Document) -> bool:
        """Whether the document still stands where the change was begun."""
        steps = document.steps
        return document.position == self.number - 1 and len(steps) >= self.end and steps[self.number - 1] is self.step

    def later(self, document: Document) -> list[Edit]:
        """What is to be done again after the step."""
        return [step.edit for step in document.steps[self.number : self.end]]


def _from(step: Edit, draft: Edit) -> bool:
    """Whether `draft` is what `step` was done with; by which lot is the panel's own."""
    laid = {name: value for name, value in step.attachments.items() if name != MASK}
    return step.tool == draft.tool and _alike(replace(step, attachments=laid, seed=draft.seed), draft)


def _alike(one: Edit, other: Edit) -> bool:
    """Without a look at the pixels of what is attached: these never change."""
    same = (one.params, one.seed) == (other.params, other.seed) and one.attachments.keys() == other.attachments.keys()
    return one is other or (same and all(_is(each, other.attachments[name]) for name, each in one.attachments.items()))


def _is(one: object, other: object) -> bool:
    arrays = isinstance(one, np.ndarray) or isinstance(other, np.ndarray)
    return one is other or (not arrays and bool(one == other))
