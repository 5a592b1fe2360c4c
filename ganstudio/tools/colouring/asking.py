"""What the network is asked: a small grey copy of the photo with the dabs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.tools.colouring.space import UNIT, Floats, Space, dab_colours, lightness
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context

_SIDE, _SHORTEST, _LONGEST = 256, 0.375, 1024
"""Of the network's copy: its longer side in pixels, where the network asks for no other; in long pictures more, so that
the shorter is no smaller part of that, up to as many pixels."""
_RASTER = 16
_OURS = "colorize"
_MIDDLE = 1024
"""Longer side of the copy on which colours are joined to luminance."""


@dataclass(frozen=True, eq=False)
class Copies:
    """L of the photo in [0, 1] at two sizes, (h, w) each."""

    middle: Floats
    small: Floats

    def places(self, shape: tuple[int, ...]) -> Floats:
        """L of places of several pixels, `shape` (h, w) of them."""
        import cv2

        height, width = shape
        return np.asarray(cv2.resize(self.small, (width, height), interpolation=cv2.INTER_AREA), np.float32).reshape(
            height, width
        )

    def planes(self, dabs: Sequence[Dab]) -> Floats:
        """(4, h, w): what `Engine.colours` takes."""
        result = np.zeros((4, *self.small.shape), np.float32)
        result[0] = self.small
        for dab, colour in zip(dabs, dab_colours([dab.colour for dab in dabs]), strict=True):
            y, x = place(dab, self.small.shape)
            result[1:3, y, x], result[3, y, x] = colour / UNIT, 1
        return result


def place(dab: Dab, shape: tuple[int, ...]) -> tuple[int, int]:
    """The row and column of a copy (h, w) that the dab lies in."""
    height, width = shape[:2]
    return min(height - 1, int(dab.y * height)), min(width - 1, int(dab.x * width))


_copies = Kept[Copies]()


def takes_dabs(info: ModelInfo) -> bool:
    """Whether its network knows dabs, and tells how likely other colours are; others give one colouring alone."""
    return info.architecture == _OURS


def copies(photo: Photo, space: Space, side: int = 0, raster: int = _RASTER) -> Copies:
    """Of values averaged as they stand, as the network has learnt from such; `side` and `raster` are what its traits
    say."""
    key = photo.meta.icc, side or _SIDE, raster
    return _copies.get(photo.pixels, key, lambda: _made(photo, space, *key[1:]))


def copies_for(photo: Photo, space: Space, info: ModelInfo, context: Context) -> Copies:
    """Those that the network of the model `info` is to be shown."""
    traits = context.engine.store.traits(info)
    return copies(photo, space, traits.side, traits.multiple_of)


def _made(photo: Photo, space: Space, side: int, raster: int) -> Copies:
    longer = max(photo.size)
    middle = _reduced(photo.pixels, _scaled(photo.size, max(_MIDDLE / longer, 64 / min(photo.size)), 1))
    small = _reduced(middle, _scaled(photo.size, _factor(photo.size, side), raster))
    return Copies(_light(middle, space), _light(small, space))


def _factor(size: tuple[int, int], side: int) -> float:
    shorter, longer = sorted(size)
    return max(side / longer, min(_SHORTEST * side / shorter, _LONGEST / longer))


def _scaled(size: tuple[int, int], factor: float, raster: int) -> tuple[int, int]:
    factor = min(factor, 1.0) if raster == 1 else factor
    width, height = (max(raster, round(side * factor / raster) * raster) for side in size)
    return width, height


def _reduced(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """RGB; alpha does not count."""
    import cv2

    part = pixels if pixels.shape[2] == 3 else np.ascontiguousarray(pixels[..., :3])
    if size == (part.shape[1], part.shape[0]):
        return part
    smaller = size[0] <= part.shape[1] and size[1] <= part.shape[0]
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC))


def _light(part: Pixels, space: Space) -> Floats:
    return np.clip(lightness(space.luminance(part)) / 100, 0, 1)
