"""The palette of a kind of pictures: how light they are, and which colours go with which lightness.

Colour transfer after Reinhard et al. 2001 ("Color Transfer between Images": means and deviations, here those of whole
kinds, in CIELAB), for each lightness by itself, and the histogram of lightness matched. Pictures (H, W, 3) uint8.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.data import Image

Floats = NDArray[np.float32]

_SIDE = 48
"""Pixels to which pictures are reduced."""
_SHARES = np.linspace(1, 99, 15)
"""Percentiles of lightness that are matched."""
_LEVELS, _REACH = np.arange(5.0, 100, 10), 10.0
"""Lightnesses for which colours are known, and how far from them pixels count."""
_FEW = 50
"""Pixels of a lightness, with fewer of which those of all count."""


class Palette:
    """Pictures like those of one kind, in the tones and colours of another."""

    def __init__(self, first: Sequence[Image], second: Sequence[Image]) -> None:
        ours, wanted = _pixels(first), _pixels(second)
        self._tones = [np.percentile(lab[:, 0], _SHARES) for lab in (ours, wanted)]
        self._means, self._spreads = zip(*(_colours(lab) for lab in (ours, wanted)), strict=True)

    def __call__(self, image: Image) -> Image:
        lab = _lab(image)
        light = self._lighter(lab[..., 0])
        parts = [light, *(self._coloured(lab[..., 0], light, lab[..., 1 + which], which) for which in range(2))]
        rgb = cv2.cvtColor(np.stack(parts, axis=-1).astype(np.float32), cv2.COLOR_LAB2RGB)
        return np.asarray(np.rint(255 * np.clip(rgb, 0, 1)), np.uint8)

    def _lighter(self, light: Floats) -> NDArray[np.float64]:
        """Black and white are half as far beyond the outermost tones as they were."""
        ours, wanted = self._tones
        ends = wanted[0] - ours[0] / 2, wanted[-1] + (100 - ours[-1]) / 2
        return np.asarray(np.interp(light, [0, *ours, 100], [ends[0], *wanted, ends[1]]))

    def _coloured(self, before: Floats, after: NDArray[np.float64], colour: Floats, which: int) -> NDArray[np.float64]:
        """a or b of pixels whose lightness was `before` and is `after`."""
        means, spreads = ([each[:, which] for each in both] for both in (self._means, self._spreads))
        apart = (colour - np.interp(before, _LEVELS, means[0])) * np.interp(before, _LEVELS, spreads[1] / spreads[0])
        return np.asarray(apart + np.interp(after, _LEVELS, means[1]))


def _pixels(images: Sequence[Image]) -> Floats:
    small = (cv2.resize(image, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA) for image in images)
    return np.concatenate([_lab(np.asarray(image, np.uint8)).reshape(-1, 3) for image in small])


def _lab(image: Image) -> Floats:
    return np.asarray(cv2.cvtColor(image.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB), np.float32)


def _colours(lab: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means and deviations (levels, 2) of a and b around each level of lightness."""
    means, spreads = [], []
    for level in _LEVELS:
        near = lab[np.abs(lab[:, 0] - level) < _REACH]
        chosen = near if len(near) >= _FEW else lab
        means.append(chosen[:, 1:].mean(0))
        spreads.append(chosen[:, 1:].std(0) + 1.0)  # one, so that grey photos are not blown up to colours
    return np.array(means, np.float64), np.array(spreads, np.float64)
