"""The engine: a model's name and pixels in, enlarged pixels out; on any device, in bounded memory, interruptible.

Importing this imports no torch; the first job does.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine import memory
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.store import Store
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze

if TYPE_CHECKING:
    from torch import Tensor

    from ganstudio.engine.device import Device
    from ganstudio.engine.loaded import Loaded
    from ganstudio.engine.tiles import Cut

CACHE = 1 << 30
"""Bytes of weights kept on the device."""
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

Model = str | ModelInfo


@dataclass(frozen=True)
class Strip:
    """Rows of the result from row `y` on. One with `y` 0 after others means that the picture was started again."""

    y: int
    pixels: Pixels


class Engine:
    """Runs networks on one device, one job at a time; further jobs wait for their turn. Safe from any thread."""

    def __init__(self, store: Store, device: str = "auto", precision: str = "auto") -> None:
        self.store = store
        self._asked = device, precision
        self._device: Device | None = None
        self._lock = threading.Lock()
        self._loaded: OrderedDict[tuple[object, ...], Loaded] = OrderedDict()

    @property
    def device(self) -> Device:
        """Where jobs run. The first time this imports torch, which takes a second."""
        if self._device is None:
            from ganstudio.engine.device import choose

            self._device = choose(*self._asked)
        return self._device

    def use(self, device: str = "auto", precision: str = "auto") -> Device:
        """Run on another device from the next job on; raises SettingsError where there is none, and stays as it was."""
        from ganstudio.engine.device import choose

        self._device = choose(device, precision)
        return self._device

    def scale(self, model: Model) -> int:
        """Output pixels per input pixel, along a side."""
        return self.store.traits(self._info(model)).scale

    def run(self, model: Model, pixels: Pixels, job: Job) -> Pixels:
        """The whole result, RGB, `scale` times as large, of the same depth; alpha is left out.

        Raises ModelError, OutOfMemory, Cancelled.
        """
        scale = self.scale(model)
        height, width = pixels.shape[0] * scale, pixels.shape[1] * scale
        result = room(height, width, 3, pixels.dtype)
        with closing(self.strips(model, pixels, job)) as strips:
            for strip in strips:
                result[strip.y : strip.y + len(strip.pixels)] = strip.pixels
        return freeze(result)

    def strips(self, model: Model, pixels: Pixels, job: Job) -> Generator[Strip, None, None]:
        """The same in strips from top to bottom, for results that need never exist whole.

        The device is taken until the last strip, or until the generator is closed: use `contextlib.closing`.
        """
        info = self._info(model)
        with self._turn(job):
            job.progress(0, _("Loading the model"))
            network = self._load(info)
            network.watch(job)
            try:
                yield from self._attempts(info, network, pixels, job)
            finally:
                network.watch(Job())  # whose check never stops anything, so that nobody's job is kept alive

    def _info(self, model: Model) -> ModelInfo:
        return model if isinstance(model, ModelInfo) else self.store.find(model)

    @contextmanager
    def _turn(self, job: Job) -> Iterator[None]:
        while not self._lock.acquire(timeout=0.1):
            job.check()
        try:
            yield
        finally:
            self._lock.release()

    def _load(self, info: ModelInfo) -> Loaded:
        """From the cache, or from the file; the models used longest ago go when there are too many bytes."""
        from ganstudio.engine.loaded import Loaded

        try:
            stat = info.path.stat()
        except OSError as problem:
            raise unusable(info.path, problem.strerror or str(problem)) from problem
        device, loaded = self.device, self._loaded
        key = (device, info.path, stat.st_mtime_ns, stat.st_size)
        if key not in loaded:
            loaded[key] = Loaded(self.store.load(info), self.store.traits(info), device)
        loaded.move_to_end(key)
        for other in [each for each in loaded if each[0] != device]:
            loaded.pop(other).device.release()
        while len(loaded) > 1 and sum(each.bytes for each in loaded.values()) > CACHE:
            loaded.popitem(last=False)[1].device.release()
        return loaded[key]

    def _attempts(self, info: ModelInfo, network: Loaded, pixels: Pixels, job: Job) -> Iterator[Strip]:
        """The picture; again with smaller tiles where memory runs out, in another way where one gives nonsense."""
        from ganstudio.engine import tiles
        from ganstudio.engine.loaded import WrongResult, is_out_of_memory

        side = 0
        while True:
            problem = ""
            try:
                network.prove(_sample(pixels, network))
                side = side or self._side(network)
                yield from self._cut_up(network, pixels, self._cut(network, pixels, side), job)
                return
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                problem = "memory"
            except WrongResult:
                problem = "numbers"
            # Only here, with the traceback gone, are the tensors of the attempt free.
            network.device.release()
            if problem == "memory":
                if side <= tiles.SMALLEST or not network.traits.tiles:
                    raise _too_large(network.device)
                side = max(tiles.SMALLEST, side // 2)
                continue
            try:
                network.fall_back()
            except WrongResult:
                raise unusable(info.path, _("it gives no picture")) from None

    def _side(self, network: Loaded) -> int:
        """Tiles that take a quarter of what is free, and no more than is good for speed."""
        halo = network.traits.halo
        area = min(network.device.free_memory() // 4, MOST) // network.pixel_bytes
        if network.device.kind == "cpu":
            area = min(area, max(LAYER // network.layer_bytes, (8 * halo) ** 2))
        return max(64, math.isqrt(area) - 2 * halo)

    def _cut(self, network: Loaded, pixels: Pixels, side: int) -> Cut:
        from ganstudio.engine.tiles import cut

        height, width = pixels.shape[:2]
        return cut(height, width, network.traits, side, STRIP)

    def _cut_up(self, network: Loaded, pixels: Pixels, cut: Cut, job: Job) -> Iterator[Strip]:
        from ganstudio.engine import tiles

        scale, done = network.traits.scale, 0
        for row in cut.strips():
            height = (row[0].y1 - row[0].y0) * scale
            strip = np.empty((height, cut.width * scale, 3), pixels.dtype)
            for tile in row:
                job.progress(done / cut.count)
                tiles.write(network(tiles.read(pixels, tile, cut.traits.multiple_of)), tile, scale, strip)
                done += 1
            job.progress(done / cut.count)
            yield Strip(row[0].y0 * scale, strip)


def room(height: int, width: int, channels: int, dtype: np.dtype[np.generic]) -> Pixels:
    """An empty picture; raises OutOfMemory beforehand where it does not fit into the memory that is free."""
    needed = height * width * channels * dtype.itemsize
    if needed > memory.free():
        raise OutOfMemory(
            _("A picture of {width} × {height} pixels needs {needed} GB of memory, more than is free.").format(
                width=width, height=height, needed=f"{needed / 1e9:.2g}"
            )
        )
    return np.empty((height, width, channels), dtype)


def _sample(pixels: Pixels, network: Loaded) -> Tensor:
    """The middle of the picture, where there is something to see."""
    from ganstudio.engine.tiles import Tile, read

    step = network.traits.multiple_of
    height, width = min(SAMPLE, pixels.shape[0]), min(SAMPLE, pixels.shape[1])
    y, x = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
    sample = read(pixels, Tile(y, y + height, x, x + width, y, y + height, x, x + width), step)
    return sample if float(sample.std()) > FLAT else _clouds(sample)


def _clouds(like: Tensor) -> Tensor:
    """In place of a flat piece, which every device gets right: soft random colours of the same size."""
    import torch
    from torch.nn import functional as F

    seeds = torch.rand(1, 3, 12, 12, generator=torch.Generator().manual_seed(0))
    return F.interpolate(seeds, like.shape[2:], mode="bicubic").clamp(0, 1)


def _too_large(device: Device) -> OutOfMemory:
    return OutOfMemory(
        _(
            "There is too little memory on {device} even for small tiles; close other programs or use another device."
        ).format(device=device.title)
    )
