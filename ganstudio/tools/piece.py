"""A piece of another photo: brought into this one's colours, and moved, scaled and turned to its place in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.masks.mask import Area, bounds
from ganstudio.tools import resample
from ganstudio.tools.areas import areas, cut, each
from ganstudio.tools.tool import Size

if TYPE_CHECKING:
    from ganstudio.tools.insert import InsertParams

Doubles = NDArray[np.float64]
MIDDLE = -99999.0
"""In place of a coordinate: the middle of the photo."""
_REACH = 4
"""Pixels on each side that a pixel is made of, and some for rounding."""


def piece_for(photo: Photo, other: Photo) -> Pixels:
    """RGBA pixels of `other`, in the colour space and depth of `photo`: what `photo` can be given as a piece."""
    from ganstudio.image.colour import from_lab, readable, to_lab, writable

    colours, dtype = other.pixels[..., :3], photo.pixels.dtype
    theirs = other.meta.icc if readable(other.meta.icc) else None
    ours = photo.meta.icc if readable(photo.meta.icc) and writable(photo.meta.icc) else None
    result = np.empty((*other.pixels.shape[:2], 4), dtype)
    for start, stop in resample.pieces(0, len(colours), colours.shape[1]):
        rows = colours[start:stop]
        same = theirs == ours
        result[start:stop, :, :3] = in_depth(rows, dtype) if same else from_lab(to_lab(rows, theirs), ours, dtype)
    result[..., 3] = in_depth(other.pixels[..., 3], dtype) if has_alpha(other.pixels) else np.iinfo(dtype).max
    return in_grey(freeze(result)) if photo.meta.grey else freeze(result)


def in_depth(values: Pixels, dtype: np.dtype[np.generic]) -> Pixels:
    """The same intensities in uint8 or uint16."""
    if values.dtype == dtype:
        return values
    if dtype == np.uint8:
        return np.asarray((values.astype(np.uint32) + 128) // 257, np.uint8)
    return values.astype(np.uint16) * np.uint16(257)


def in_grey(piece: Pixels) -> Pixels:
    """RGBA pixels with their luma (ITU-R BT.601) in all three colours."""
    import cv2

    grey = cv2.cvtColor(np.ascontiguousarray(piece[..., :3]), cv2.COLOR_RGB2GRAY)
    return freeze(np.dstack([grey, grey, grey, piece[..., 3]]))


@dataclass(frozen=True)
class Place:
    """Where a piece lies: `way` (2, 3) leads from its pixels' middles to those of the photo."""

    way: Doubles
    plain: bool
    """Pixels fall onto pixels: nothing is interpolated."""

    @property
    def back(self) -> Doubles:
        """(2, 3), from the photo's pixels to the piece's."""
        turn = np.linalg.inv(self.way[:, :2])
        return np.column_stack([turn, -turn @ self.way[:, 2]])


def place(size: Size, piece: Size, params: InsertParams) -> Place:
    """In a photo of `size`, for a piece of the size `piece`: mirrored, scaled and turned about its middle."""
    middle = (
        size[0] / 2 if params.left == MIDDLE else params.left,
        size[1] / 2 if params.top == MIDDLE else params.top,
    )
    cos, sin = math.cos(math.radians(params.angle)), math.sin(math.radians(params.angle))
    turn = params.scale * np.array([[cos, -sin], [sin, cos]]) @ np.diag([-1.0 if params.mirror else 1.0, 1.0])
    plain = params.scale == 1 and params.angle % 90 == 0
    turn = np.rint(turn) if plain else turn
    shift = np.array(middle) - 0.5 - turn @ [(piece[0] - 1) / 2, (piece[1] - 1) / 2]
    return Place(np.column_stack([turn, np.rint(shift) if plain else shift]), plain)


def placed(size: Size, piece: Pixels, params: InsertParams, job: Job | None = None) -> tuple[Area, Pixels]:
    """The part of a photo of `size` that the RGBA `piece` comes to lie in, and the piece as it lies there, RGBA.

    Clipped to the photo. Antialiased where the piece is reduced; colours count as much as one sees of them. Raises
    GanstudioError where nothing of the piece is to be seen, or all of it lies beside the photo.
    """
    seen = bounds(piece[..., 3])
    if seen is None:
        raise GanstudioError(_("The piece is empty: cut something out of the other photo first."))
    there = place(size, (piece.shape[1], piece.shape[0]), params)
    area = _landing(size, seen, there)
    if area is None:
        raise GanstudioError(_("The piece lies beside the photo; move it into the photo."))
    piece, there = _cropped(piece, seen, there)
    if params.scale < 1:
        piece, there = _reduced(piece, there, params.scale)
    result = room(area.height, area.width, 4, piece.dtype)

    def work(part: tuple[int, int, int, int]) -> None:
        cut(result, part)[...] = _warped(piece, there, (area.left + part[0], area.top + part[1], *part[2:]))

    each(areas((area.width, area.height)), work, job or Job())
    return area, freeze(result)


def _landing(size: Size, seen: Area, there: Place) -> Area | None:
    """Where in the photo `seen` of the piece comes to lie, as far as the photo reaches; None where nowhere."""
    corners = _corners(seen, 0.5) @ there.way.T + 0.5
    low, high = np.floor(corners.min(axis=0) + 1e-6), np.ceil(corners.max(axis=0) - 1e-6)
    left, top = (int(value) for value in np.maximum(low, 0))
    right, bottom = (int(value) for value in np.minimum(high, size))
    return Area(left, top, right - left, bottom - top) if left < right and top < bottom else None


def _corners(area: Area, margin: float) -> Doubles:
    """(4, 3), homogeneous, between the middles of the pixels and `margin` beyond."""
    xs = area.left - margin, area.left + area.width - 1 + margin
    ys = area.top - margin, area.top + area.height - 1 + margin
    return np.array([[x, y, 1] for x in xs for y in ys], np.float64)


def _cropped(piece: Pixels, seen: Area, there: Place) -> tuple[Pixels, Place]:
    way = there.way.copy()
    way[:, 2] += way[:, :2] @ (seen.left, seen.top)
    return piece[seen.slices], Place(way, there.plain)


def _reduced(piece: Pixels, there: Place, scale: float) -> tuple[Pixels, Place]:
    """The piece resampled to about the size at which it is seen, so that no pixel of it is passed over."""
    height, width = piece.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    share = np.array([width / size[0], height / size[1]])
    way = there.way.copy()
    way[:, 2] += way[:, :2] @ (share / 2 - 0.5)
    way[:, :2] *= share
    return resample.whole(piece, size), Place(way, there.plain)


def _warped(piece: Pixels, there: Place, area: tuple[int, int, int, int]) -> Pixels:
    """`area` of the photo, in its pixels, as far as the piece covers it; made of no more of the piece than it needs."""
    left, top, width, height = area
    back = there.back
    back[:, 2] += back[:, :2] @ (left, top)
    corners = _corners(Area(0, 0, width, height), 0) @ back.T
    low = np.maximum(np.floor(corners.min(axis=0)).astype(int) - _REACH, 0)
    high = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + _REACH + 1, piece.shape[1::-1])
    if (low >= high).any():
        return np.zeros((height, width, 4), piece.dtype)
    part, back[:, 2] = piece[low[1] : high[1], low[0] : high[0]], back[:, 2] - low
    if there.plain:
        return _interpolated(part, back, (width, height), plain=True)
    if resample.see_through(part):
        return resample.weighted(part, lambda channel: _interpolated(channel, back, (width, height)))
    # Beyond the piece its colours go on, and its alpha does not: so its edge has no fringe.
    colours = _interpolated(part[..., :3], back, (width, height), beyond=True)
    alpha = _interpolated(np.full(part.shape[:2], white(piece), part.dtype), back, (width, height))
    return np.dstack([colours, alpha])


def _interpolated(part: Pixels, back: Doubles, size: Size, *, plain: bool = False, beyond: bool = False) -> Pixels:
    """Cubic, or, where pixels fall onto pixels, `plain`."""
    import cv2

    flags = (cv2.INTER_NEAREST if plain else cv2.INTER_CUBIC) | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE if beyond else cv2.BORDER_CONSTANT
    return cv2.warpAffine(np.ascontiguousarray(part), back, size, flags=flags, borderMode=border)
