"""Grain for what was filled, of the kind and strength that the surroundings have, and only as much as is lacking.

A network gives the mean of what is likely where it does not know, and a mean has no noise. What is added is spot noise
(van Wijk 1991; Galerne et al. 2011, "Random Phase Textures"): white noise convolved with pieces of the surroundings'
own finest detail, so that it has their spectrum and the correlation of their channels. Strengths are medians in small
blocks, which an edge or a wire hardly moves, carried into the hole from its rim.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels, white
from ganstudio.masks.mask import Mask, bounds
from ganstudio.tools.filling.crops import widened

Floats = NDArray[np.float32]
BLOCK = 8
"""Pixels of a side of the blocks in which strength is measured."""
SPOT = 16
"""Pixels of a side of the pieces whose detail is sown."""
SPOTS = 6
RING = 64
"""Pixels around a hole that are its surroundings."""
FINE = 1.2
"""Standard deviation, in pixels, of the blur whose difference from the picture is its finest detail."""
_SIGMA = 0.6745
"""The median of |x| where x is normal, of standard deviation 1."""
_COARSE = 0.25
"""How much of what surroundings have beyond their quietest parts is sown: it is texture, and noise only hints at it."""


def with_grain(picture: Pixels, gap: Mask, strength: float, seed: int, job: Job) -> Pixels:
    """RGB `picture`, in which `gap` was filled, with grain where the fill has less than what is around it.

    `strength` 1 is all that is lacking. The same `seed`, the same grain.
    """
    area = bounds(gap)
    if area is None or strength <= 0:
        return picture
    near = widened(area, RING, (gap.shape[1], gap.shape[0])).slices
    result = picture.copy()
    result[near] = _with_grain(picture[near], gap[near], strength, seed, job)
    return result


def _with_grain(picture: Pixels, gap: Mask, strength: float, seed: int, job: Job) -> Pixels:
    full, known = white(picture), gap == 0
    values = picture.astype(np.float32) * np.float32(255 / full)
    fine = values - cv2.GaussianBlur(values, (0, 0), FINE)
    job.check()
    lacking, spots = _lacking(fine.mean(axis=2), known), _spots(fine, known, job)
    if lacking is None or not spots:
        return picture
    noise = _sown(spots, gap.shape, np.random.default_rng((seed, *gap.shape)), job)
    unit = float(np.std(noise.mean(axis=2)))
    values += noise * (lacking * np.float32(strength / max(unit, 1e-6)))[..., None]
    made = np.rint(np.clip(values * np.float32(full / 255), 0, full)).astype(picture.dtype)
    return np.where(known[..., None], picture, made)


def _lacking(fine: Floats, known: NDArray[np.bool_]) -> Floats | None:
    """The standard deviation that is missing at each pixel (H, W), 0 where nothing is; None: nothing is to compare."""
    there, enough = _strength(fine, known)
    made, filled = _strength(fine, ~known)
    if not enough.any():
        return None
    quiet = float(np.percentile(there[enough], 20))
    there = np.where(there > quiet, quiet + _COARSE * (there - quiet), there)
    wanted = carried(there, enough)
    short = np.sqrt(np.maximum(wanted**2 - np.where(filled, made, wanted) ** 2, 0)).astype(np.float32)
    height, width = fine.shape
    large = cv2.resize(short, (short.shape[1] * BLOCK, short.shape[0] * BLOCK), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[:height, :width], np.float32)


def _strength(fine: Floats, where: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """Of each block: the standard deviation of what lies `where`, by its median; and whether half of the block does."""
    height, width = fine.shape
    down, across = -height % BLOCK, -width % BLOCK
    values = np.pad(np.where(where, np.abs(fine), np.nan), ((0, down), (0, across)), constant_values=np.nan)
    rows, columns = values.shape[0] // BLOCK, values.shape[1] // BLOCK
    blocks = values.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(rows, columns, -1)
    count = np.isfinite(blocks).sum(axis=2)
    enough = count >= BLOCK * BLOCK // 2
    middle = np.take_along_axis(np.sort(blocks, axis=2), count[..., None] // 2 % (BLOCK * BLOCK), axis=2)  # NaN last
    result = np.where(enough, middle[..., 0] / np.float32(_SIGMA), np.float32(0))
    return result, enough


def carried(values: Floats, known: NDArray[np.bool_]) -> Floats:
    """`values`, and where they are not `known` a smooth mean of those that are nearest (pull-push)."""
    if known.all() or values.size == 1:
        return values
    weight = known.astype(np.float32)
    size = -(-values.shape[1] // 2), -(-values.shape[0] // 2)
    padded = [np.pad(each, ((0, values.shape[0] % 2), (0, values.shape[1] % 2))) for each in (values * weight, weight)]
    total, share = (cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in padded)
    below = carried(np.asarray(total / np.maximum(share, 1e-6), np.float32), np.asarray(share > 0))
    above = cv2.resize(below, (2 * size[0], 2 * size[1]), interpolation=cv2.INTER_LINEAR)
    return np.where(known, values, above[: values.shape[0], : values.shape[1]])


def _spots(fine: Floats, known: NDArray[np.bool_], job: Job) -> list[Floats]:
    """Pieces (SPOT, SPOT, 3) of the finest detail, from where all is known: of the quieter half, evenly spread."""
    height, width = known.shape
    found = []
    for top in range(0, height - SPOT + 1, SPOT):
        job.check()
        for left in range(0, width - SPOT + 1, SPOT):
            place = slice(top, top + SPOT), slice(left, left + SPOT)
            if known[place].all():
                piece = fine[place]
                found.append((float(np.median(np.abs(piece))), piece - piece.mean(axis=(0, 1))))
    quieter = sorted(found, key=lambda item: item[0])[: max(1, len(found) // 2)]
    step = max(1, len(quieter) // SPOTS)
    return [piece for _energy, piece in quieter[step - 1 :: step][:SPOTS]]


def _sown(spots: list[Floats], shape: tuple[int, ...], random: np.random.Generator, job: Job) -> Floats:
    """Noise (H, W, 3) with the mean spectrum of `spots`."""
    window = np.hanning(SPOT + 2)[1:-1].astype(np.float32)
    total = np.zeros((shape[0], shape[1], 3), np.float32)
    for spot in spots:
        job.check()
        kernel = spot * (window[:, None, None] * window[None, :, None])
        seeds = random.standard_normal(shape, np.float32)
        for channel in range(3):
            total[..., channel] += cv2.filter2D(seeds, cv2.CV_32F, kernel[..., channel])
    return total
