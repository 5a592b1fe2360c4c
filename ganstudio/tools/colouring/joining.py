"""Colours of a small copy joined to the luminance of the whole photo, its edges respected.

In each small window a and b are taken for a straight line over luminance: the guided filter of He, Sun and Tang 2013,
computed on a reduced copy, whose lines are then interpolated (He and Sun 2015, "Fast Guided Filter").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.tools.colouring.space import Floats

_RADIUS = 2
"""Pixels of the middle copy, on each side of the window's middle."""
_EPSILON = 0.01**2
"""Variance of L, in [0, 1], from which on a difference is an edge."""


@dataclass(frozen=True, eq=False)
class Lines:
    """For each place of the middle copy (h, w, 4): slopes and bases; a and b are slope · L + base, L in [0, 1]."""

    values: Floats

    def at(self, rows: slice, size: tuple[int, int]) -> tuple[Floats, Floats]:
        """Slopes and bases for `rows` of a picture of `size` (width, height), (n, width, 2) each: interpolated."""
        import cv2

        width, height = size
        count = len(self.values)
        where = np.clip((np.arange(rows.start, min(rows.stop, height)) + 0.5) * count / height - 0.5, 0, count - 1)
        above = where.astype(int)
        share = (where - above).astype(np.float32)[:, None, None]
        lines = self.values[above] * (1 - share) + self.values[np.minimum(above + 1, count - 1)] * share
        lines = cv2.resize(lines, (width, len(lines)), interpolation=cv2.INTER_LINEAR).reshape(-1, width, 4)
        return lines[..., :2], lines[..., 2:]


def joined(colours: Floats, light: Floats) -> Lines:
    """The lines by which `colours` (2, h, w) of a small copy belong to the luminance `light` (H, W) of a larger one."""
    import cv2

    height, width = light.shape
    wide = cv2.resize(np.ascontiguousarray(colours.transpose(1, 2, 0)), (width, height), interpolation=cv2.INTER_CUBIC)
    wide = wide.reshape(height, width, 2)
    mean, mean_light = _mean(wide), _mean(light)
    variance = _mean(light * light) - mean_light**2
    together = _mean(wide * light[..., None]) - mean * mean_light[..., None]
    slope = together / (variance + _EPSILON)[..., None]
    return Lines(np.concatenate([_mean(slope), _mean(mean - slope * mean_light[..., None])], axis=2))


def _mean(values: Floats) -> Floats:
    import cv2

    side = 2 * _RADIUS + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)).reshape(values.shape)
