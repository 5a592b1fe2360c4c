"""The engine: a model's name and pixels in, enlarged pixels out; on any device, in bounded memory, interruptible.

Importing this imports no torch; the first job does.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine import memory
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.store import Store
from ganstudio.engine.turns import Turn, Turns
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze

if TYPE_CHECKING:
    from ganstudio.engine.device import Device
    from ganstudio.engine.loaded import Loaded
    from ganstudio.engine.picture import Strip

CACHE = 1 << 30
"""Bytes of weights kept on the device."""
Model = str | ModelInfo
Floats = NDArray[np.float32]


class Engine:
    """Runs networks on one device, one job at a time; further jobs wait for their turn. Safe from any thread.

    Jobs in the background let those started by hand go first, between two tiles.
    """

    def __init__(self, store: Store, device: str = "auto", precision: str = "auto") -> None:
        self.store = store
        self._asked = device, precision
        self._device: Device | None = None
        self._turns = Turns()
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
        self._asked = device, precision
        return self._device

    def team(self) -> tuple[Engine, ...]:
        """This engine, and one for each further device of its kind, unless a certain one was asked for ("cuda:1")."""
        from ganstudio.engine.device import devices

        asked, precision = self._asked
        if asked == self.device.id:
            return (self,)
        alike = [each for each in devices() if each.kind == self.device.kind and each.index != self.device.index]
        return (self, *(Engine(self.store, each.id, precision) for each in alike))

    def scale(self, model: Model) -> int:
        """Output pixels per input pixel, along a side."""
        return self.store.traits(self._info(model)).scale

    def load(self, model: Model, job: Job, *, background: bool = False) -> None:
        """Load the model now, so that what it does first takes no longer than what it does next.

        Raises ModelError, Cancelled.
        """
        self._ready(model, job, background=background)

    def run(self, model: Model, pixels: Pixels, job: Job, *, background: bool = False) -> Pixels:
        """The whole result, RGB, `scale` times as large, of the same depth; alpha is left out.

        Raises ModelError, OutOfMemory, Cancelled.
        """
        scale = self.scale(model)
        height, width = pixels.shape[0] * scale, pixels.shape[1] * scale
        result = room(height, width, 3, pixels.dtype)
        with closing(self.strips(model, pixels, job, background=background)) as strips:
            for strip in strips:
                result[strip.y : strip.y + len(strip.pixels)] = strip.pixels
        return freeze(result)

    def strips(
        self, model: Model, pixels: Pixels, job: Job, *, ensemble: bool = False, background: bool = False
    ) -> Generator[Strip, None, None]:
        """The same in strips from top to bottom, for results that need never exist whole; `ensemble`: the mean of eight
        views.

        The device is taken while a strip is made, not while it is looked at. Others may come in between; that changes
        no pixel.
        """
        from ganstudio.engine.picture import Picture

        info, network, turn = self._ready(model, job, background=background)
        yield from Picture(info, network, pixels, turn, ensemble).strips()

    def fill(self, model: Model, pixels: Pixels, hole: Pixels, job: Job, *, background: bool = False) -> Pixels:
        """RGB `pixels` with what `hole`, uint8 (H, W), masks (all but 0) filled by a network made for that.

        The rest is the same bit for bit. Raises ModelError, OutOfMemory, Cancelled.
        """
        from ganstudio.engine.hole import filled

        info, network, turn = self._ready(model, job, background=background)
        return filled(info, network, pixels, hole, turn)

    def colours(self, model: Model, planes: Floats, job: Job, *, background: bool = False) -> Floats:
        """The a and b of CIE Lab (2, H, W), in parts of 110, that a network made for that gives to a grey picture.

        `planes` (4, H, W): luminance in [0, 1], a and b of dabs, and where there is one (1); 16 divides the sides.
        Raises ModelError, OutOfMemory, Cancelled.
        """
        from ganstudio.engine.colours import coloured

        return coloured(*self._ready(model, job, background=background), planes)

    def likely(self, model: Model, planes: Floats, job: Job, *, background: bool = False) -> tuple[Floats, Floats]:
        """The colours (Q, 2) that such a network tells apart, and how likely each is at each place of 4 × 4 pixels:
        (Q, H / 4, W / 4). For the rest as `colours`."""
        from ganstudio.engine.colours import likely

        return likely(*self._ready(model, job, background=background), planes)

    def asked(self, model: Model, method: str, given: Floats, job: Job, *, background: bool = False) -> Floats:
        """What a `method` of the network gives for small pictures (N, 3, S, S), or for codes of them, all at once.

        Raises ModelError where it has no such method, OutOfMemory, Cancelled.
        """
        from ganstudio.engine.codes import asked

        return asked(*self._ready(model, job, background=background), method, given)

    def made(
        self, model: Model, seed: int, labels: Sequence[int], job: Job, *, background: bool = False
    ) -> list[Pixels]:
        """Small pictures (S, S, 3) that a network made for that makes out of noise: one for each of `labels`, the
        numbers of classes, where it knows some.

        Raises ModelError, OutOfMemory, Cancelled.
        """
        from ganstudio.engine.noise import made

        return made(*self._ready(model, job, background=background), seed, labels)

    def tensor(self, model: Model, name: str, job: Job, *, background: bool = False) -> Floats:
        """A tensor of the network's; raises ModelError where it has none of that `name`, Cancelled."""
        from ganstudio.engine.codes import tensor

        info, network, turn = self._ready(model, job, background=background)
        with turn:
            return tensor(info, network, name)

    def _ready(self, model: Model, job: Job, *, background: bool) -> tuple[ModelInfo, Loaded, Turn]:
        """The model, loaded, and a place in the queue."""
        info, turn = self._info(model), self._turns.turn(job, background=background)
        with turn:
            job.progress(0, _("Loading the model"))
            return info, self._load(info), turn

    def _info(self, model: Model) -> ModelInfo:
        return model if isinstance(model, ModelInfo) else self.store.find(model)

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
