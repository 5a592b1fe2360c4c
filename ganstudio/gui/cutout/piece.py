"""What is cut out of another photo to be laid over this one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.masks.mask import FULL, Area, Mask, bounds
from ganstudio.tools import resample
from ganstudio.tools.piece import piece_for


@dataclass(frozen=True, eq=False)
class Piece:
    """`pixels` are RGBA, in the colours of the photo it is for; they cover `area` of its `source`."""

    pixels: Pixels
    source: Photo
    area: Area
    mask: Mask | None = None
    """What of the source was cut out, of the source's size; None: all of it."""
    name: str = ""
    """Of the source."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.pixels.shape[1], self.pixels.shape[0]


def cut(photo: Photo, source: Photo, mask: Mask | None, name: str = "") -> Piece:
    """What `mask` (of the source's size; None: all) shows of `source`, for `photo`; no larger than need be.

    The mask must show something.
    """
    area = bounds(mask) if mask is not None else None
    area = area or Area(0, 0, *source.size)
    part = source.with_pixels(source.pixels[area.slices])
    pixels = piece_for(photo, part)
    return Piece(pixels if mask is None else shown(pixels, mask[area.slices]), source, area, mask, name)


def shown(pixels: Pixels, mask: Mask) -> Pixels:
    """RGBA `pixels` as far as `mask` shows them."""
    result = pixels.copy()
    for start, stop in resample.pieces(0, len(result), result.shape[1]):
        alpha = result[start:stop, :, 3]
        alpha[...] = np.rint(alpha * (mask[start:stop] / np.float32(FULL)))
    return freeze(result)


def see_through(photo: Photo) -> bool:
    """Whether it brings a cut-out of its own: some of it is transparent."""
    pixels = photo.pixels
    return has_alpha(pixels) and bool((pixels[..., 3] < white(pixels)).any())
