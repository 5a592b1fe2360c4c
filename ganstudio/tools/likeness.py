"""Sharpness and grain of a piece, brought near to those of the photo around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
BLOCK = 16
"""Side of the squares in which is measured, in pixels."""
_BLOCKS = 300
"""How many of them at most, all over the place."""
_FEWEST = 4
"""From fewer nothing can be told."""
_QUIET = 20
"""Percentile: in so many of the blocks there is grain and hardly anything else."""
_BLURS = (0.35, 0.45, 0.55, 0.65)
"""Blurs to choose from, in pixels; more would take the piece's own detail away."""
_CLEARLY = 1.3
"""So many times as sharp, or as grainy, counts as another picture."""
_DETAIL = 2e-5
"""Energy of coarser detail with which sharpness can be told."""
_MOST_GRAIN = 0.03
_GRAIN_SIZE = 0.5
"""Of grain in pixels: a camera's is never white noise."""


@dataclass(frozen=True)
class Likeness:
    """What to do to a piece: `blur` in pixels, and the standard deviation of `grain`, of 1."""

    blur: float = 0.0
    grain: float = 0.0


def compare(luma: Floats, piece: Flags, photo: Flags) -> Likeness:
    """What brings what is `piece` in `luma` (H, W), in [0, 1], near to what is `photo`; only what is too sharp or too
    clean is changed, and where too little of either is to be seen nothing."""
    import cv2

    ours, theirs = _blocks(luma, piece), _blocks(luma, photo)
    if min(len(ours), len(theirs)) < _FEWEST:
        return Likeness()
    blur, wanted, has = 0.0, _sharpness(theirs), _sharpness(ours)
    if wanted and has > _CLEARLY * wanted:
        for blur in _BLURS:
            blurred = np.stack([cv2.GaussianBlur(block, (0, 0), blur) for block in ours])
            if _sharpness(blurred) <= _CLEARLY * wanted:
                break
        ours = blurred
    clean, grainy = _noise(ours), _noise(theirs)
    missing = float(np.sqrt(max(0.0, grainy**2 - clean**2))) if grainy > _CLEARLY * clean else 0.0
    return Likeness(blur, min(missing, _MOST_GRAIN))


def grain(height: int, width: int, strength: float, seed: int) -> Floats:
    """(H, W, 1) of standard deviation `strength`, as `_noise` measures it."""
    import cv2

    def soft(seed: int, size: tuple[int, int]) -> Floats:
        noise = np.random.default_rng(seed).standard_normal(size, np.float32)
        return np.asarray(cv2.GaussianBlur(noise, (0, 0), _GRAIN_SIZE), np.float32)

    return np.asarray(soft(seed, (height, width))[..., None] * (strength / _noise(soft(0, (64, 64))[None])), np.float32)


def _blocks(luma: Floats, here: Flags) -> Floats:
    """(N, BLOCK, BLOCK): squares all of which is `here`, evenly chosen."""
    height, width = (side // BLOCK for side in here.shape)
    if not height or not width:
        return np.zeros((0, BLOCK, BLOCK), np.float32)
    squares = here[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
    places = np.argwhere(squares.all(axis=(1, 3)))
    places = places[:: max(1, len(places) // _BLOCKS)] * BLOCK
    found = [luma[y : y + BLOCK, x : x + BLOCK] for y, x in places]
    return np.stack(found) if found else np.zeros((0, BLOCK, BLOCK), np.float32)


def _sharpness(blocks: Floats) -> float:
    """Energy of the finest detail by that of the next coarser; 0 where there is too little to tell."""
    import cv2

    fine = coarse = 0.0
    for block in blocks:
        once, twice = (cv2.GaussianBlur(block, (0, 0), sigma) for sigma in (0.8, 1.6))
        fine += float(np.square(block - once).mean())
        coarse += float(np.square(once - twice).mean())
    return fine / coarse if coarse > _DETAIL * len(blocks) else 0.0


def _noise(blocks: Floats) -> float:
    """Standard deviation of the noise in the quietest of `blocks` (Immerkær 1996)."""
    import cv2

    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6
    each = [cv2.filter2D(block, -1, kernel)[1:-1, 1:-1].std() for block in blocks]
    return float(np.percentile(each, _QUIET))
