"""What the tests of filling share: a small network with random weights, a hole, and what must be true of every fill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from ganstudio.engine.modelfile import save_model
from ganstudio.image.pixels import Pixels
from ganstudio.masks.mask import Mask, freeze
from ganstudio.networks import ARCHITECTURES
from tests.engine.small import header

CONFIG = {"channels": 8, "blocks": 1}


def save_model_of_holes(folder: Path, name: str = "inpaint", seed: int = 0) -> Path:
    """A network that fills holes, as a model file; its corrections are large enough to be seen."""
    torch.manual_seed(seed)
    weights = {key: value.clone() for key, value in ARCHITECTURES["inpaint"].build(**CONFIG).state_dict().items()}
    weights["tail.weight"] *= 20
    path = folder / f"{name}.safetensors"
    save_model(path, weights, header(name, "inpaint", CONFIG, "inpaint"))
    return path


def box(size: tuple[int, int], *places: tuple[int, int, int, int], value: int = 255) -> Mask:
    """A mask for a picture of `size` (width, height), with rectangles (left, top, width, height)."""
    mask = np.zeros(size[::-1], np.uint8)
    for left, top, width, height in places:
        mask[top : top + height, left : left + width] = value
    return freeze(mask)


def only_inside(before: Pixels, after: Pixels, mask: Mask) -> bool:
    """Whether every pixel that is not masked is the same bit for bit, alpha too."""
    return after.dtype == before.dtype and np.array_equal(after[mask == 0], before[mask == 0])
