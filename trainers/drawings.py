"""Drawings made of photos, to have pairs to learn from: a pencil's, bare edges, brush strokes and dots. Pictures (H, W,
3) uint8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.data import Image
from trainers.strokes import dots, strokes
from trainers.style import DOTS, EDGES, PENCIL, STROKES

_HATCH = 15
"""Pixels of a hatching stroke."""


def pencil(photo: Image, _random: np.random.Generator) -> Image:
    """Lines where light changes, by dodging the picture with its own blurred negative, over hatched shadows."""
    grey = np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.float32) / np.float32(255)
    soft = np.asarray(cv2.bilateralFilter(grey, 5, 0.1, 2), np.float32)
    lines = np.clip(soft / np.maximum(cv2.GaussianBlur(soft, (0, 0), 4), 0.02), 0, 1) ** 3
    shadow = np.clip(0.75 - cv2.GaussianBlur(soft, (0, 0), 1.5), 0, 1)
    drawn = lines * (1 - shadow * (0.35 + 0.65 * _hatching(grey)))
    return _three(255 * np.clip(0.08 + 0.92 * drawn, 0, 1))


def _hatching(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Strokes from top right to bottom left, 0 to 1, led by the photo's grain: strokes drawn by lot cannot be learnt; a
    network that shall draw some without being told where answers with a grid."""
    stroke = np.fliplr(np.eye(_HATCH, dtype=np.float32))
    fine = grey - cv2.GaussianBlur(grey, (0, 0), 1.2)
    grain = np.sqrt(cv2.GaussianBlur(fine * fine, (0, 0), 8)) + 0.004
    strokes = cv2.filter2D(fine / grain, -1, stroke / np.sqrt(_HATCH), borderType=cv2.BORDER_REFLECT)
    return np.asarray(np.clip(0.5 - 0.35 * strokes, 0, 1), np.float32)


def edges(photo: Image, random: np.random.Generator) -> Image:
    """Canny's edges, black on white, more or fewer of them (Canny 1986)."""
    grey = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), (0, 0), random.uniform(0.8, 1.6))
    middle = max(20.0, float(np.median(np.abs(cv2.Laplacian(grey, cv2.CV_32F)))) * random.uniform(8, 24))
    return _three(255 - cv2.Canny(grey, middle, 2 * middle))


def _three(grey: NDArray[Any]) -> Image:
    return np.repeat(np.rint(grey).astype(np.uint8)[..., None], 3, axis=2)


Draw = Callable[[Image, np.random.Generator], Image]
DRAWINGS: Mapping[str, Draw] = {PENCIL: pencil, EDGES: edges, STROKES: strokes, DOTS: dots}
"""Value of `StyleTraining.pairs` → how its drawings are made."""
