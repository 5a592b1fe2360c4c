"""What the recipe `inpaint` learns from and is measured on: pictures with holes, and the same without."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from trainers import masks
from trainers.data import Image, Pictures, crop, read, tensor
from trainers.held import measured, middle
from trainers.inpaint import InpaintTraining

RASTER = 32
"""What the network wants to divide the sides of its pictures."""
SMALLEST = 48
"""Pixels: smaller pictures are passed over."""
_LARGEST = 3
"""Sides of a patch that one is reduced from, at most."""
_RADIUS = 5
"""How far OpenCV looks from a pixel, in pixels."""
KINDS: dict[str, masks.Draw] = {
    "free": partial(masks.between, 0.1, 0.2, masks.freeform),
    "scratches": partial(masks.scratches, widths=(2, 6)),
    "box": masks.square(0.25),
}
"""The holes to measure on: free-form ones of 10 to 20 %, scratches of 2 to 6 pixels, boxes of a quarter."""


class Samples:
    """Pairs (picture with hole, picture) to learn from, all random choices from the generator handed in."""

    def __init__(self, pictures: Pictures, params: InpaintTraining) -> None:
        self._pictures, self._side = pictures, params.patch

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        picture = _patch(self._pictures.draw(random), self._side, random)
        return with_hole(picture, masks.any_hole(self._side, self._side, random)), tensor(picture)


def _patch(image: Image, side: int, random: np.random.Generator) -> Image:
    """A square of `side` pixels from one of up to three times that side, so that things come in many sizes."""
    shorter = min(image.shape[:2])
    most = max(1.0, min(_LARGEST, shorter / side))
    square = crop(image, min(shorter, round(side * most ** random.random())), random)
    way = cv2.INTER_AREA if square.shape[0] > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8)


def with_hole(picture: Image, hole: masks.Mask) -> Tensor:
    """(4, H, W), what the network gets: RGB in [0, 1], nothing in the hole, and the hole."""
    missing = torch.from_numpy(hole)[None].float()
    return torch.cat([tensor(picture) * (1 - missing), missing])


@dataclass(frozen=True)
class Trial:
    """A picture to measure on; tensors (1, C, H, W)."""

    kind: str
    holed: Tensor
    picture: Tensor
    plain: Tensor
    """Filled by OpenCV, after Telea 2004."""


def validation(params: InpaintTraining, data: tuple[Path, ...] = ()) -> list[Trial]:
    """Pictures to measure on, with holes of all KINDS in turn."""
    images = [image for path in measured(params, data) if (image := read(path)) is not None]
    images = [middle(image) for image in images if min(image.shape[:2]) >= RASTER]
    return [_trial(image, index, params.seed) for index, image in enumerate(images)]


def _trial(image: Image, index: int, seed: int) -> Trial:
    height, width = (length // RASTER * RASTER for length in image.shape[:2])
    picture = np.ascontiguousarray(image[:height, :width])
    kind = list(KINDS)[index % len(KINDS)]
    hole = KINDS[kind](height, width, np.random.default_rng((seed, index)))
    plain = filled_plainly(picture, hole, cv2.INPAINT_TELEA)
    return Trial(kind, with_hole(picture, hole)[None], tensor(picture)[None], tensor(plain)[None])


def filled_plainly(picture: Image, hole: masks.Mask, method: int) -> Image:
    """By one of OpenCV's two methods."""
    return np.asarray(cv2.inpaint(picture, hole.astype(np.uint8), _RADIUS, method), np.uint8)
