"""OpenCV's two methods, for comparison: Telea 2004 (a marching front) and Bertalmio et al. 2001 (Navier–Stokes)."""

from __future__ import annotations

import math

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels
from ganstudio.masks.mask import Mask
from ganstudio.tools import resample

RADIUS = 5
"""How far the methods look from a pixel, in pixels."""
MOST = 200_000
"""Missing pixels that take them about half a second, in which nothing can be cancelled; more are filled smaller."""


def fill_plainly(pixels: Pixels, hole: Mask, job: Job, method: str) -> Pixels:
    """RGB `pixels` with what `hole` masks filled by "telea" or "ns", the rest as it was. 16 bit stay 16 bit."""
    import cv2

    job.check()
    missing = int(np.count_nonzero(hole))
    if missing > MOST:
        return _reduced(pixels, hole, job, method, math.sqrt(MOST / missing))
    flag = {"telea": cv2.INPAINT_TELEA, "ns": cv2.INPAINT_NS}[method]
    pixels = _without(pixels, hole)
    if pixels.dtype == np.uint8:
        return np.asarray(cv2.inpaint(pixels, hole, RADIUS, flag), np.uint8)
    channels = []
    for index in range(3):  # OpenCV takes 16 bit in one channel alone
        job.check()
        channels.append(cv2.inpaint(np.ascontiguousarray(pixels[..., index]), hole, RADIUS, flag))
    return np.asarray(np.stack(channels, axis=2), np.uint16)


def _without(pixels: Pixels, hole: Mask) -> Pixels:
    """The mean colour in the hole: OpenCV does not quite pass over what it shall replace."""
    known = hole == 0
    mean = np.rint(pixels[known].mean(axis=0)).astype(pixels.dtype) if known.any() else 0
    return np.where(known[..., None], pixels, mean)


def _reduced(pixels: Pixels, hole: Mask, job: Job, method: str, scale: float) -> Pixels:
    """Filled at `scale` of the size, and enlarged: these methods make no detail that could be lost."""
    import cv2

    height, width = hole.shape
    size = max(1, round(width * scale)), max(1, round(height * scale))
    known = cv2.resize((hole == 0).astype(np.float32), size, interpolation=cv2.INTER_AREA)[..., None]
    colours = cv2.resize(
        np.where(hole[..., None] == 0, pixels, 0).astype(np.float32), size, interpolation=cv2.INTER_AREA
    )
    small = np.rint(colours / np.maximum(known, 1e-6)).astype(pixels.dtype)
    job.check()
    small = fill_plainly(small, (known[..., 0] < 1e-3).astype(np.uint8), job, method)
    return np.where(hole[..., None] == 0, pixels, resample.whole(small, (width, height)))
