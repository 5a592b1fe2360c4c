"""Tiles of a size, the plain result, and devices that fail."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from ganstudio.engine import picture
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.store import Store
from ganstudio.image.pixels import Pixels, white


def plain(store: Store, name: str, pixels: Pixels) -> Pixels:
    """The whole picture in plain float32."""
    x = torch.from_numpy(pixels[..., :3].astype(np.float32) / white(pixels)).permute(2, 0, 1)[None]
    with torch.no_grad():
        y = store.load(store.find(name))(x)[0].permute(1, 2, 0)
    result: Pixels = np.rint(y.clamp(0, 1).numpy() * white(pixels)).astype(pixels.dtype)
    return result


def small_tiles(monkeypatch: pytest.MonkeyPatch, side: int = 64) -> None:
    monkeypatch.setattr(picture, "side", lambda _network: side)


class Allocator:
    """Refuses tiles of more than `most` input pixels, as allocators do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, most: int, error: BaseException) -> None:
        self.sizes: list[int] = []
        call = Loaded.__call__

        def run(network: Loaded, x: Tensor, job: Job) -> Tensor:
            self.sizes.append(x.shape[2] * x.shape[3])
            if self.sizes[-1] > most:
                raise error
            return call(network, x, job)

        monkeypatch.setattr(Loaded, "__call__", run)
