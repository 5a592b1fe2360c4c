"""What the recipe `colorize` learns from and is measured on: grey pictures with dabs, and their colours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from trainers.colorize import ColorizeTraining
from trainers.data import Image, Pictures, read
from trainers.held import measured

RASTER = 16
SMALLEST = 64
"""Pixels: smaller pictures are passed over."""
UNIT = 110.0
"""What a and b of CIE Lab are divided by."""
MEASURED = 256
"""Side of the pictures to measure on."""
DAB = 7
"""Side of the square whose mean colour a dab has."""
_BARE = 0.45
"""Share of the samples that have no dab."""
_MOST = 64
_GAMMAS = 0.75, 1.3
"""Old photos are printed darker or lighter, which says nothing about their colours."""


class Samples:
    """Pairs (luminance and dabs (4, H, W), a and b (2, H, W)), all random choices from the generator handed in."""

    def __init__(self, pictures: Pictures, params: ColorizeTraining) -> None:
        self._pictures, self._side = pictures, params.patch

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        image = self._pictures.draw(random)
        shorter = min(image.shape[:2])
        light, colours = lab(_upright_crop(image, round(shorter * random.uniform(0.6, 1)), self._side, random))
        light = light ** np.float32(random.uniform(*_GAMMAS))
        count = 0 if random.random() < _BARE else round(_MOST ** random.random())
        return with_dabs(light, colours, count, random, int(random.choice((1, 3, 5, 7, 9)))), torch.from_numpy(colours)


def _upright_crop(image: Image, cut: int, side: int, random: np.random.Generator) -> Image:
    """Mirrored at random but never turned: that the sky is above is half of what there is to know."""
    top, left = (int(random.integers(length - cut + 1)) for length in image.shape[:2])
    square = image[top : top + cut, left : left + cut]
    square = square[:, ::-1] if random.random() < 0.5 else square
    way = cv2.INTER_AREA if cut > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(np.ascontiguousarray(square), (side, side), interpolation=way), np.uint8)


def lab(image: Image) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(H, W, 3) sRGB → luminance (1, H, W) in [0, 1], and a, b (2, H, W) in parts of UNIT."""
    values = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2Lab).transpose(2, 0, 1)  # HWC → CHW
    return np.ascontiguousarray(values[:1] / 100), np.ascontiguousarray(values[1:] / UNIT)


def rgb(light: Tensor, colours: Tensor) -> Image:
    """The reverse, for one picture (1, …): (H, W, 3) uint8; colours that sRGB lacks are clipped."""
    values = torch.cat([light * 100, colours * UNIT], dim=1)[0].permute(1, 2, 0)  # CHW → HWC
    made = cv2.cvtColor(np.ascontiguousarray(values.float().numpy()), cv2.COLOR_Lab2RGB)
    return np.rint(np.clip(made, 0, 1) * 255).astype(np.uint8)


def with_dabs(
    light: NDArray[np.float32], colours: NDArray[np.float32], count: int, random: np.random.Generator, size: int = DAB
) -> Tensor:
    """(4, H, W), what the network gets: `count` dabs anywhere, each the mean colour of `size` × `size` pixels."""
    height, width = light.shape[1:]
    planes = np.zeros((3, height, width), np.float32)
    for y, x in zip(random.integers(height, size=count), random.integers(width, size=count), strict=True):
        around = colours[:, max(0, y - size // 2) : y + size // 2 + 1, max(0, x - size // 2) : x + size // 2 + 1]
        planes[:2, y, x], planes[2, y, x] = around.mean((1, 2)), 1
    return torch.from_numpy(np.concatenate([light, planes]))


@dataclass(frozen=True)
class Trial:
    """A picture to measure on; what the network gets without dabs, with 10 and with 50, tensors (1, 4, H, W)."""

    image: Image
    inputs: dict[int, Tensor]


def validation(params: ColorizeTraining, data: tuple[Path, ...] = ()) -> list[Trial]:
    """Pictures to measure on."""
    chosen = measured(params, data)
    return [trial(image, index, params.seed) for index, path in enumerate(chosen) if (image := read(path)) is not None]


def trial(image: Image, index: int, seed: int) -> Trial:
    """`image` with its longer side reduced to MEASURED."""
    factor = MEASURED / max(image.shape[:2])
    width, height = (max(RASTER, round(side * factor / RASTER) * RASTER) for side in image.shape[1::-1])
    small = np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    light, colours = lab(small)
    random = np.random.default_rng((seed, index))
    return Trial(small, {count: with_dabs(light, colours, count, random)[None] for count in (0, 10, 50)})
