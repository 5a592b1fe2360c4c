"""What a person says counts: a dab's colour is shown where it was set, whatever the network made of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ganstudio.image.dab import Dab
from ganstudio.tools.colouring.asking import place
from ganstudio.tools.colouring.joining import Lines
from ganstudio.tools.colouring.space import Floats, dab_colours

_NEAR, _ALIKE = 0.02, 0.06
"""How far, in longer sides of the photo, and in how different luminance a dab is still heeded."""
_REACH = 3
_SAME = 0.02
"""Added to what a dab says of itself: of two on one spot the mean is shown."""


def led(lines: Lines, light: Floats, dabs: Sequence[Dab]) -> Lines:
    """`lines` that give each dab's a and b at its place on the copy whose L is `light` (h, w), in [0, 1].

    What is missing there is interpolated by radial functions of place and luminance, so that it ends at edges.
    """
    if not dabs:
        return lines
    spots = np.array([place(dab, light.shape) for dab in dabs])
    lights = light[spots[:, 0], spots[:, 1]]
    values = lines.values.copy()
    there = values[spots[:, 0], spots[:, 1]]
    missing = dab_colours([dab.colour for dab in dabs]) - (there[:, :2] * lights[:, None] + there[:, 2:])
    sigma = max(1.0, _NEAR * max(light.shape))
    among = _alike(np.square(spots[:, None] - spots).sum(2), lights[:, None] - lights, sigma)
    shares = np.linalg.solve(among + _SAME * np.eye(len(spots)), missing).astype(np.float32)
    reach = round(_REACH * sigma)
    for (y, x), own, share in zip(spots, lights, shares, strict=True):
        rows = slice(max(0, y - reach), y + reach + 1)
        columns = slice(max(0, x - reach), x + reach + 1)
        part = light[rows, columns]
        down, across = np.ogrid[: part.shape[0], : part.shape[1]]
        far = np.square(down + rows.start - y) + np.square(across + columns.start - x)
        values[rows, columns, 2:] += _alike(far, part - own, sigma)[..., None] * share
    return Lines(values)


def _alike(far: Floats, different: Floats, sigma: float) -> Floats:
    """From the squared distance and the difference of luminance."""
    return np.asarray(np.exp(-0.5 * (far / sigma**2 + np.square(different / _ALIKE))), np.float32)
