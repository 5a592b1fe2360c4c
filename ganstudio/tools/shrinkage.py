"""Noise taken out of one channel: small coefficients of the cosine transforms of overlapping blocks are shrunk.

After G. Yu, G. Sapiro, "DCT image denoising: a simple and effective image denoising algorithm", IPOL 2011. What is
other here: the blocks lie on a few shifted grids only, whose shifts form a lattice, so that few of them do nearly as
well as all 64; coefficients fade out instead of being cut; low frequencies, where cameras' noise is stronger than
white noise, are shrunk more; and blocks full of texture, where noise is not seen, are shrunk less.
docs/decisions/denoising.md has the numbers.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ganstudio.tools.areas import cut
from ganstudio.tools.tool import Area

Floats = NDArray[np.float32]
Shifts = tuple[tuple[int, int], ...]
BLOCK = 8
DENSE = tuple((index, 3 * index % BLOCK) for index in range(BLOCK))
"""Shifts (down, across) of the grids: in each row and each column one."""
SPARSE = ((0, 0), (3, 5), (5, 2))
THRESHOLD = 2.3
"""Coefficients of less than so many standard deviations of the noise are noise."""
LOW = 0.3
"""How much higher the threshold is for the lowest frequencies."""
FLAT = 24
"""Energy, in thresholds squared, of a block with about as much in it as two of noise alone."""
KEEP = 15
"""How much the square of a coefficient counts more, at most, where there is texture."""
_ENERGY = np.ones(BLOCK * BLOCK, np.float32)
_ENERGY[0] = 0  # the mean
_BATCH = 64
"""Blocks of one matrix product: so few that it stays in the thread that asks for it."""


def shrink(channel: Floats, noise: float, texture: float, shifts: Shifts = DENSE, inside: Area | None = None) -> Floats:
    """`inside` of `channel` (h, w), both multiples of BLOCK, without noise of the standard deviation `noise`.

    `texture` 0 shrinks all blocks alike; the more, the better those with much in them are kept. A value depends on
    those within BLOCK − 1 pixels.
    """
    import cv2

    inside = inside or (0, 0, channel.shape[1], channel.shape[0])
    near, inside = _near(inside, channel)
    height, width = near.shape
    analysis, synthesis = _transforms(noise)
    padded = cv2.copyMakeBorder(near, BLOCK, BLOCK, BLOCK, BLOCK, cv2.BORDER_REFLECT_101)
    total = np.zeros_like(padded)
    rows, columns = height // BLOCK + 1, width // BLOCK + 1
    count = rows * columns
    coefficients, blocks = np.zeros((2, -(-count // _BATCH), _BATCH, BLOCK * BLOCK), np.float32)
    view = blocks.reshape(-1, BLOCK * BLOCK)[:count].reshape(rows, columns, BLOCK, BLOCK).transpose(0, 2, 1, 3)
    for down, across in shifts:
        grid = slice(down, down + rows * BLOCK), slice(across, across + columns * BLOCK)
        view[...] = padded[grid].reshape(rows, BLOCK, columns, BLOCK)
        np.matmul(blocks, analysis, out=coefficients)
        _fade(coefficients, blocks, texture)
        np.matmul(coefficients, synthesis, out=blocks)
        total[grid].reshape(rows, BLOCK, columns, BLOCK)[...] += view
    return np.asarray(cut(total[BLOCK:, BLOCK:], inside) / len(shifts), np.float32)


def _near(inside: Area, channel: Floats) -> tuple[Floats, Area]:
    """The whole blocks of `channel` that `inside` depends on, and where in them it lies."""
    left, top, width, height = inside
    x, y = (max(0, at // BLOCK - 1) * BLOCK for at in (left, top))
    near = channel[y : (-(-(top + height) // BLOCK) + 1) * BLOCK, x : (-(-(left + width) // BLOCK) + 1) * BLOCK]
    return near, (left - x, top - y, width, height)


def shrink_coarse(channel: Floats, noise: float, texture: float, levels: int, inside: Area | None = None) -> Floats:
    """`inside` of `channel` (h, w), multiples of BLOCK · 2^levels, also without the coarser noise of its halves.

    After N. Pierazzo, G. Facciolo, "Multi-scale DCT denoising", IPOL 2017: for speckles wider than a block. White
    noise is half as strong in a picture of half the size.
    """
    import cv2

    if not levels:
        return shrink(channel, noise, texture, inside=inside)
    height, width = channel.shape
    half = np.asarray(cv2.resize(channel, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.float32)
    change = shrink_coarse(half, noise / 2, texture, levels - 1) - half
    cleaner = channel + np.asarray(cv2.resize(change, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return shrink(cleaner, noise, texture, SPARSE, inside)


@lru_cache(maxsize=16)
def _transforms(noise: float) -> tuple[Floats, Floats]:
    """To coefficients of a block, in units of their thresholds, and back; (64, 64) each, for blocks as rows."""
    k = np.arange(BLOCK)
    cosines = np.cos(np.pi * (2 * k + 1) * k[:, None] / (2 * BLOCK)) * np.sqrt(2 / BLOCK)
    cosines[0] /= np.sqrt(2)
    frequency = np.minimum(np.hypot(k[:, None], k) / BLOCK, 1)
    thresholds = (THRESHOLD * noise * (1 + LOW * (1 - frequency))).ravel()
    thresholds[0] = 1e-3 * noise  # the mean of a block is no noise
    both = np.kron(cosines, cosines)
    return (both / thresholds[:, None]).T.astype(np.float32), (both * thresholds[:, None]).astype(np.float32)


def _fade(coefficients: Floats, spare: Floats, texture: float) -> None:
    """Multiply each coefficient x by 1 − 1 / x⁴ where it is above 1, by 0 below."""
    np.multiply(coefficients, coefficients, out=spare)
    if texture:
        energy = spare @ _ENERGY
        spare *= (1 + np.clip(energy * np.float32(texture / FLAT) - np.float32(texture), 0, KEEP))[..., None]
    spare *= spare
    np.maximum(spare, 1, out=spare)
    np.divide(coefficients, spare, out=spare)
    coefficients -= spare
