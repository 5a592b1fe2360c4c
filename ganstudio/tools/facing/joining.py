"""What a network changed of a face, carried to the photo at its full size.

Where shapes have moved between the network's picture before and after, the photo is moved alike, so that pores, lashes
and hair stay what they are. What then is still missing is brightness, as a factor, and colour, as a difference: both
are smooth, and can be enlarged. See docs/decisions/face-by-difference.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.image.face import Face, Floats
from ganstudio.image.pixels import LUMA, Pixels, white
from ganstudio.masks.mask import Area, Mask
from ganstudio.tools.areas import areas, each
from ganstudio.tools.facing import flowing
from ganstudio.tools.facing.crops import box
from ganstudio.tools.facing.flowing import FARTHEST
from ganstudio.tools.facing.regions import GRID, placed
from ganstudio.tools.limited import mixed

DARK = 0.06
"""Added to brightness before it is divided: what is black has no factor."""
_FACTORS = 0.4, 2.5
_SOFT = 0.6 / 64
"""Of the side: how much factors and differences are smoothed."""
_REACH = 4
"""Pixels around a place that it is interpolated from, and one for rounding."""


@dataclass(frozen=True, eq=False)
class Change:
    """For each place of a face's square, (GRID, GRID, …): where it is taken from, in parts of the side; what is added
    to a factor of 1; and what is added then, RGB in [0, 1]."""

    moves: Floats
    factor: Floats
    colours: Floats


def change(before: Floats, after: Floats, share: Floats, wide: Floats, *, grey: bool) -> Change:
    """What leads from the picture `before` to `after`, (S, S, 3) each: motion within `wide`, tones within `share`, both
    (GRID, GRID). `grey`: colours stay as they are."""
    moves = flowing.flow(before, after, wide)
    old = flowing.moved(_enlarged(before), moves)
    return Change(moves, *_tones(old, _enlarged(after), flowing.moved(share, moves), grey=grey))


def join(pixels: Pixels, face: Face, wanted: Change, mask: Mask | None, job: Job) -> None:
    """Change the face in `pixels`, a whole photo that may be written on; with a `mask` as much as that says."""
    size = pixels.shape[1], pixels.shape[0]
    area, source = box(face, size), box(face, size, FARTHEST)
    if area is None or source is None:
        return
    before = pixels[source.slices][..., :3].copy()
    steps = np.asarray(wanted.moves @ face.square(size)[:, :2].T, np.float32)
    tones = np.dstack([wanted.colours, wanted.factor])

    def work(part: tuple[int, int, int, int]) -> None:
        here = Area(area.left + part[0], area.top + part[1], part[2], part[3])
        there = pixels[here.slices][..., :3]
        new = _changed(before, source, placed(tones, face, size, here), placed(steps, face, size, here), here)
        there[...] = new if mask is None else mixed(there, new, mask[here.slices][..., None])

    each(areas((area.width, area.height)), work, job)


def _changed(before: Pixels, source: Area, tones: Floats, steps: Floats, area: Area) -> Pixels:
    """The colours of `area`, moved by `steps` (h, w, 2) in pixels, with other `tones` (h, w, 4): what is added, and
    what to a factor of 1. `before` are those of `source`, which is somewhat larger."""
    import cv2

    x = np.arange(area.width, dtype=np.float32) + (area.left - source.left)
    y = np.arange(area.height, dtype=np.float32) + (area.top - source.top)
    across, down = x[None, :] + steps[..., 0], y[:, None] + steps[..., 1]
    left, top = (max(0, int(each.min()) - _REACH) for each in (across, down))
    part = before[top : int(down.max()) + _REACH, left : int(across.max()) + _REACH].astype(np.float32)
    values: Floats = np.asarray(
        cv2.remap(part, across - left, down - top, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.float32
    )
    full = white(before)
    values *= 1 + tones[..., 3:]
    values += tones[..., :3] * np.float32(full)
    return np.asarray(np.clip(np.rint(values, out=values), 0, full)).astype(before.dtype)


def _tones(before: Floats, after: Floats, share: Floats, *, grey: bool) -> tuple[Floats, Floats]:
    """What is added to a factor of 1, (GRID, GRID), and to colours, (GRID, GRID, 3), as much as `share` says."""

    dark = np.float32(DARK)
    old, new = _smooth(before), _smooth(after)
    factor = np.clip((new @ LUMA + dark) / np.maximum(old @ LUMA + dark, dark / 4), *_FACTORS) - 1
    rest = new - (old * (1 + factor[..., None]) + dark * factor[..., None])
    if grey:
        rest = np.repeat((rest @ LUMA)[..., None], 3, axis=2)
    colours = (rest + dark * factor[..., None]) * share[..., None]
    return np.asarray(factor * share, np.float32), np.asarray(colours, np.float32)


def _smooth(values: Floats) -> Floats:
    import cv2

    return np.asarray(cv2.GaussianBlur(np.asarray(values, np.float32), (0, 0), _SOFT * GRID), np.float32)


def _enlarged(picture: Floats) -> Floats:
    import cv2

    return np.clip(cv2.resize(picture, (GRID, GRID), interpolation=cv2.INTER_CUBIC), 0, 1)
