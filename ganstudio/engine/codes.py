"""Small pictures, all of one size, and codes of them: asked of a network all at once, never cut up."""

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
SAMPLE = 64
"""Side of the picture on which a way of running is checked against float32."""
FEW = 32
"""With no more of them at once, threads wait for one another longer than they work."""
NUMBER = 4096
"""Bytes that a number of what is asked takes, estimated generously: what lies between layers."""


def asked(info: ModelInfo, network: Loaded, turn: Turn, method: str, given: Floats) -> Floats:
    """What the `method` of the network gives for `given` (N, …), when it is its `turn`.

    Raises ModelError where it has no such method, OutOfMemory, Cancelled.
    """
    if not network.has(method):
        raise unusable(info.path, _("its network is made for something else"))
    x = torch.from_numpy(np.ascontiguousarray(given, np.float32))

    def work() -> Floats:
        with uncut.threads(1 if len(x) <= FEW else torch.get_num_threads()):
            return np.asarray(network.ask(method, x, turn.job).float().cpu().numpy())

    return uncut.run(info, network, turn, _sample(), x.numel() * NUMBER, work, lambda: _too_large(network.device))


def tensor(info: ModelInfo, network: Loaded, name: str) -> Floats:
    """A tensor of the network's that is called `name`; raises ModelError where there is none."""
    if not network.has(name):
        raise unusable(info.path, _("its network is made for something else"))
    return np.asarray(network.of(name).float().cpu().numpy())


def _sample() -> Tensor:
    """Soft random colours."""
    seeds = torch.rand(1, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    return F.interpolate(seeds, (SAMPLE, SAMPLE), mode="bicubic").clamp(0, 1)


def _too_large(device: Device) -> OutOfMemory:
    return OutOfMemory(
        _("There is too little memory on {device}; close other programs, or other photos.").format(device=device.title)
    )
