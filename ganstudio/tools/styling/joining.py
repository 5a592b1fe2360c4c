"""A picture painted at a small size, at a larger one: its edges as sharp as the photo's where it has the same.

In each small window the painted colours are taken for a straight line over the photo's brightness (the guided filter of
He, Sun and Tang 2013). What detail the reduced photo lost comes back as strongly as that line says: in full where the
painting follows the photo, not at all where a stroke covers it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.image.pixels import LUMA, Pixels, white
from ganstudio.tools import guided, resample
from ganstudio.tools.areas import areas, around, cut, each
from ganstudio.tools.tool import Area

Floats = NDArray[np.float32]
_RADIUS = 2
"""Pixels of the small copy on each side of a window's middle."""
_EPSILON = 0.02**2
"""Variance of brightness, in [0, 1], from which on a difference is an edge."""


@dataclass(frozen=True, eq=False)
class Painting:
    """For each pixel of a small copy (h, w, 6): slopes and bases; colours are slope · brightness + base, in [0, 1]."""

    lines: Floats

    def at(self, part: Pixels, rows: slice, height: int) -> Floats:
        """The colours (n, W, 3) of `rows` of a picture of `height` rows, where the photo is `part` (n, W, 3)."""
        stop = min(rows.stop, height)
        size = part.shape[1], height
        lines = resample.rows(self.lines, 0, len(self.lines), size, rows.start, stop, "cubic")
        return np.asarray(lines[..., :3] * brightness(part)[..., None] + lines[..., 3:])


def joined(painted: Pixels, photo: Pixels, job: Job, *, follows: bool) -> Painting:
    """What `painted` (h, w, 3), made of the copy `photo` of that size, is like; unless it `follows` the photo, detail
    that comes with a larger size leaves it as it is."""
    height, width = painted.shape[:2]
    lines = np.empty((height, width, 6), np.float32)

    def one(area: Area) -> None:
        wide = around(area, 2 * _RADIUS, (width, height))
        made = cut(painted, wide).astype(np.float32)
        made /= white(painted)
        light = brightness(np.ascontiguousarray(cut(photo, wide)))
        slope = _slope(made, light) if follows else np.zeros_like(made)
        inside = area[0] - wide[0], area[1] - wide[1], area[2], area[3]
        cut(lines, area)[..., :3] = cut(slope, inside)
        cut(lines, area)[..., 3:] = cut(made - slope * light[..., None], inside)

    each(areas((width, height)), one, job)
    return Painting(lines)


def brightness(part: Pixels) -> Floats:
    """(H, W), in [0, 1]."""
    import cv2

    weights = (LUMA / white(part))[None]
    return np.asarray(cv2.transform(part.astype(np.float32), weights), np.float32).reshape(part.shape[:2])


def _slope(made: Floats, light: Floats) -> Floats:
    slope, _base = guided.lines(made, light, _RADIUS, _EPSILON)
    return guided.mean(slope, _RADIUS)
