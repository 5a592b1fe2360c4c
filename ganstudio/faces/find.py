"""The faces of a photo, found without a network connection, of any size and turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.faces import cascades, squares
from ganstudio.i18n import _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, has_alpha, white

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine

_LONGEST = 800
"""Pixels of the copy's longer side that is looked at."""
_TURNS = tuple(range(0, 360, 30))


@dataclass(frozen=True)
class Found:
    """A face, and how sure it is one: 0 to 1."""

    face: Face
    sure: float


def find(photo: Photo, engine: Engine, job: Job, *, background: bool = False) -> tuple[Found, ...]:
    """The faces of `photo`, the largest first; none where there is none. Raises Cancelled."""
    import cv2

    copy = _reduced(photo.pixels, job)
    grey = np.asarray(cv2.cvtColor(copy, cv2.COLOR_RGB2GRAY), np.uint8)
    parts = []
    for index, turn in enumerate(_TURNS):
        job.progress(index / len(_TURNS), _("Looking for faces"))
        parts.append(cascades.proposed(grey, turn, 5))
    found = np.concatenate(parts)
    found = found[squares.distinct(found, -np.abs(np.angle(np.exp(1j * found[:, 3]))))]
    size = copy.shape[1], copy.shape[0]
    return tuple(Found(squares.face(each, size), 0.5) for each in found[np.argsort(-found[:, 2])])


def align(photo: Photo, face: Face, engine: Engine, job: Job) -> Found:
    """A rough `face`, put straight. Raises Cancelled."""
    return Found(face, 0.5)


def _reduced(pixels: Pixels, job: Job) -> Pixels:
    """The photo in 8 bit without alpha, its longer side _LONGEST pixels; what is see-through is grey."""
    import cv2

    height, width = pixels.shape[:2]
    scale = _LONGEST / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    copy = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    job.check()
    values = copy.astype(np.float32) * (255 / white(pixels))
    if has_alpha(pixels):
        seen = values[..., 3:] / 255
        values = seen * values[..., :3] + (1 - seen) * 128
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
