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
PASSES = ((0, 800), *((turn, 480) for turn in (30, 330, 90, 270, 180)))
"""By how many degrees faces are turned, and in how large a copy they are looked for, so that it does not take long."""
_SMALLEST, _TURNED = 0.12, 0.2
"""Of the longer side: squares are looked at all over the copy from that size on, and with it turned by 90°."""
_ENLARGED = 2
"""Small photos are enlarged so many times at most: faces of 20 pixels are smaller than what the cascades know."""
_LIKELY = -3.0
"""Logit: what the network takes for a face less than that at its first look is not looked at again."""
_DOUBT = 5.2
"""Logit, over all looks, and with the logarithm of how many squares came to the same place, that is as often none."""
_UNUSUAL, _UPRIGHT = 1.5, 1.0
"""By how much a face is less likely that is turned by more than _UPRIGHT radians."""
_LEAST = 16
"""Pixels of the copy: squares that are smaller show too little of a face."""
_DOUBT_SET = 1.5
"""The same of a face set by hand, with nothing else around it to compare with."""
_SURE = 0.5
"""What is less sure is no face."""
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
    logit, came = looked(copy, given, engine, info, job.part(0.7, 0.2), background=background)
    likely = np.flatnonzero(logit > _LIKELY)
    logit, came = logit[likely], came[likely]
    kept = squares.distinct(came, logit)
    logits, given = [logit[kept]], came[kept]
    for _again in range(2):
        logit_now, given = looked(copy, given, engine, info, job.part(0.9, 0.1), background=background)
        logits.append(logit_now)
    much = squares.support(given, came, _sigmoid(logit))
    turned = np.abs(np.angle(np.exp(1j * given[:, 3]))) > _UPRIGHT
    sure = _sigmoid(np.mean(logits, axis=0) + np.log(much + 1e-3) - _DOUBT - _UNUSUAL * turned)
    return _largest_first(sure * (given[:, 2] >= _LEAST), given, (copy.shape[1], copy.shape[0]))


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
    logit, given = looked(part, rough - corner, engine, info, job)
    for _again in range(2):
        logit, given = looked(part, given, engine, info, job)
    sure = float(_sigmoid(logit - _DOUBT_SET)[0])
    return Found(face if sure < _SURE else squares.face((given + corner)[0], photo.size), sure)


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


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))
