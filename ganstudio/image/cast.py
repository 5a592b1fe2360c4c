"""Whether a photo is grey, grey with a tone laid over it (sepia, selenium, a yellowed print), or in colour."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.pixels import Pixels, white

Cast = Literal["grey", "toned", "colour"]
_ROUGH, _SIDE = 1024, 96
"""Pixels along the longer side: how many are looked at, and of how many means are taken."""
_BENDS = 4
"""Degree of the curve that a tone makes over lightness."""
_ROUNDS, _SOFT = 4, 2.0
"""Of the fit, in which what lies farther away than that counts less: a stamp or a border may be coloured."""
_GREY, _ONE_TONE = 3.0, 3.0
"""Distance from the axis of greys, and from the tone's curve, in units of CIE Lab, that is still grey or one tone: what
grain, JPEG and scanners leave."""
_MOST_GREY, _MOST_TONED = 0.98, 0.9
"""Share of the picture for which that must hold."""


def cast(pixels: Pixels) -> Cast:
    """What `pixels` are, judged by some ten thousand places, each the mean of its surroundings.

    A toned print has one colour for each lightness (its paper, its silver and what lies between); a photo in colour has
    several.
    """
    light, colours = _lab(_sampled(pixels))
    chroma = np.hypot(*colours)
    if np.quantile(chroma, _MOST_GREY) <= _GREY:
        return "grey"
    return "toned" if np.quantile(_from_tone(light, colours), _MOST_TONED) <= _ONE_TONE else "colour"


def _sampled(pixels: Pixels) -> Pixels:
    """(n, m, 3): strided, then averaged, so that neither the size nor the grain of the photo counts; see-through
    places become white."""
    import cv2

    step = max(1, max(pixels.shape[:2]) // _ROUGH)
    part = np.ascontiguousarray(pixels[::step, ::step])
    if part.shape[2] == 4:
        part = np.where(part[..., 3:] < white(pixels) // 2, np.asarray(white(pixels), part.dtype), part)[..., :3]
    scale = min(1.0, _SIDE / max(part.shape[:2]))
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    return np.asarray(cv2.resize(np.ascontiguousarray(part), size, interpolation=cv2.INTER_AREA))


def _lab(part: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """L (n,), and a and b (2, n), of values taken as sRGB: close enough for a judgement, whatever the profile."""
    import cv2

    lab = cv2.cvtColor(part.astype(np.float32) / white(part), cv2.COLOR_RGB2Lab).reshape(-1, 3).T
    return np.asarray(lab[0], np.float32), np.asarray(lab[1:], np.float32)


def _from_tone(light: NDArray[np.float32], colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far (n,) each place's colour is from a curve of a and b over lightness: least squares, reweighted so that
    few places of another colour do not bend it (Holland and Welsch 1977, Cauchy's weights)."""
    powers = np.vander(light.astype(np.float64) / 50 - 1, _BENDS + 1)
    away = np.zeros_like(light, np.float64)
    for _round in range(_ROUNDS):
        weights = 1 / np.sqrt(1 + (away / _SOFT) ** 2)
        curve = np.linalg.lstsq(powers * weights[:, None], (colours * weights).T, rcond=None)[0]
        away = np.hypot(*(colours - (powers @ curve).T))
    return away.astype(np.float32)
