"""Where a face is changed: soft masks of its square, which end within it, and the face itself within them."""

from __future__ import annotations

import numpy as np

from ganstudio.image.face import Face, Floats
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import FULL, Area, Mask
from ganstudio.tools.facing.crops import around, between, box, crop
from ganstudio.tools.keeping import Kept

GRID = 256
"""Side of the square on which masks are drawn; they are smooth, so that they can be enlarged."""
MARGIN = 0.6
"""How far beyond the square one looks to tell a face from what is around it, in sides."""
_SEEN = 128
"""Side of the picture in which that is told."""
_ROUNDS = 3
_EDGE = 0.012
"""How soft the outline of a face is, in parts of the square's side."""
_AROUND = 0.06
"""How far beyond a face things move with it, in parts of the square's side."""
_kept: Kept[Floats] = Kept()
_reached: Kept[Floats] = Kept()


def wide() -> Floats:
    """(GRID, GRID) in [0, 1]: as much of the square as can be changed, 0 at its border."""
    x, y = places(GRID, 0)
    return ramp((np.abs(x - 0.5) / 0.5) ** 4 + (np.abs(y - 0.5) / 0.5) ** 4, 0.4)


def oval() -> Floats:
    """(GRID, GRID) in [0, 1]: a head, its chin narrower than its temples."""
    x, y = places(GRID, 0)
    half = np.interp(y, [0.3, 0.6, 1.0], [0.48, 0.47, 0.36])
    return ramp((np.abs(x - 0.49) / half) ** 2.5 + (np.abs(y - 0.5) / 0.49) ** 3, 0.35) * wide()


def found(photo: Photo, face: Face) -> Floats:
    """The face without hair and background, (GRID, GRID) in [0, 1], as far as colours tell it; kept for as long as the
    photo's pixels live."""
    return _kept.get(photo.pixels, face, lambda: _found(photo.pixels, face))


def reached(photo: Photo, face: Face) -> Floats:
    """Where anything is changed for a face, (GRID, GRID) in [0, 1]: itself, and around it what moves with it."""
    return _reached.get(photo.pixels, face, lambda: _grown(found(photo, face)))


def region(face: Face, size: tuple[int, int], photo: Photo | None = None) -> tuple[Mask, Area]:
    """Where `face` may be changed in a photo of `size` (width, height): a mask (h, w) and where in the photo it lies.

    With the `photo`: as its colours tell the face from what is around. Nothing is masked of a face that lies beside.
    """
    return shown(oval() if photo is None else reached(photo, face), face, size)


def shown(values: Floats, face: Face, size: tuple[int, int]) -> tuple[Mask, Area]:
    """`values` (n, n) in [0, 1] of the face's square as a mask, masked where there is anything, and where it lies."""
    area = box(face, size)
    if area is None:
        return masks.freeze(np.zeros((0, 0), np.uint8)), Area(0, 0, 0, 0)
    return masks.freeze(np.ceil(placed(values, face, size, area)[..., 0] * FULL).astype(np.uint8)), area


def placed(values: Floats, face: Face, size: tuple[int, int], area: Area) -> Floats:
    """`values` (n, n, up to 4) of the face's square as they lie in `area` of a photo of `size`, (h, w, C); 0 beyond."""
    import cv2

    way = face.square(size).astype(np.float64)
    turn = np.linalg.inv(way[:, :2])
    back = np.column_stack([turn, turn @ (np.array([area.left, area.top]) - way[:, 2])]) * len(values)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    there = cv2.warpAffine(values, between(back, 1), (area.width, area.height), flags=flags)
    return np.asarray(there, np.float32).reshape(area.height, area.width, -1)


def _found(pixels: Pixels, face: Face) -> Floats:
    import cv2

    inside = skin(crop(pixels, around(face, (pixels.shape[1], pixels.shape[0]), MARGIN), _SEEN))
    first, last = (round((MARGIN + at) / (1 + 2 * MARGIN) * _SEEN) for at in (0, 1))
    large = cv2.resize(inside[first:last, first:last], (GRID, GRID), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(large, (0, 0), _EDGE * GRID)
    return np.asarray(np.maximum(soft, _inner()) * oval(), np.float32)


def _grown(share: Floats) -> Floats:
    import cv2

    reach = round(_AROUND * GRID)
    around = cv2.dilate(share, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    soft = np.maximum(cv2.GaussianBlur(around, (0, 0), reach / 2) * wide(), share)
    return np.where(soft < 1 / FULL, 0, soft).astype(np.float32)


def skin(seen: Floats) -> Floats:
    """What is face, 0 or 1, (n, n), of a picture (n, n, 3) that reaches MARGIN beyond the square.

    By GrabCut (Rother, Kolmogorov and Blake 2004): the middle is face, what is far outside is none.
    """
    import cv2

    x, y = places(len(seen), MARGIN)
    marks = np.full(x.shape, cv2.GC_BGD, np.uint8)
    for middle, across, down, mark in (
        (0.37, 0.56, 0.72, cv2.GC_PR_BGD),
        (0.44, 0.47, 0.58, cv2.GC_PR_FGD),
        (0.47, 0.27, 0.36, cv2.GC_FGD),
    ):
        marks[((x - 0.49) / across) ** 2 + ((y - middle) / down) ** 2 < 1] = mark
    shades = np.rint(np.clip(seen, 0, 1) * FULL).astype(np.uint8)
    cv2.setRNGSeed(1)  # it begins with random clusters
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(shades, marks, (0, 0, 1, 1), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)  # the rectangle does not count
    return np.asarray(marks & 1, np.float32)


def _inner() -> Floats:
    """What belongs to the face though colours were to say something else: shades and glasses."""
    x, y = places(GRID, 0)
    return ramp(((x - 0.49) / 0.36) ** 2 + ((y - 0.5) / 0.44) ** 2, 0.4)


def places(side: int, margin: float) -> tuple[Floats, Floats]:
    """Across and down in the square, of the pixels of a picture that reaches `margin` beyond it."""
    at = (np.arange(side, dtype=np.float32) + 0.5) / side * (1 + 2 * margin) - margin
    x, y = np.meshgrid(at, at)
    return x.astype(np.float32), y.astype(np.float32)


def ramp(far: Floats, width: float) -> Floats:
    """1 where `far` is small, 0 from 1 on, smooth between."""
    share = np.clip((1 - far) / width, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)
