"""Whether a picture holds the fine detail that its size promises, or was enlarged from a smaller one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TILE = 64
"""Pixels a side of the squares that are looked at; smaller pictures tell nothing."""
_TILES = 8
"""Of them across and down at most."""
_FINE, _FINER = -1.5, -2.35
"""Powers of ten below that of coarse detail: what 0 to 1 % of photos and paintings at hand stay below both of, and 94
to 100 % of them enlarged three times, most of them enlarged twice (tests/bench/clinic.py)."""
_REPEATED = 1.4
"""So many times larger is the usual step to the next pixel at every second (third, fourth) one, where pixels repeat; of
2600 photos, faces and paintings at hand none goes so far, as JPEGs of quality 30 neither."""
_BLOCK = 8
"""Pixels of a JPEG's block; steps from one to the next say nothing."""
_EPSILON = 1e-9


def enlarged(luma: NDArray[np.uint8]) -> bool:
    """Whether even the tiles richest in detail (H, W) hold next to none finer than three pixels, and next to nothing
    of two and a half.

    Enlarging leaves the spectrum empty above the smaller picture's own limit, whatever the kernel. A quarter of the
    tiles, those with most coarse detail, is asked, so that blurred surroundings of what is sharp say nothing.
    """
    if min(luma.shape) < TILE:
        return False
    tiles = _tiles(luma)
    power = _power(tiles[np.argsort(tiles.std((1, 2)))[len(tiles) // 2 :]])
    coarse, fine, finer = (power[:, band].mean(1) + _EPSILON for band in _BANDS)
    rich = np.argsort(coarse)[len(coarse) // 2 :]
    return bool(_share(fine, coarse, rich) < _FINE and _share(finer, coarse, rich) < _FINER)


def repeats(luma: NDArray[np.uint8]) -> bool:
    """Whether each pixel (H, W) stands there two, three or four times across and down."""
    return min(luma.shape) >= TILE and all(_repeated(luma, axis) for axis in (0, 1))


def _share(part: NDArray[np.float32], whole: NDArray[np.float32], rich: NDArray[np.intp]) -> float:
    return float(np.log10(np.quantile(part[rich] / whole[rich], 0.75)))


def _tiles(luma: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(N, TILE, TILE), evenly spread."""
    tops, lefts = (np.linspace(0, side - TILE, min(_TILES, side // TILE)).astype(int) for side in luma.shape)
    return np.stack([luma[y : y + TILE, x : x + TILE] for y in tops for x in lefts]).astype(np.float32)


def _power(tiles: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power spectra (N, TILE, TILE / 2 + 1) below a Hann window."""
    spectra = np.fft.rfft2((tiles - tiles.mean((1, 2), keepdims=True)) * _WINDOW)
    return np.asarray(np.abs(spectra) ** 2 / (_WINDOW**2).sum(), np.float32)


def _repeated(luma: NDArray[np.uint8], axis: int) -> bool:
    steps = np.abs(np.diff(luma.astype(np.int16), axis=axis)).mean(1 - axis)
    places = np.arange(len(steps))
    within = places % _BLOCK != _BLOCK - 1
    for times in (2, 3, 4):
        least, most = np.sort([np.median(steps[within & (places % times == phase)]) for phase in range(times)])[-2:]
        if most > 1 and most > _REPEATED * least:
            return True
    return False


_WINDOW = np.outer(np.hanning(TILE), np.hanning(TILE)).astype(np.float32)
_FREQUENCY = np.hypot(np.fft.fftfreq(TILE)[:, None], np.fft.rfftfreq(TILE)[None])
"""Cycles for each pixel."""
_BANDS = tuple((low < _FREQUENCY) & (high >= _FREQUENCY) for low, high in ((0.08, 0.2), (0.27, 0.36), (0.38, 0.5)))
