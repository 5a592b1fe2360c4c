"""What can be measured on an aligned face: lighting, yaw, lightness of the hair; and its colours, to be left alone.

Aligned as the training faces are: in sides of the picture the eyes are at (0.30, 0.29) and (0.70, 0.29), the mouth at
(0.50, 0.70). The numbers order faces and have no unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.data import Image
from trainers.face_data import resized

Floats = NDArray[np.float32]
_SIDE = 64
_REACH = 10
"""Pixels that the axis of a face may lie beside the middle, twice."""


def _rows(side: int) -> tuple[Floats, Floats]:
    """Across and down, from -1 to 1, of each pixel."""
    line = (np.arange(side, dtype=np.float32) + 0.5) / side * 2 - 1
    return np.meshgrid(line, line)


def inside(side: int) -> NDArray[np.bool_]:
    """Where skin, eyes, nose and mouth are in a face of `side` pixels."""
    across, down = _rows(side)
    return (across / 0.62) ** 2 + ((down - 0.02) / 0.8) ** 2 < 1


_ACROSS, _DOWN = _rows(_SIDE)
_INSIDE = inside(_SIDE)
_ABOVE = (_DOWN < -0.8) | ((np.abs(_ACROSS) > 0.75) & (_DOWN < -0.2))
"""Where hair is, if the crop shows some."""
_BELOW_EYES = slice(24, 54)


def lighting(face: Image) -> float:
    """Slope of the luma from left to right inside the face (a plane fitted to it), in parts of its mean."""
    grey = _grey(face)
    return float(_plane(grey)[1] / max(1.0, grey[_INSIDE].mean()))


def yaw(face: Image) -> float:
    """How far right of the middle the axis of nose and mouth lies: where they best match their mirror image.

    Matched are edges of the luma with local means taken out, so that light from one side does not move the axis.
    """
    grey = _grey(face)
    local = grey - cv2.GaussianBlur(grey, (0, 0), 4)
    local = local / np.sqrt(cv2.GaussianBlur(local * local, (0, 0), 6) + 9)
    band = np.asarray(local[_BELOW_EYES], np.float32)
    scores = [_likeness(band, shift) for shift in range(-_REACH, _REACH + 1)]
    weights = np.exp(12 * (np.array(scores) - max(scores)))
    return float((weights * np.arange(-_REACH, _REACH + 1)).sum() / weights.sum())


def hair(face: Image) -> float:
    """Lightness (CIE L) that a quarter of what is above and beside the forehead does not reach: hair is mostly darker
    than what is behind it."""
    return float(np.percentile(_lab(face)[..., 0][_ABOVE], 25))


def _grey(face: Image) -> Floats:
    return np.asarray(cv2.cvtColor(resized(face, _SIDE), cv2.COLOR_RGB2GRAY), np.float32)


def _lab(face: Image) -> Floats:
    return np.asarray(cv2.cvtColor(resized(face, _SIDE).astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)


def _plane(grey: Floats) -> Floats:
    """Height, slope across, slope down of the plane nearest to the face's luma."""
    terms = np.stack([np.ones(_INSIDE.sum(), np.float32), _ACROSS[_INSIDE], _DOWN[_INSIDE]], axis=1)
    return np.asarray(np.linalg.lstsq(terms, grey[_INSIDE], rcond=None)[0], np.float32)


def _likeness(band: Floats, shift: int) -> float:
    """Correlation of the middle of a band with its mirror image about an axis `shift` half-pixels to the right."""
    middle, wide = _SIDE // 2, 15
    here = [middle + shift // 2 - wide, middle + shift - shift // 2 + wide]
    part = band[:, here[0] : here[1]]
    mirror = part[:, ::-1]
    return float((part * mirror).sum() / max(1e-6, (part * part).sum()))


def skin(face: Image) -> tuple[float, float, float]:
    """Mean L, a and b inside the face."""
    means = _lab(face)[_INSIDE].mean(axis=0)
    return float(means[0]), float(means[1]), float(means[2])


MEASURES: Mapping[str, Callable[[Image], float]] = {"lighting": lighting, "yaw": yaw, "hair": hair}
"""Each becomes a slider."""
MIRRORED = frozenset({"lighting", "yaw"})
"""Those that change their sign where a face is mirrored."""
