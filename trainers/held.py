"""Pictures to measure on: of a folder of their own, or a part of the training pictures that is not learnt from."""

from __future__ import annotations

import math
import zlib
from pathlib import Path

from trainers.data import Image, find
from trainers.training import Training

_PART = 10
"""Of so many pictures one is held out."""
_FEW = 4
"""Of fewer pictures none can be spared."""
_LARGE = 1024
"""Pixels a side: of larger pictures the middle is measured on."""


def held_out(params: Training, data: tuple[Path, ...]) -> frozenset[Path]:
    """The pictures below `data` that are not learnt from: none where there is a folder for validation."""
    return frozenset() if params.validation else frozenset(spared(find(data), params.validation_count))


def measured(params: Training, data: tuple[Path, ...]) -> list[Path]:
    """At most `validation_count` pictures to measure on, spread over the folder for validation; or those held out."""
    if not params.validation:
        return sorted(held_out(params, data))
    paths = find((Path(params.validation),))
    return paths[:: max(1, math.ceil(len(paths) / params.validation_count))]


def spared(paths: list[Path], most: int) -> list[Path]:
    """A tenth of `paths`, one at least, where there are enough; chosen by their names, as if by lot."""
    count = min(most, max(1, len(paths) // _PART)) if len(paths) >= _FEW else 0
    return sorted(paths, key=lambda path: (zlib.crc32(path.name.encode()), path))[:count]


def middle(image: Image) -> Image:
    """The middle of a picture (H, W, 3) that is too large to be measured on again and again."""
    height, width = (min(side, _LARGE) for side in image.shape[:2])
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top : top + height, left : left + width]
