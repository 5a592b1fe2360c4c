"""All there is to know of an open photo, as it is written down: in a project file, and in the recovery folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask


@dataclass(frozen=True)
class Kept:
    """A step of the history: what was done, and what came out, as far as that is known."""

    edit: Edit
    size: tuple[int, int]
    """(width, height) of the result."""
    photo: Photo | None = None
    """The result where it is at hand: it need not be computed again."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What a newer version has written beside this, to be written again as it is."""


@dataclass(frozen=True)
class Record:
    """An open photo with its history, at one moment. Immutable, so that any thread may write it down."""

    title: str
    """What its tab says."""
    original: Photo
    """As opened; `original.path` is the file, None where there is none (pasted)."""
    path: Path | None = None
    """The file it was last saved or exported to."""
    steps: tuple[Kept, ...] = ()
    """All of them, the undone ones too."""
    position: int = 0
    """How many of them are applied."""
    saved: int = 0
    """The position that is in a file; -1 where that step is gone."""
    mask: Mask | None = None
    """What is masked now."""
    limited: tuple[str, ...] = ()
    """The tools that the user lets work only there: ids."""
    set: Mapping[str, Edit] = field(default_factory=dict)
    """What is set and no step yet: tool id → the step it would be, with what is laid on the photo (dabs, faces, a
    piece), without mask and model."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What a newer version has written beside this, to be written again as it is."""
