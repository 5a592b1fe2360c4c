"""What the recipe `damage` learns from and is measured on: clean pictures, some of them aged, with wear drawn on."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from trainers.damage import DamageTraining
from trainers.data import Image, Pictures, crop, find, read, tensor
from trainers.wear import Worn, worn

RASTER = 8
"""What the network wants to divide the sides of its pictures."""
SMALLEST = 96
"""Pixels: smaller pictures are passed over."""
UNDECIDED = 0.5
"""Neither damage nor none."""
_LARGEST = 2.5
"""Sides of a patch that one is reduced from, at most."""
_AMOUNT = 3
"""Of wear at most, in parts of what is usual: there is more to learn from where there is more."""


class Samples:
    """Pairs (picture, damage: 1, 0 or UNDECIDED), all random choices from the generator handed in."""

    def __init__(self, pictures: Pictures, params: DamageTraining) -> None:
        self._pictures, self._side = pictures, params.patch

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        clean = aged(_patch(self._pictures.draw(random), self._side, random), random)
        amount = 0.0 if random.random() < 0.25 else random.uniform(0.3, _AMOUNT)
        made = worn(clean, random, amount)
        return tensor(copied(made.picture, random)), _verdict(made)


def _patch(image: Image, side: int, random: np.random.Generator) -> Image:
    """A square of `side` pixels, from a somewhat smaller or a larger one."""
    shorter = min(image.shape[:2])
    wanted = round(side * math.exp(random.uniform(math.log(0.7), math.log(_LARGEST))))
    square = crop(image, min(shorter, wanted), random)
    way = cv2.INTER_AREA if square.shape[0] > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8)


def aged(picture: Image, random: np.random.Generator) -> Image:
    """Some stay as they are; others lose their colours, turn brown, fade, are blurred, have grain."""
    if random.random() < 0.4:
        return picture
    values: NDArray[np.floating[Any]] = picture.astype(np.float32)
    if random.random() < 0.6:
        values = np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)
        if random.random() < 0.5:
            values = values * np.array([1, random.uniform(0.8, 1), random.uniform(0.55, 0.95)], np.float32)
    if random.random() < 0.5:
        values = random.uniform(0, 50) + values * random.uniform(0.5, 0.95)
    if random.random() < 0.4:
        values = np.asarray(cv2.GaussianBlur(values, (0, 0), random.uniform(0.4, 1.5)), np.float32)
    if random.random() < 0.6:
        grain = random.normal(0, random.uniform(1, 12), values.shape[:2]).astype(np.float32)
        if random.random() < 0.5:
            grain = 2 * np.asarray(cv2.GaussianBlur(grain, (0, 0), 0.8), np.float32)
        values = values + grain[..., None]
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def copied(picture: Image, random: np.random.Generator) -> Image:
    """One of three as a JPEG, as what was scanned comes."""
    if random.random() < 0.67:
        return picture
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(60, 98))]
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_COLOR), np.uint8)


def validation(params: DamageTraining) -> list[tuple[Tensor, Tensor]]:
    """Pairs (picture, damage), each (1, C, H, W), spread over the validation folder, every other one undamaged."""
    paths = find((Path(params.validation),)) if params.validation else []
    chosen = paths[:: max(1, math.ceil(len(paths) / params.validation_count))]
    images = [image for path in chosen if (image := read(path)) is not None and min(image.shape[:2]) >= RASTER]
    return [_trial(image, index, params.seed) for index, image in enumerate(images)]


def _trial(image: Image, index: int, seed: int) -> tuple[Tensor, Tensor]:
    height, width = (side // RASTER * RASTER for side in image.shape[:2])
    amount = index % 2 * 1.0
    made = worn(np.ascontiguousarray(image[:height, :width]), np.random.default_rng((seed, index)), amount)
    return tensor(made.picture)[None], _verdict(made)[None]


def _verdict(made: Worn) -> Tensor:
    """(1, H, W)."""
    return torch.from_numpy(np.where(made.faint, UNDECIDED, made.damage).astype(np.float32))[None]
