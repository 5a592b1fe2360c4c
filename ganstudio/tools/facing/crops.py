"""The upright square of a face, cut out of a photo at the size that a network sees."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.face import Face, Floats
from ganstudio.image.pixels import Pixels, white
from ganstudio.masks.mask import Area

Doubles = NDArray[np.float64]
_FINER = 2
"""The square is first read at so many times the network's size, then averaged: neither jagged nor blurred."""
_CORNERS = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float64)


def box(face: Face, size: tuple[int, int], margin: float = 0) -> Area | None:
    """What of a photo of `size` (width, height) holds the face's square, with `margin` sides around it; None where it
    lies beside the photo."""
    corners = _CORNERS * (1 + 2 * margin) - margin
    there = corners @ face.square(size)[:, :2].T.astype(np.float64) + face.square(size)[:, 2]
    left, top = (max(0, math.floor(value)) for value in there.min(axis=0))
    right, bottom = (min(side, math.ceil(value)) for side, value in zip(size, there.max(axis=0), strict=True))
    return Area(left, top, right - left, bottom - top) if left < right and top < bottom else None


def around(face: Face, size: tuple[int, int], margin: float) -> Face:
    """The face whose square reaches `margin` sides beyond that of `face`."""
    way = face.square(size)
    corner = way[:, 2] - way[:, :2] @ np.array([margin, margin], np.float32)
    return Face.in_square(np.column_stack([way[:, :2] * np.float32(1 + 2 * margin), corner]), size)


def crop(pixels: Pixels, face: Face, side: int) -> Floats:
    """(side, side, 3) in [0, 1]; beyond the photo its border goes on. Alpha does not count."""
    import cv2

    height, width = pixels.shape[:2]
    area = box(face, (width, height), 0.1)
    if area is None:
        return np.zeros((side, side, 3), np.float32)
    part = np.ascontiguousarray(pixels[area.slices][..., :3])
    way = face.square((width, height)).astype(np.float64)
    way[:, 2] -= area.left, area.top
    fine = _FINER * side
    scale = min(1.0, fine / face.side((width, height)))
    small = max(1, round(area.width * scale)), max(1, round(area.height * scale))
    if small != (area.width, area.height):
        part = np.asarray(cv2.resize(part, small, interpolation=cv2.INTER_AREA))
    way = way * (np.array(small) / [area.width, area.height])[:, None]
    values = part.astype(np.float32) / np.float32(white(pixels))
    # From pixels' middles to pixels' middles.
    back = between(way, 1 / fine)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(values, back, (fine, fine), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(seen, (side, side), interpolation=cv2.INTER_AREA), np.float32)


def between(way: Doubles, step: float) -> Doubles:
    """`way` (2, 3), between places where a pixel's middle is at ½, as a matrix between indices of pixels, those of
    where it begins being `step` large."""
    turn = way[:, :2] * step
    return np.column_stack([turn, way[:, 2] + turn @ (0.5, 0.5) - 0.5])
