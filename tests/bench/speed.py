"""How fast the engine is: `python -m tests.bench.speed [MODEL]` times 512×512 → 2048×2048 on the processor.

Against the same network run plainly (the whole picture, float32, as torch comes), and against one of Real-ESRGAN's
size run so: weights do not change the time, so those of the latter are random.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.files import open_photo
from ganstudio.paths import resource
from tests.bench.table import Row, show

MODEL = "upscale-x4-faithful"


class Dense(nn.Module):
    """Five convolutions, each of which sees all before it."""

    def __init__(self, channels: int = 64, growth: int = 32) -> None:
        super().__init__()
        widths = [channels + index * growth for index in range(5)]
        self.layers = nn.ModuleList(nn.Conv2d(width, growth, 3, padding=1) for width in widths[:4])
        self.last = nn.Conv2d(widths[4], channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        seen = x
        for layer in self.layers:
            seen = torch.cat((seen, F.leaky_relu(layer(seen), 0.2)), 1)
        result: Tensor = x + 0.2 * self.last(seen)
        return result


class Rrdb(nn.Module):
    """The ×4 generator of ESRGAN (Wang et al. 2018, section 3.1) as Real-ESRGAN uses it: 23 blocks, 64 channels."""

    def __init__(self, blocks: int = 23) -> None:
        super().__init__()
        self.head = nn.Conv2d(3, 64, 3, padding=1)
        self.blocks = nn.ModuleList(nn.Sequential(Dense(), Dense(), Dense()) for _ in range(blocks))
        self.body, self.up1, self.up2, self.fine = (nn.Conv2d(64, 64, 3, padding=1) for _ in range(4))
        self.tail = nn.Conv2d(64, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        first = features = self.head(x)
        for block in self.blocks:
            features = features + 0.2 * block(features)
        features = first + self.body(features)
        for up in (self.up1, self.up2):
            features = F.leaky_relu(up(F.interpolate(features, scale_factor=2, mode="nearest")), 0.2)
        result: Tensor = self.tail(F.leaky_relu(self.fine(features), 0.2))
        return result


def seconds(work: Callable[[], object], times: int) -> float:
    """The shortest of `times` runs, after one that warms up."""
    work()
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        measured.append(time.perf_counter() - start)
    return min(measured)


def rows(model: str = MODEL, *, times: int = 3, rrdb: bool = True) -> list[Row]:
    """Seconds of each way, and how many times ours it is."""
    engine = Engine(Store(), "cpu")
    # A photo, for on noise the check against float32 may refuse a way that is good enough for photos.
    pixels = open_photo(resource("samples") / "astronaut.png").pixels
    x = torch.from_numpy(pixels.astype(np.float32) / 255).permute(2, 0, 1)[None]
    info = engine.store.find(model)
    ours = seconds(lambda: engine.run(info, pixels, Job()), times)
    result: list[Row] = [{"what": f"{info.name}, this engine", "seconds": ours, "times ours": 1.0}]

    def plain(name: str, network: nn.Module, times: int) -> None:
        with torch.inference_mode():
            taken = seconds(lambda: network.eval()(x), times)
        result.append({"what": name, "seconds": taken, "times ours": taken / ours})

    plain(f"{info.name}, plain float32", engine.store.load(info), times)
    if rrdb:
        plain("RRDB (23 blocks, 64 channels), plain float32", Rrdb(), 1)
    return result


if __name__ == "__main__":
    show("Speed, 512×512 → 2048×2048 on the processor", rows(*sys.argv[1:2]))
