"""The colours that a place may have, told apart: the peaks of what a network thinks likely (Zhang et al. 2016)."""

from __future__ import annotations

import numpy as np

from ganstudio.image.dab import Colour
from ganstudio.image.photo import Photo
from ganstudio.tools.colouring.space import Floats, Space, luminance_of

APART = 16.0
"""In units of a and b: colours nearer to one another are the same to a person who chooses."""


def mass(palette: Floats, odds: Floats) -> Floats:
    """How likely the colours around each of the `palette` (Q, 2) are, (Q, …), by the `odds` (Q, …) of each alone."""
    apart = np.hypot(*(palette[:, None] - palette[None]).transpose(2, 0, 1))
    near = np.exp(-0.5 * (apart / (APART / 2)) ** 2)
    return np.asarray(np.tensordot(near, odds, axes=1), np.float32)


def modes(palette: Floats, masses: Floats, count: int) -> list[int]:
    """Which of the `palette` (Q, 2) are the likeliest by their `masses` (Q,), each far from those before it."""
    found: list[int] = []
    for index in np.argsort(-masses, kind="stable"):
        if len(found) < count and all(np.hypot(*(palette[index] - palette[other])) >= APART for other in found):
            found.append(int(index))
    return found


def shown(light: float, colours: Floats) -> tuple[Colour, ...]:
    """The a and b `colours` (n, 2) in sRGB of 8 bit, at the lightness `light` in [0, 1]."""
    space = Space.of(Photo(np.zeros((1, 1, 3), np.uint8)))
    roots = np.full((1, len(colours)), (light * 100 + 16) / 116, np.float32)
    a, b = np.asarray(colours.T[:, None], np.float32)
    made = space.pixels(luminance_of(roots), roots, (a, b))[0]
    return tuple((int(red), int(green), int(blue)) for red, green, blue in made)
