"""What norm layers find in a picture as a whole, to be held while its tiles are made.

They are those of a reduced copy: to hold the whole picture's own, layer after layer, would take as many passes over it.
They belong to the picture, not to the network, which may serve other jobs between two tiles.
"""

from __future__ import annotations

import math

import numpy as np

from ganstudio.engine import tiles
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.tiles import Cut, Tile
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks.instance import Statistics

SEEN = 512
"""The copy has as many pixels as a square of that side."""


def whole(network: Loaded, pixels: Pixels, cut: Cut, job: Job) -> Statistics:
    """The statistics of all of `pixels`; none where the network finds them by itself, in one tile, or needs none."""
    if not network.traits.statistics:
        return ()
    small = reduced(pixels)
    if cut.count == 1 and small is pixels:
        return ()
    height, width = small.shape[:2]
    tile = Tile(0, height, 0, width, 0, height, 0, width)
    return network.statistics(tiles.read(small, tile, network.traits.multiple_of), job)


def reduced(pixels: Pixels) -> Pixels:
    """A copy of as many pixels as SEEN says, or the picture itself where it has no more."""
    import cv2

    height, width = pixels.shape[:2]
    scale = SEEN / math.sqrt(height * width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return freeze(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), pixels.dtype))
