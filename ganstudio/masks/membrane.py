"""A membrane: values known at some places, spread over all others as smoothly as can be.

It solves Laplace's equation, which is what is left of Poisson's where a piece keeps its own gradients (Pérez et al.
2003, "Poisson Image Editing", equation 7): what is spread is the difference of colours across the outline.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.masks.mask import bounds

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
_SMALLEST = 4
"""Pixels of the longer side at which a membrane is found by patience alone."""
_PATIENCE, _SWEEPS = 300, 8
"""Sweeps over a small picture, and over a large one, where they only smooth what is nearly right."""
_WORK = 4_000_000
"""Pixels swept at each size, within these bounds."""
EDGE = 0.15
"""A step of colour, of 1, that is meant where nearly all of a seam is closed already."""
_SEEN = 0.02
"""Share of a place's surroundings that must be photo, to compare with."""


def membrane(values: Floats, known: Flags, job: Job) -> Floats:
    """(H, W, C): `values` where they are `known`, the mean of the four neighbours elsewhere; 0 where nothing is known.

    From coarse to fine, with more sweeps the smaller it is (cascadic multigrid, Bornemann and Deuflhard 1996). Nothing
    comes in from beyond the border.
    """
    import cv2

    job.check()
    height, width = known.shape
    if max(height, width) <= _SMALLEST:
        mean = values[known].mean(axis=0) if known.any() else np.zeros(values.shape[2], np.float32)
        guess = np.broadcast_to(mean, values.shape).astype(np.float32)
        return _relaxed(guess, values, known, _PATIENCE, job)
    size = -(-width // 2), -(-height // 2)
    weight = known.astype(np.float32)[..., None]
    both = _halved(np.concatenate([values * weight, weight], axis=2), size)
    share = both[..., -1:]
    means: Floats = np.asarray(both[..., :-1] / np.maximum(share, 1e-6), np.float32)
    coarse = membrane(means, share[..., 0] > 1e-6, job)
    guess = np.asarray(cv2.resize(coarse, (2 * size[0], 2 * size[1]))[:height, :width], np.float32)
    return _relaxed(guess, values, known, min(_PATIENCE, max(_SWEEPS, _WORK // known.size)), job)


def _halved(picture: Floats, size: tuple[int, int]) -> Floats:
    """Means of 2 × 2 pixels, the last row or column twice where there is an odd number."""
    import cv2

    down, across = 2 * size[1] - picture.shape[0], 2 * size[0] - picture.shape[1]
    if down or across:
        picture = np.asarray(cv2.copyMakeBorder(picture, 0, down, 0, across, cv2.BORDER_REPLICATE), np.float32)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


def _relaxed(guess: Floats, values: Floats, known: Flags, sweeps: int, job: Job) -> Floats:
    """After some sweeps of Jacobi's method, damped by 4/5, which also stills checkerboards."""
    import cv2

    kernel = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.float32) / 5
    fixed = known.astype(np.uint8)
    result = np.ascontiguousarray(guess)
    cv2.copyTo(values, fixed, result)
    for _sweep in range(sweeps):
        job.check()
        result = np.asarray(cv2.filter2D(result, -1, kernel, borderType=cv2.BORDER_REPLICATE), np.float32)
        cv2.copyTo(values, fixed, result)
    return result


def seam(
    composite: Floats, inside: Flags, reach: float, job: Job, most: float = np.inf, seen: Flags | None = None
) -> Floats:
    """(H, W, C): what to add inside of a piece so that its colours go on from those of the photo around it.

    `composite` (H, W, C) shows the piece where `inside` (H, W) says so, else the photo, as far as that is `seen` (by
    default all of it). The two sides of the outline are compared by their means within about `reach` pixels; a
    difference well beyond `most` counts as an edge that is meant, and hardly at all.
    """
    import cv2

    outside = ~inside if seen is None else ~inside & seen
    (near, _), (far, there) = (_around(composite, side, reach) for side in (inside, outside))
    ring = inside & (cv2.erode(inside.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0) & (there > _SEEN)
    job.check()
    step = far - near
    if np.isfinite(most):
        size = np.sqrt(np.square(step).mean(axis=2, keepdims=True))
        step = step * np.exp(-np.square(size / most))
    result = np.zeros(composite.shape, np.float32)
    area = bounds(inside.view(np.uint8))
    if area:
        result[area.slices] = membrane(np.ascontiguousarray(step[area.slices]), ring[area.slices], job)
    return result


def _around(picture: Floats, here: Flags, reach: float) -> tuple[Floats, Floats]:
    """The mean of what is `here` around each pixel, weighted by a Gaussian; and how much of it there is."""
    import cv2

    weight = here.astype(np.float32)
    total = np.asarray(cv2.GaussianBlur(weight, (0, 0), reach), np.float32)
    colours = cv2.GaussianBlur(picture * weight[..., None], (0, 0), reach)
    return np.asarray(colours / np.maximum(total, 1e-6)[..., None], np.float32), total
