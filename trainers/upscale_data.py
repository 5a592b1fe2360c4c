"""What the recipe `upscale` learns from and is measured on: pairs of a small and a large picture."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from trainers.data import Image, Pictures, crop, read, tensor
from trainers.degrade import camera, reduce
from trainers.held import measured, middle
from trainers.upscale import UpscaleTraining

_MARGIN = 8  # small pixels cut around a patch after it was reduced, so that it ends as it would inside a picture


def whole_side(params: UpscaleTraining) -> int:
    """Side of the square that a sample is made from, in pixels of the large picture."""
    return (params.patch + 2 * _MARGIN) * int(params.scale) + twin_shift(params)


def twin_shift(params: UpscaleTraining) -> int:
    """By how many pixels of the large picture the second of two twins is further down and right; 0: no twins."""
    return int(params.scale) // 2 if params.steady_weight and params.gan_steps else 0


class Samples:
    """Pairs (small, large) to learn from, all random choices from the generator handed in.

    With twins each comes twice, stacked: as it is, and shifted by half a small pixel, degraded alike.
    """

    def __init__(self, pictures: Pictures, params: UpscaleTraining) -> None:
        self._pictures, self._params = pictures, params

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        whole, shift = crop(self._pictures.draw(random), whole_side(self._params), random), twin_shift(self._params)
        if not shift:
            return self._pair(whole, random)
        twins = [self._pair(whole[:-shift, :-shift], deepcopy(random)), self._pair(whole[shift:, shift:], random)]
        small, large = zip(*twins, strict=True)
        return torch.stack(small), torch.stack(large)

    def _pair(self, large: Image, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        scale = int(self._params.scale)
        small = _small(large, self._params, random)
        cut, wide = slice(_MARGIN, -_MARGIN), slice(_MARGIN * scale, -_MARGIN * scale)
        return tensor(np.ascontiguousarray(small[cut, cut])), tensor(np.ascontiguousarray(large[wide, wide]))


def validation(params: UpscaleTraining, data: tuple[Path, ...] = ()) -> list[tuple[Tensor, Tensor]]:
    """Pairs (small, large) of pictures to measure on, each (1, 3, H, W)."""
    random, scale = np.random.default_rng(params.seed), int(params.scale)
    pairs = []
    for path in measured(params, data):
        image = read(path)
        if image is not None:
            image = middle(image)
            large = image[: image.shape[0] // scale * scale, : image.shape[1] // scale * scale]
            small = _small(large, params, random)
            pairs.append((tensor(small)[None], tensor(np.ascontiguousarray(large))[None]))
    return pairs


def _small(large: Image, params: UpscaleTraining, random: np.random.Generator) -> Image:
    return camera(large, int(params.scale), random) if params.degrade else reduce(large, int(params.scale))
