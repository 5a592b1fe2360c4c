"""Small pictures out of noise: a network makes all of them at once, or a few at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from ganstudio.engine import uncut
from ganstudio.engine.device import Device
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.turns import Turn
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks.dcgan import ARCHITECTURE, joined, named

_TOGETHER = 32
"""Pictures made at once."""
_LAYERS = 64
"""Numbers between layers for each of a picture's, estimated generously."""


def made(info: ModelInfo, network: Loaded, turn: Turn, seed: int, labels: Sequence[int]) -> list[Pixels]:
    """A picture (S, S, 3) uint8 for each of `labels`, the numbers of classes; those count where the network knows some.

    Raises ModelError where the network is for something else, OutOfMemory, Cancelled.
    """
    noise = _noise(info, network, seed, torch.tensor(labels))
    needed = min(_TOGETHER, len(noise)) * network.traits.scale**2 * _LAYERS * 4

    def work() -> list[Pixels]:
        parts = (noise[at : at + _TOGETHER] for at in range(0, len(noise), _TOGETHER))
        return [picture for some in parts for picture in _pictures(network(some, turn.job))]

    return uncut.run(info, network, turn, noise[:1], needed, work, lambda: _too_large(network.device))


def _noise(info: ModelInfo, network: Loaded, seed: int, labels: Tensor) -> Tensor:
    """(N, inputs, 1, 1), the same for a seed on every computer, whichever the classes."""
    classes = len(named(str(info.config.get("classes", ""))))
    dims = network.traits.inputs - classes
    if info.architecture != ARCHITECTURE.id:
        raise unusable(info.path, _("its network is made for something else"))
    return joined(torch.randn(len(labels), dims, generator=torch.Generator().manual_seed(seed)), labels, classes)


def _pictures(result: Tensor) -> list[Pixels]:
    bytes_ = result.float().clamp(0, 1).mul(255).round().byte().permute(0, 2, 3, 1).cpu().numpy()  # NCHW → NHWC
    return [freeze(np.ascontiguousarray(each)) for each in bytes_]


def _too_large(device: Device) -> OutOfMemory:
    return OutOfMemory(_("There is too little memory on {device}; close other programs.").format(device=device.title))
