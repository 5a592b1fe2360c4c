"""What norm layers find in a picture as a whole, to be held while its tiles are made.

They are those of a reduced copy, or of some pieces where detail matters: to hold the whole picture's own, layer after
layer, would take as many passes over it. They belong to the picture, not to the network, which may serve other jobs
between two tiles.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from ganstudio.engine import tiles
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.tiles import Cut, Tile
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks.instance import Statistics

SEEN = 512
"""The copy, or the pieces together, have as many pixels as a square of that side."""
_PIECES = 3
"""Along each side. On photos IMDN ×4 is then 0.1 to 0.2 steps of 255 from what the whole gives, else 1 to 2."""


def whole(network: Loaded, pixels: Pixels, cut: Cut, job: Job) -> Statistics:
    """The statistics of all of `pixels`; none where the network finds them by itself, in one tile, or needs none."""
    if not network.traits.statistics:
        return ()
    parts = _pieces(pixels) if network.traits.detail else [reduced(pixels)]
    if cut.count == 1 and (network.traits.detail or parts[0] is pixels):
        return ()
    return _together([network.statistics(_read(part, network), job) for part in parts])


def _read(part: Pixels, network: Loaded) -> Tensor:
    height, width = part.shape[:2]
    return tiles.read(part, Tile(0, height, 0, width, 0, height, 0, width), network.traits.multiple_of)


def _pieces(pixels: Pixels) -> list[Pixels]:
    """Spread evenly over the picture from border to border, or the picture itself where it has no more pixels."""
    height, width = pixels.shape[:2]
    if height * width <= SEEN**2:
        return [pixels]
    side = SEEN // _PIECES
    rows, columns = (
        [round((length - side) * number / (_PIECES - 1)) if length > side else 0 for number in range(_PIECES)]
        for length in (height, width)
    )
    return [pixels[y : y + side, x : x + side] for y in sorted(set(rows)) for x in sorted(set(columns))]


def _together(found: list[Statistics]) -> Statistics:
    """Of pictures of one size → of all of them."""
    layers = []
    for layer in zip(*found, strict=True):
        means, variances = (torch.stack(each) for each in zip(*layer, strict=True))
        mean = means.mean(0)
        layers.append((mean, variances.mean(0) + (means - mean).square().mean(0)))
    return tuple(layers)


def reduced(pixels: Pixels) -> Pixels:
    """A copy of as many pixels as SEEN says, or the picture itself where it has no more."""
    import cv2

    height, width = pixels.shape[:2]
    scale = SEEN / math.sqrt(height * width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return freeze(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), pixels.dtype))
