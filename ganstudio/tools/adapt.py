"""A piece adapted to the photo that it is laid over: its light and colours, its sharpness and grain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.image.pixels import LUMA, Pixels, freeze, has_alpha, white
from ganstudio.masks.mask import Area
from ganstudio.tools import resample
from ganstudio.tools.blending import Change, Harmonise, Scene, by_gradients, by_network
from ganstudio.tools.likeness import Likeness, compare, grain
from ganstudio.tools.tool import Size

_SHARE = 0.5
"""How far around a piece the photo is looked at, of its longer side …"""
_LEAST = 48
"""… and in pixels at least."""
_FINER = 32
"""So many times less than others work on at once."""
_SIDE = 1536
"""Pixels of a side within which sharpness and grain are compared, around the middle."""


def adapted(
    below: Pixels, part: Pixels, area: Area, strength: float, harmonise: Harmonise | None, seed: int, job: Job
) -> Pixels:
    """The RGBA `part`, which lies in `area` of the pixels `below`, with `strength` of what makes it look native.

    By the network `harmonise`, or by gradients alone. Its alpha stays. `seed` is that of the grain.
    """
    around = surroundings(area, (below.shape[1], below.shape[0]))
    inner = Area(area.left - around.left, area.top - around.top, area.width, area.height)
    scene = _scene(below[around.slices], part, inner, job)
    if not (scene.seen & ~scene.inside).any():
        return part  # nothing to go by
    if harmonise is None:
        return _changed(part, inner, by_gradients(scene, job), Likeness(), strength, seed, job)
    change = by_network(scene, harmonise, job)
    return _changed(part, inner, change, _likeness(scene), strength, seed, job)


def surroundings(area: Area, size: Size) -> Area:
    """`area` and as much of the photo around it as is looked at."""
    reach = max(_LEAST, round(_SHARE * max(area.width, area.height)))
    left, top = max(0, area.left - reach), max(0, area.top - reach)
    right, bottom = min(size[0], area.left + area.width + reach), min(size[1], area.top + area.height + reach)
    return Area(left, top, right - left, bottom - top)


def lay(below: Pixels, piece: Pixels, job: Job) -> None:
    """The RGBA `piece` over the pixels `below`, changed in place (Porter and Duff 1984); where it is not, bit for bit
    the same."""
    full = white(below)
    for start, stop in _strips(len(below), below.shape[1]):
        job.check()
        rows, over = below[start:stop], piece[start:stop]
        share = over[..., 3:].astype(np.float32) / full
        if not has_alpha(below):
            rows[...] = np.rint(rows + share * (over[..., :3].astype(np.float32) - rows))
            continue
        under = (1 - share) * (rows[..., 3:].astype(np.float32) / full)
        opaque = share + under
        mixed = (over[..., :3] * share + rows[..., :3] * under) / np.maximum(opaque, 1e-6)
        both = np.concatenate([mixed, opaque * full], axis=2)
        rows[...] = np.where(share > 0, _whole(both, full).astype(below.dtype), rows)


def _strips(height: int, width: int) -> Iterator[tuple[int, int]]:
    """Rows whose floats stay in the processor's cache."""
    return resample.pieces(0, height, width * _FINER)


def _whole(values: NDArray[Any], full: int) -> NDArray[Any]:
    return np.asarray(np.clip(np.rint(values), 0, full))


def _scene(below: Pixels, part: Pixels, inner: Area, job: Job) -> Scene:
    """The piece laid into `inner` of the pixels `below`, as it is; transparent ones get the mean of the rest."""
    colours = below[..., :3].copy()
    seen = below[..., 3] > white(below) // 2 if has_alpha(below) else np.ones(below.shape[:2], np.bool_)
    if not seen.all():
        colours[~seen] = below[seen][:, :3].mean(axis=0) if seen.any() else 0
    lay(colours[inner.slices], part, job)
    share = np.zeros(below.shape[:2], np.float32)
    share[inner.slices] = part[..., 3].astype(np.float32) / white(part)
    return Scene(colours, share, seen)


def _likeness(scene: Scene) -> Likeness:
    """Measured within a square of _SIDE pixels in the middle of the scene."""
    rows, columns = (slice(max(0, (side - _SIDE) // 2), (side + _SIDE) // 2) for side in scene.share.shape)
    luma = scene.composite[rows, columns].astype(np.float32) @ LUMA / white(scene.composite)
    share = scene.share[rows, columns]
    return compare(np.asarray(luma, np.float32), share == 1, (share == 0) & scene.seen[rows, columns])


def _changed(part: Pixels, inner: Area, change: Change, like: Likeness, strength: float, seed: int, job: Job) -> Pixels:
    """The piece, which lies in `inner` of the scene, changed as far as `strength` says."""
    full, result = white(part), part.copy()
    blurred = _blurred(part, like.blur) if like.blur else part
    change = change.columns(inner.left, inner.width)
    for start, stop in _strips(inner.height, inner.width):
        job.progress(start / inner.height)
        colours = np.asarray(part[start:stop, :, :3].astype(np.float32) / full, np.float32)
        new = blurred[start:stop, :, :3].astype(np.float32) / full
        new += change.applied(colours, inner.top + start)
        if like.grain:
            new += grain(stop - start, inner.width, like.grain, seed + start)
        result[start:stop, :, :3] = _whole((colours + strength * (new - colours)) * full, full)
    return freeze(result)


def _blurred(part: Pixels, sigma: float) -> Pixels:
    """Softer inside; at the edge, where there is nothing to mix with, as it was."""
    import cv2

    solid = cv2.erode((part[..., 3] > 0).astype(np.uint8), np.ones((7, 7), np.uint8))
    soft = cv2.GaussianBlur(part, (0, 0), sigma)
    return np.where(solid[..., None] > 0, soft, part)
