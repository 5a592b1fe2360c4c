"""Where things of a face have moved to between two pictures of it."""

from __future__ import annotations

import numpy as np

from ganstudio.image.face import Floats
from ganstudio.image.pixels import LUMA

_SIDE = 128
"""Pixels at which motion is looked for."""
_NEAR = _SIDE / 8
"""Light that changes more slowly than that over the picture is taken out: it is no motion."""
_NOISE = 0.03
_SMOOTH = _SIDE / 32
FARTHEST = 0.08
"""In parts of the side: nothing of a face moves farther by a slider."""


def flow(before: Floats, after: Floats, share: Floats) -> Floats:
    """(n, n, 2), in parts of the side, as much of it as `share` (n, n) says: what `after` shows at a place is in
    `before` at that place plus this. Pictures are (S, S, 3).

    By dense inverse search (Kroeger et al. 2016) on shapes alone, smoothed.
    """
    import cv2

    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    search.setFinestScale(0)
    start = np.zeros((_SIDE, _SIDE, 2), np.float32)
    moves = np.asarray(search.calc(_shapes(after), _shapes(before), start), np.float32) / np.float32(_SIDE)
    moves = np.asarray(cv2.GaussianBlur(moves, (0, 0), _SMOOTH), np.float32)
    far = np.linalg.norm(moves, axis=2, keepdims=True)
    moves *= np.minimum(1, FARTHEST / np.maximum(far, 1e-6))
    side = len(share)
    return np.asarray(cv2.resize(moves, (side, side), interpolation=cv2.INTER_CUBIC) * share[..., None], np.float32)


def moved(picture: Floats, moves: Floats) -> Floats:
    """What `picture` (n, n) or (n, n, C) shows where `moves` (n, n, 2), in parts of the side, point to."""
    import cv2

    side = len(picture)
    at = np.arange(side, dtype=np.float32)
    x, y = np.meshgrid(at, at)
    steps = moves * np.float32(side)
    there = cv2.remap(picture, x + steps[..., 0], y + steps[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(there, np.float32)


def turned(before: Floats, after: Floats) -> Floats:
    """`before` (S, S, 3) with its things where `after` has them, and no other light or colour."""
    return moved(before, flow(before, after, np.ones(before.shape[:2], np.float32)))


def _shapes(picture: Floats) -> Floats:
    """Brightness in 8 bit, its mean and its contrast the same all over."""
    import cv2

    large = cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_CUBIC)
    light = np.asarray(large @ LUMA, np.float32)
    detail = light - cv2.GaussianBlur(light, (0, 0), _NEAR)
    spread = np.sqrt(cv2.GaussianBlur(detail * detail, (0, 0), _NEAR) + np.float32(_NOISE**2))
    return np.asarray(np.clip(np.rint(detail / spread * 40 + 128), 0, 255)).astype(np.uint8)
