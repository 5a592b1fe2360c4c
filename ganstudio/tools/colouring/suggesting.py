"""Which colours a spot is likely to have."""

from __future__ import annotations

import numpy as np

from ganstudio.image.dab import Colour, Dab
from ganstudio.image.photo import Photo
from ganstudio.tools.colouring.asking import copies, place
from ganstudio.tools.colouring.space import UNIT, Floats, Space
from ganstudio.tools.tool import Context

TASK = "colorize"
_APART = 16.0
"""In units of a and b: colours nearer to one another are the same to a person who chooses."""


def suggestions(
    photo: Photo, x: float, y: float, dabs: tuple[Dab, ...], model: str, context: Context, count: int = 8
) -> tuple[Colour, ...]:
    """Likely colours of the spot at the shares `x`, `y` of the width and height, at its own luminance: the likeliest
    first, no two alike; sRGB of 8 bit.

    A dab on the spot itself does not count. Raises ModelError, OutOfMemory, Cancelled.
    """
    small = copies(photo, Space.of(photo))
    spot = Dab(x, y, (0, 0, 0))
    at = place(spot, small.small.shape)
    others = [dab for dab in dabs if np.abs(np.subtract(place(dab, small.small.shape), at)).max() > 4]
    info = context.engine.store.find(model, TASK)
    palette, odds = context.engine.likely(info, small.planes(others), context.job, background=context.background)
    down, across = place(spot, odds.shape[1:])
    chosen = _apart(palette * UNIT, odds[:, down, across], count)
    return _shown(small.small[at], chosen)


def _apart(palette: Floats, odds: Floats, count: int) -> Floats:
    """(n, 2): the colours with the most around them, each far from those before it."""
    distance = np.hypot(*(palette[:, None] - palette[None]).transpose(2, 0, 1))
    mass = np.exp(-0.5 * (distance / (_APART / 2)) ** 2) @ odds
    found: list[int] = []
    for index in np.argsort(-mass, kind="stable"):
        if len(found) < count and all(distance[index, other] >= _APART for other in found):
            found.append(int(index))
    return palette[found]


def _shown(light: float, colours: Floats) -> tuple[Colour, ...]:
    """As sRGB, at the lightness `light` in [0, 1]."""
    space = Space.of(Photo(np.zeros((1, 1, 3), np.uint8)))
    root = np.full((1, len(colours)), (light * 100 + 16) / 116, np.float32)
    luminance = np.where(root > 6 / 29, root**3, 3 * (6 / 29) ** 2 * (root - 4 / 29)).astype(np.float32)
    made = space.pixels(luminance, root, colours[None])[0]
    return tuple((int(red), int(green), int(blue)) for red, green, blue in made)
