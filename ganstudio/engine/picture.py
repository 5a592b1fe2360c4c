"""One picture on its way through a network: in tiles that fit, again with smaller ones or in another way if need be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine import tiles, views
from ganstudio.engine.device import Device
from ganstudio.engine.loaded import Loaded, Way, WrongResult, is_out_of_memory
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.statistics import whole
from ganstudio.engine.tiles import Cut, Tile
from ganstudio.engine.turns import Turn
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels
from ganstudio.networks.instance import Statistics

STRIP = 32 << 20
"""Output pixels of one strip at most (three bytes each, six with 16 bit)."""
SAMPLE = 96
"""Side, in input pixels, of the piece on which a way of running is checked against float32."""
MOST = 2 << 30
"""Bytes that a tile takes at most."""
LAYER = 31 << 20
"""Bytes of the largest tensor between layers on a processor. Above 32 MB glibc takes each fresh from the system,
which clears it page by page: that costs a fifth of the time."""
FLAT = 0.02
"""A piece whose standard deviation is less proves nothing."""


@dataclass(frozen=True)
class Strip:
    """Rows of the result from row `y` on. One with `y` 0 after others means that the picture was started again."""

    y: int
    pixels: Pixels


@dataclass(frozen=True)
class Picture:
    """`pixels` for the `network` of the model `info`, which has the device when it is its `turn`."""

    info: ModelInfo
    network: Loaded
    pixels: Pixels
    turn: Turn
    ensemble: bool = False
    """Whether each tile is worked on in eight views, see `ganstudio.engine.views`."""

    def strips(self) -> Iterator[Strip]:
        """The result; again with smaller tiles where memory runs out, in another way where one gives nonsense."""
        network, traits, turn = self.network, self.network.traits, self.turn
        size, way = 0, None
        while True:
            problem = ""
            try:
                with turn:
                    way = network.prove(_sample(self.pixels, network), turn.job)
                    size = size or side(network)
                    height, width = self.pixels.shape[:2]
                    if not traits.tiles and height * width * network.pixel_bytes > network.device.free_memory():
                        raise _too_large(network.device, self.pixels, whole=True)
                    cut = tiles.cut(height, width, traits, size, STRIP)
                    statistics = whole(network, self.pixels, cut, turn.job)
                yield from self._cut_up(cut, way, statistics)
                return
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                problem = "memory"
            except WrongResult:
                problem = "numbers"
            # Only here, with the traceback gone, are the tensors of the attempt free.
            network.device.release()
            if problem == "numbers":
                self._fall_back(way)
            elif size <= tiles.SMALLEST or not traits.tiles:
                raise _too_large(network.device, self.pixels, whole=not traits.tiles)
            else:
                size = max(tiles.SMALLEST, size // 2)

    def _fall_back(self, way: Way | None) -> None:
        """Work in another way than `way` from now on."""
        try:
            with self.turn:
                if self.network.way == way:  # and not another job has fallen back meanwhile
                    self.network.fall_back(self.turn.job)
        except WrongResult:
            raise unusable(self.info.path, _("it gives no picture")) from None

    def _cut_up(self, cut: Cut, way: Way, statistics: Statistics) -> Iterator[Strip]:
        done = 0
        for row in cut.strips():
            with self.turn:
                strip = self._strip(cut, row, done, way, statistics)
            done += len(row)
            self.turn.job.progress(done / cut.count)
            yield strip

    def _strip(self, cut: Cut, row: list[Tile], done: int, way: Way, statistics: Statistics) -> Strip:
        """One row of tiles, before which `done` tiles are made."""
        scale, step = cut.traits.scale, cut.traits.multiple_of
        strip = np.empty(((row[0].y1 - row[0].y0) * scale, cut.width * scale, 3), self.pixels.dtype)
        for number, tile in enumerate(row, done):
            self.turn.job.progress(number / cut.count)
            self.turn.give_way()
            if self.network.way != way:
                raise WrongResult  # so another job has found; the whole picture shall be made in one way
            with self.network.holding(statistics):
                result = self._result(tiles.read(self.pixels, tile, step))
            tiles.write(result, tile, scale, strip)
        return Strip(row[0].y0 * scale, strip)

    def _result(self, tile: Tensor) -> Tensor:
        job = self.turn.job
        return views.mean(lambda view: self.network(view, job), tile) if self.ensemble else self.network(tile, job)


def side(network: Loaded) -> int:
    """Of the tiles, in input pixels: they take a quarter of what is free, and no more than is good for speed."""
    halo = network.traits.halo
    area = min(network.device.free_memory() // 4, MOST) // network.pixel_bytes
    if network.device.kind == "cpu":
        area = min(area, max(LAYER // network.layer_bytes, (8 * halo) ** 2))
    return max(64, math.isqrt(area) - 2 * halo)


def _sample(pixels: Pixels, network: Loaded) -> Tensor:
    """The middle of the picture, where there is something to see."""
    step = network.traits.multiple_of
    height, width = min(SAMPLE, pixels.shape[0]), min(SAMPLE, pixels.shape[1])
    y, x = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
    sample = tiles.read(pixels, Tile(y, y + height, x, x + width, y, y + height, x, x + width), step)
    return sample if float(sample.std()) > FLAT else _clouds(sample)


def _clouds(like: Tensor) -> Tensor:
    """In place of a flat piece, which every device gets right: soft random colours of the same size."""
    seeds = torch.rand(1, 3, 12, 12, generator=torch.Generator().manual_seed(0))
    return F.interpolate(seeds, like.shape[2:], mode="bicubic").clamp(0, 1)


def _too_large(device: Device, pixels: Pixels, *, whole: bool) -> OutOfMemory:
    if whole:
        height, width = pixels.shape[:2]
        sentence = _(
            "This model must see a picture as a whole, and {device} has too little memory for {width} × {height} "
            "pixels; make the photo smaller, or choose another model."
        )
        return OutOfMemory(sentence.format(device=device.title, width=width, height=height))
    return OutOfMemory(
        _(
            "There is too little memory on {device} even for small tiles; close other programs or use another device."
        ).format(device=device.title)
    )
