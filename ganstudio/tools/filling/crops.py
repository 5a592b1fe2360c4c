"""Where to look for what belongs into a hole: a crop around it."""

from __future__ import annotations

import numpy as np

from ganstudio.image.pixels import Pixels, has_alpha
from ganstudio.masks.mask import FULL, Area, Mask, freeze

LEAST = 64
"""Pixels that are looked at on each side of a hole, at least; else as many as the hole is large."""


def around(area: Area, size: tuple[int, int]) -> Area:
    """The crop around a hole that lies in `area` of a picture of `size` (width, height)."""
    reach = max(LEAST, area.width, area.height)
    left, top = max(0, area.left - reach), max(0, area.top - reach)
    right, bottom = min(size[0], area.left + area.width + reach), min(size[1], area.top + area.height + reach)
    return Area(left, top, right - left, bottom - top)


def missing(pixels: Pixels, hole: Mask, area: Area) -> Mask:
    """What of the crop `area` is not there to go by: holes, and what is wholly transparent, whose colours mean nothing.

    Where that is all of it, the holes alone.
    """
    holes = hole[area.slices] > 0
    unseen = holes | (pixels[area.slices][..., 3] == 0) if has_alpha(pixels) else holes
    return freeze(np.where(holes if unseen.all() else unseen, FULL, 0).astype(np.uint8))
