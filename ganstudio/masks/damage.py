"""Where a photo is damaged: scratches, dust, hairs, creases, found by a network, as a mask to be corrected by hand."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import FULL, Mask

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.modelfile import ModelInfo

TASK = "damage"
USUAL = 50
"""The sensitivity at which half a per cent of a clean photo is proposed, on average."""
_STEP = 0.04
"""By how much the network's logits may be lower for one more of sensitivity."""
_SURE = 1.5
"""The logit, at the usual sensitivity, that makes a place damage; what hangs together with it needs less."""
_LESS = 1.2
_RANGE = 16
"""The network tells logits from -8 to 8."""
_REDUCED = 3
"""The photo is looked at again so many times as small, for scratches wider than the network knows: again and again …"""
_SMALLEST = 320
"""… as long as its shorter side keeps that many pixels."""


def find(pixels: Pixels, sensitivity: float, engine: Engine, job: Job, *, background: bool = False) -> Mask:
    """FULL where something looks like damage, 0 elsewhere, of the size of `pixels`.

    `sensitivity` from 0 to 100: the higher, the more is proposed. Raises ModelError where there is no model for it,
    OutOfMemory, Cancelled.
    """
    info = engine.store.find("", TASK)
    sizes = _sizes(pixels)
    strength = np.zeros(pixels.shape[:2], np.uint8)
    done, total = 0.0, sum(width * height for width, height in sizes)
    for size in sizes:
        share = size[0] * size[1] / total
        part = _strength(pixels, size, info, engine, job.part(0.95 * done, 0.95 * share), background=background)
        np.maximum(strength, part, out=strength)
        done += share
    job.progress(0.95, _("Judging what was found"))
    sure = _SURE - _STEP * (sensitivity - USUAL)
    return _connected(strength, _level(sure), _level(sure - _LESS), job)


def grown(mask: Mask, by: int) -> Mask:
    """`mask`, of whole damage, with `by` pixels more all around: soft rims are damage too."""
    import cv2

    if by == 0:
        return mask
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1))
    return masks.freeze(np.asarray(cv2.dilate(mask, disc), np.uint8))


def count(mask: Mask) -> int:
    """How many separate places there are in `mask`."""
    import cv2

    return int(cv2.connectedComponents((mask > 0).view(np.uint8), connectivity=8)[0]) - 1


def _sizes(pixels: Pixels) -> list[tuple[int, int]]:
    """(width, height) of the copies to look at, the photo's own first."""
    height, width = pixels.shape[:2]
    found = [(width, height)]
    while min(found[-1]) >= _REDUCED * _SMALLEST:
        found.append((found[-1][0] // _REDUCED, found[-1][1] // _REDUCED))
    return found


def _strength(
    pixels: Pixels, size: tuple[int, int], info: ModelInfo, engine: Engine, job: Job, *, background: bool
) -> Mask:
    """How much it looks like damage to the network in a copy of `size`; as large as `pixels`."""
    import cv2

    small = _eight_bit(pixels, job)
    whole = size == small.shape[1::-1]
    if not whole:
        small = freeze(np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8))
    found = np.empty(size[::-1], np.uint8)
    with closing(engine.strips(info, small, job, background=background)) as strips:
        for strip in strips:
            found[strip.y : strip.y + len(strip.pixels)] = strip.pixels[..., 0]
    if whole:
        return found
    return np.asarray(cv2.resize(found, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _eight_bit(pixels: Pixels, job: Job) -> Pixels:
    """The colours, in the depth that the network's answer needs."""
    if white(pixels) == FULL:
        return pixels[..., :3]
    colours = np.empty((*pixels.shape[:2], 3), np.uint8)
    for row, target in zip(pixels, colours, strict=True):
        job.check()
        target[...] = row[:, :3] >> 8
    return freeze(colours)


def _level(logit: float) -> int:
    """The network's answer for `logit`, as it comes: 0 to 255."""
    return min(max(round(FULL * (0.5 + logit / _RANGE)), 1), FULL)


def _connected(strength: Mask, sure: int, likely: int, job: Job) -> Mask:
    """What is `likely` and hangs together with what is `sure` (Canny 1986, hysteresis)."""
    import cv2

    weak = (strength >= likely).view(np.uint8)
    if not weak.any():
        return masks.freeze(weak.copy())
    job.check()
    _number, labels = cv2.connectedComponents(weak, connectivity=8, ltype=cv2.CV_32S)
    job.check()
    kept = np.zeros(_number, bool)
    kept[labels[strength >= sure]] = True
    kept[0] = False
    return masks.freeze(np.where(kept[labels], FULL, 0).astype(np.uint8))
