"""One grey picture on its way through a network that gives it colours: it sees the whole, so nothing is cut up."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine import uncut
from ganstudio.engine.device import Device
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.turns import Turn
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _

Floats = NDArray[np.float32]
SAMPLE = 96
"""Side of the picture on which a way of running is checked against float32."""
SMALL = 1 << 17
"""Pixels up to which threads wait for one another longer than they work."""
PIXEL = 512
"""Bytes that a pixel takes, estimated generously: what lies between layers, and the odds of a hundred colours at a
quarter of the size, some of them twice."""


def coloured(info: ModelInfo, network: Loaded, turn: Turn, planes: Floats) -> Floats:
    """The a and b (2, H, W), in parts of 110, that the `network` of the model `info` gives to `planes` (4, H, W), when
    it is its `turn`: luminance in [0, 1], a and b of dabs, and where there is one.

    Its raster must divide the sides. Raises ModelError, OutOfMemory, Cancelled.
    """
    return _asked(info, network, turn, planes, "forward")


def likely(info: ModelInfo, network: Loaded, turn: Turn, planes: Floats) -> tuple[Floats, Floats]:
    """The colours (Q, 2), in parts of 110, that the network tells apart, and how likely each is at each place of
    several pixels: (Q, h, w). For the rest as `coloured`."""
    odds = _asked(info, network, turn, planes, "likely")
    return np.asarray(network.of("palette").float().cpu().numpy()), odds


def _asked(info: ModelInfo, network: Loaded, turn: Turn, planes: Floats, method: str) -> Floats:
    traits = network.traits
    if (traits.inputs, traits.outputs) != (4, 2):
        raise unusable(info.path, _("its network gives no colours"))
    assert not any(side % traits.multiple_of for side in planes.shape[1:]), planes.shape
    x = torch.from_numpy(np.ascontiguousarray(planes, np.float32))[None]

    def work() -> Floats:
        with uncut.threads(1 if x.shape[2] * x.shape[3] <= SMALL else torch.get_num_threads()):
            return np.asarray(network.ask(method, x, turn.job)[0].float().cpu().numpy())

    needed = x.shape[2] * x.shape[3] * PIXEL
    return uncut.run(info, network, turn, _sample(), needed, work, lambda: _too_large(network.device))


def _sample() -> Tensor:
    """Soft random luminance with two dabs."""
    seeds = torch.rand(1, 1, 12, 12, generator=torch.Generator().manual_seed(0))
    x = torch.zeros(1, 4, SAMPLE, SAMPLE)
    x[:, :1] = F.interpolate(seeds, (SAMPLE, SAMPLE), mode="bicubic").clamp(0, 1)
    x[0, 1:, SAMPLE // 4, SAMPLE // 4] = torch.tensor([0.4, 0.2, 1.0])
    x[0, 1:, SAMPLE // 2, SAMPLE // 4] = torch.tensor([0.2, 0.4, 1.0])
    return x


def _too_large(device: Device) -> OutOfMemory:
    return OutOfMemory(
        _("There is too little memory on {device} to colour a picture; close other programs, or other photos.").format(
            device=device.title
        )
    )
