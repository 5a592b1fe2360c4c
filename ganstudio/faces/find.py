"""The faces of a photo, of any size and turn: proposed by cascades, judged and put straight by a small network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.faces import cascades, squares
from ganstudio.faces.look import TASK, looked
from ganstudio.faces.reduced import eight_bit, reduced
from ganstudio.faces.squares import Floats, Squares
from ganstudio.i18n import _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine

LONGEST = 1280
"""Pixels of the longer side of the copy that is looked at."""
PASSES = ((0, 800), *((turn, 480) for turn in (30, 330, 90, 270, 180, 60, 300, 120, 240, 150, 210)))
"""By how many degrees faces are turned, and in how large a copy they are looked for, so that it does not take long."""
_SMALLEST, _TURNED = 0.12, 0.2
"""Of the longer side: squares are looked at all over the copy from that size on, and with it turned by 90°."""
_ENLARGED = 2
"""Small photos are enlarged so many times at most: faces of 20 pixels are smaller than what the cascades know."""
_LIKELY = 0.05
"""What the network is less sure of at its first look is not looked at again."""
_SURE = 0.5
"""What it is less sure of at last is no face."""
_FAR = 1.25
"""Sides of a face's square that are looked at around its middle, to put it straight."""


@dataclass(frozen=True)
class Found:
    """A face, and how sure it is one: 0 to 1."""

    face: Face
    sure: float


def find(photo: Photo, engine: Engine, job: Job, *, background: bool = False) -> tuple[Found, ...]:
    """The faces of `photo`, the largest first; none where there is none.

    Raises ModelError where there is no network for it, OutOfMemory, Cancelled.
    """
    info = engine.store.find("", TASK)
    copy = reduced(photo.pixels, LONGEST, job)
    given = _proposed(copy, job.part(0, 0.7))
    job.progress(0.7, _("Judging what was found"))
    sure, given = looked(copy, given, engine, info, job.part(0.7, 0.2), background=background)
    kept = np.flatnonzero(sure > _LIKELY)
    kept = kept[squares.distinct(given[kept], sure[kept])]
    sure, given = sure[kept], given[kept]
    for _again in range(2):
        sure, given = looked(copy, given, engine, info, job.part(0.9, 0.1), background=background)
    return _largest_first(sure, given, (copy.shape[1], copy.shape[0]))


def align(photo: Photo, face: Face, engine: Engine, job: Job) -> Found:
    """A rough `face`, set by hand, put straight; it stays as it is where the network sees none.

    Raises ModelError where there is no network for it, OutOfMemory, Cancelled.
    """
    info = engine.store.find("", TASK)
    rough = squares.of(face, photo.size)
    x, y, side = rough[0, :3]
    left, top = (max(0, int(each - _FAR * side)) for each in (x, y))
    right, bottom = (int(each + _FAR * side) + 1 for each in (x, y))
    part = eight_bit(photo.pixels[top : max(top + 1, bottom), left : max(left + 1, right)])
    corner = np.array([left, top, 0, 0])
    sure, given = looked(part, rough - corner, engine, info, job)
    for _again in range(2):
        sure, given = looked(part, given, engine, info, job)
    if sure[0] < _SURE:
        return Found(face, float(sure[0]))
    return Found(squares.face((given + corner)[0], photo.size), float(sure[0]))


def _proposed(copy: Pixels, job: Job) -> Squares:
    """What may be faces, in pixels of `copy`: what the cascades say, and large squares all over."""
    import cv2

    size = copy.shape[1], copy.shape[0]
    parts = [_everywhere(size, turn, _TURNED if turn else _SMALLEST) for turn in (0, 90, 180, 270)]
    grey = cv2.cvtColor(copy, cv2.COLOR_RGB2GRAY)
    for index, (turn, longest) in enumerate(PASSES):
        job.progress(index / len(PASSES), _("Looking for faces"))
        scale = min(longest / max(size), _ENLARGED)
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        smaller = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
        small = np.asarray(cv2.resize(grey, smaller, interpolation=way), np.uint8)
        parts.append(cascades.proposed(small, turn) / [scale, scale, scale, 1])
    return np.concatenate(parts)


def _everywhere(size: tuple[int, int], turn: float, smallest: float) -> Squares:
    """Squares turned by `turn` degrees, from the share `smallest` of the longer side on."""
    given = squares.scanned(size, max(smallest * max(size), cascades.LEAST))
    given[:, 3] = np.radians(turn)
    return given


def _largest_first(sure: Floats, given: Squares, size: tuple[int, int]) -> tuple[Found, ...]:
    faces = np.flatnonzero(sure >= _SURE)
    faces = faces[squares.distinct(given[faces], sure[faces])]
    faces = faces[np.argsort(-given[faces, 2], kind="stable")]
    return tuple(Found(squares.face(given[each], size), float(sure[each])) for each in faces)
