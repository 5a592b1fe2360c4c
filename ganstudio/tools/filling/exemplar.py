"""Texture for what was filled, taken from the surroundings, piece by piece.

A network gives the mean of what is likely, which in the middle of a large hole is a mist of the right colours. What
belongs there mostly lies beside it: for each place of the mist the place of the photo that is most like it is looked
for, and the pieces found are laid over each other (Wexler et al. 2007, "Space-Time Completion of Video"; the search is
PatchMatch, Barnes et al. 2009, for all places at once). Colours stay the network's.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels, white
from ganstudio.masks.mask import Area, Mask, bounds
from ganstudio.tools.filling import pieces
from ganstudio.tools.filling.grain import carried
from ganstudio.tools.filling.pieces import REACH, Floats, Scene

SHALLOW, DEEP = 10.0, 48.0
"""Pixels from the rim of a hole: up to where the network alone is believed, and from where on texture is all taken."""
COARSEST = 48
"""Pixels of a side to which a hole is reduced before anything is looked for."""
FINEST = 320
"""Pixels of a side beyond which nothing more is looked for: what was found smaller is followed."""
_ROUNDS = (4, 1)
"""Searches at the coarsest size, and at finer ones."""
_MARGIN = 4
"""Pixels around a hole that are looked for too, so that pieces reach over its rim."""
_TONE = 10.0
"""Standard deviation, in pixels, above which colours stay the network's."""


def with_texture(picture: Pixels, gap: Mask, strength: float, seed: int, job: Job) -> Pixels:
    """RGB `picture`, in which `gap` was filled, with texture in the depth of the hole; `strength` 1 is all of it.

    The same `seed`, the same texture.
    """
    hole = gap > 0
    depth = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    if strength <= 0 or depth.max() <= SHALLOW or hole.all():
        return picture
    full = white(picture)
    values = picture.astype(np.float32) * np.float32(255 / full)
    made = _textured(values, hole, np.random.default_rng(seed), job)
    if made is None:
        return picture
    share = np.clip((depth - SHALLOW) / (DEEP - SHALLOW), 0, 1)[..., None] * np.float32(strength)
    tone = cv2.GaussianBlur(np.where(hole[..., None], values - made, 0), (0, 0), _TONE)
    mixed = np.clip(values + (made + tone - values) * share, 0, 255) * np.float32(full / 255)
    return np.where(hole[..., None], np.rint(mixed).astype(picture.dtype), picture)


def _textured(values: Floats, hole: NDArray[np.bool_], random: np.random.Generator, job: Job) -> Floats | None:
    """`values` with pieces of the picture in the hole; None where there is no piece to take."""
    area = bounds(hole.view(np.uint8))
    assert area is not None
    levels = max(0, math.ceil(math.log2(max(area.width, area.height) / COARSEST)))
    detail = _detail(values, hole)
    scenes = [_scene(values, hole, detail, level) for level in range(levels + 1)]
    if not scenes[-1].usable.any():
        return None
    found, made = None, scenes[-1].picture
    for level in reversed(range(levels + 1)):
        scene = scenes[level]
        job.check()
        if found is None:
            found, made = pieces.begin(scene, random), scene.picture
        else:
            found = pieces.enlarged(found, scenes[level + 1], scene)
            made = pieces.laid(scene, found)
        if max(scene.window[2:]) <= FINEST:
            for _round in range(_ROUNDS[min(levels - level, 1)]):
                found = pieces.search(scene, made, found, first=level == levels, random=random, job=job)
                made = pieces.laid(scene, found)
    return made


def _detail(values: Floats, hole: NDArray[np.bool_]) -> Floats:
    """(H, W, 2): squares of the steps between neighbours, and 1; both 0 where one of them is missing."""
    grey, known = values.mean(axis=2), (~hole).astype(np.float32)
    result = np.zeros((*hole.shape, 2), np.float32)
    both = known[:-1, :-1] * known[1:, :-1] * known[:-1, 1:]
    steps = np.square(grey[:-1, :-1] - grey[1:, :-1]) + np.square(grey[:-1, :-1] - grey[:-1, 1:])
    result[:-1, :-1] = np.dstack([steps * both, both])
    return result


def _scene(values: Floats, hole: NDArray[np.bool_], detail: Floats, level: int) -> Scene:
    """All reduced by 2 to the power of `level`."""
    size = max(1, hole.shape[1] >> level), max(1, hole.shape[0] >> level)
    picture = np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)
    small = cv2.resize(hole.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0
    area = bounds(small.view(np.uint8))
    assert area is not None
    left, top = max(0, area.left - _MARGIN), max(0, area.top - _MARGIN)
    right, bottom = min(size[0], area.left + area.width + _MARGIN), min(size[1], area.top + area.height + _MARGIN)
    square = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    usable = cv2.erode((~small).astype(np.uint8), square, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    window = Area(left, top, right - left, bottom - top)
    return Scene(picture, small, window, np.asarray(usable, np.uint8), _rough(detail, size))


def _rough(detail: Floats, size: tuple[int, int]) -> Floats:
    """`Scene.rough`, from what `_detail` gives, at `size` (width, height)."""
    total, share = cv2.split(cv2.blur(cv2.resize(detail, size, interpolation=cv2.INTER_AREA), (5, 5)))
    mean = np.asarray(total / np.maximum(share, 1e-6), np.float32).reshape(size[::-1])
    return np.sqrt(carried(mean, np.asarray(share > 0).reshape(size[::-1])))
