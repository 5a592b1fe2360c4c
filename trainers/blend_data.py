"""What the recipe `blend` learns from and is measured on: photos, a region of which looks as if from another one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.masks.membrane import EDGE, seam
from trainers import masks
from trainers.blend import BlendTraining
from trainers.data import Image, Pictures, crop, find, read, tensor
from trainers.measure import psnr_inside
from trainers.shift import Floats, shifted

RASTER = 16
"""What the network wants to divide the sides of its pictures."""
SMALLEST = 48
"""Pixels: smaller pictures are passed over."""
SIDE = 256
"""Longer side, in pixels, at which the network looks at a picture."""
_LARGEST = 3
"""Sides of a patch that one is reduced from, at most."""
_REACH = 1.0
"""Pixels on each side of the outline that Poisson's method compares."""
_SEEDS = 40
"""From which parts of a picture grow, at most."""
_VISIBLE = 30.0
"""A region to measure on is shifted so far that it agrees with the photo by less, in dB."""


class Samples:
    """(RGB and the region, the photo itself), all random choices from the generator handed in."""

    def __init__(self, pictures: Pictures, params: BlendTraining) -> None:
        self._pictures, self._side = pictures, params.patch

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        picture = _patch(self._pictures.draw(random), self._side, random)
        return composed(picture, region(picture, random), random), tensor(picture)


def _patch(image: Image, side: int, random: np.random.Generator) -> Image:
    """A square of `side` pixels from one of up to three times that side, so that things come in many sizes."""
    shorter = min(image.shape[:2])
    most = max(1.0, min(_LARGEST, shorter / side))
    square = crop(image, min(shorter, round(side * most ** random.random())), random)
    way = cv2.INTER_AREA if square.shape[0] > side else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8)


def region(picture: Image, random: np.random.Generator) -> masks.Mask:
    """2 to 60 % of the picture: a box, a lump, or a thing along whose outline colours change anyway."""
    height, width = picture.shape[:2]
    for _attempt in range(20):
        kind = random.random()
        if kind < 0.45:
            found = _grown(picture, random)
        else:
            found = (masks.box if kind < 0.6 else masks.blobs)(height, width, random)
        if 0.02 <= found.mean() <= 0.6:
            return found
    return masks.box(height, width, random)


def _grown(picture: Image, random: np.random.Generator) -> masks.Mask:
    """A few neighbouring parts of the picture that end where edges are, by watershed (Meyer 1992), from seeds."""
    height, width = picture.shape[:2]
    seeds = np.zeros((height, width), np.int32)
    count = int(random.integers(6, _SEEDS))
    places = random.integers((0, 0), (height, width), size=(count, 2))
    seeds[places[:, 0], places[:, 1]] = np.arange(1, count + 1)
    labels = cv2.watershed(cv2.GaussianBlur(picture, (0, 0), 1.5), seeds)
    distances = np.square(places - random.integers((0, 0), (height, width))).sum(axis=1)
    nearest = np.argsort(distances)[: int(random.integers(1, 1 + count // 3))]
    grown = np.isin(labels, nearest + 1).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(grown, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)) > 0)


def composed(picture: Image, inside: masks.Mask, random: np.random.Generator) -> Tensor:
    """(4, H, W), what the network gets: RGB in [0, 1], shifted in the region with a soft edge, and the region."""
    edge = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), random.uniform(0.4, 1.2))
    share: Floats = np.asarray(edge[..., None], np.float32)
    original: Floats = np.asarray(picture.astype(np.float32) / 255, np.float32)
    mixed = original + share * (_within(original, inside, random) - original)
    return torch.from_numpy(np.ascontiguousarray(np.concatenate([mixed, share], axis=2).transpose(2, 0, 1)))


def _within(original: Floats, inside: masks.Mask, random: np.random.Generator) -> Floats:
    """The picture shifted, rounded to 8 bits, as the region alone would be."""
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    result = original.copy()
    result[box] = np.rint(255 * shifted(original[box], random)) / 255
    return result


@dataclass(frozen=True)
class Trial:
    """A picture to measure on; tensors (1, C, H, W)."""

    composite: Tensor
    picture: Tensor
    plain: Tensor
    """By Poisson's method alone."""


def validation(params: BlendTraining) -> list[Trial]:
    """Pictures spread over the validation folder, each with a region shifted."""
    paths = find((Path(params.validation),)) if params.validation else []
    chosen = paths[:: max(1, math.ceil(len(paths) / params.validation_count))]
    images = [image for path in chosen if (image := read(path)) is not None]
    return [trial(image, (params.seed, index)) for index, image in enumerate(images)]


def trial(image: Image, seed: tuple[int, int]) -> Trial:
    """The picture at the network's size, with a region that `seed` names."""
    scale = min(1.0, SIDE / max(image.shape[:2]))
    height, width = (max(RASTER, int(side * scale) // RASTER * RASTER) for side in image.shape[:2])
    picture = np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    random = np.random.default_rng(seed)
    inside, wanted = region(picture, random), tensor(picture)[None]
    composite = composed(picture, inside, random)
    while psnr_inside(composite[None, :3], wanted, composite[None, 3:]) > _VISIBLE:
        composite = composed(picture, inside, random)
    return Trial(composite[None], wanted, by_poisson(composite)[None])


def by_poisson(composite: Tensor) -> Tensor:
    """(4, H, W) → (3, H, W): the difference across the outline spread inside."""
    return closed(composite[:3], composite[3], np.inf)


def closed(picture: Tensor, share: Tensor, most: float = EDGE) -> Tensor:
    """(3, H, W) with the seam around what is `share` (H, W) closed, but for steps much beyond `most`."""
    colours, weight = np.ascontiguousarray(picture.numpy().transpose(1, 2, 0)), share.numpy()
    step = seam(colours, weight > 0.5, _REACH, Job(), most)
    return torch.from_numpy((colours + weight[..., None] * step).transpose(2, 0, 1))
