"""Colours of a small copy joined to the luminance of the whole photo, its edges respected.

In each small window a and b are taken for a straight line over luminance: the guided filter of He, Sun and Tang 2013,
computed on a reduced copy, whose lines are then interpolated (He and Sun 2015, "Fast Guided Filter").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.tools import guided
from ganstudio.tools.colouring.space import Floats

_RADIUS = 2
"""Pixels of the middle copy, on each side of the window's middle."""
_EPSILON = 0.02**2
"""Variance of L, in [0, 1], from which on a difference is an edge."""
_COARSE, _AROUND = 5, 4
"""The same of the small copy, where a place of the network has several pixels; and of what tells how even it is."""
_EVEN = 1e-4
"""Variance of L around a pixel that is still even."""


@dataclass(frozen=True, eq=False)
class Lines:
    """For each place of the middle copy (h, w, 4): slopes and bases; a and b are slope · L + base, L in [0, 1]."""

    values: Floats

    def at(self, rows: slice, height: int, light: Floats) -> tuple[Floats, Floats]:
        """a and b (n, W) of `rows` of a picture that is `height` pixels high, whose L in [0, 1] there is `light`
        (n, W): the lines are interpolated."""
        import cv2

        count = len(self.values)
        where = np.clip((np.arange(rows.start, min(rows.stop, height)) + 0.5) * count / height - 0.5, 0, count - 1)
        above = where.astype(int)
        share = (where - above).astype(np.float32)[:, None, None]
        lines = self.values[above] * (1 - share) + self.values[np.minimum(above + 1, count - 1)] * share
        lines = cv2.resize(lines, light.shape[::-1], interpolation=cv2.INTER_LINEAR)
        slopes, more_slopes, bases, more_bases = (plane.reshape(light.shape) for plane in cv2.split(lines))
        return slopes * light + bases, more_slopes * light + more_bases


def joined(colours: Floats, light: Floats, middle: Floats) -> Lines:
    """The lines by which `colours` (2, h, w) of a small copy, whose L in [0, 1] is `light` (h, w), belong to the L of a
    larger one, `middle` (H, W)."""
    import cv2

    height, width = middle.shape
    sharp = settled(np.ascontiguousarray(colours.transpose(1, 2, 0)), light)
    wide = np.asarray(cv2.resize(sharp, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    return Lines(_fitted(wide.reshape(height, width, 2), middle, None, _RADIUS, _RADIUS))


def settled(colours: Floats, light: Floats) -> Floats:
    """`colours` (h, w, 2) without what bleeds over edges of `light` (h, w).

    A place of the network that lies on an edge has the mean of both sides; so what lies in even surroundings counts
    more, and says what is on either side.
    """
    uneven = np.maximum(guided.mean(light * light, _AROUND) - guided.mean(light, _AROUND) ** 2, 0)
    values = _fitted(colours, light, 1 / (uneven + _EVEN), _COARSE, 1)
    return np.asarray(values[..., :2] * light[..., None] + values[..., 2:])


def _fitted(colours: Floats, light: Floats, weights: Floats | None, radius: int, smooth: int) -> Floats:
    """Slopes and bases (h, w, 4) of the straight lines, each the mean of those within `smooth`."""
    import cv2

    both = np.asarray(cv2.merge(guided.lines(colours, light, radius, _EPSILON, weights)), np.float32)
    return guided.mean(both.reshape(*light.shape, 4), smooth)
