"""One picture on its way through a network that fills holes: it sees the whole, so there is nothing to cut up."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine import uncut
from ganstudio.engine.device import Device
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.turns import Turn
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze, white

SAMPLE = 128
"""Side of the picture on which a way of running is checked against float32."""
PIXEL = 128
"""Bytes that a pixel takes, estimated generously: ten floats of it at all sizes, some of them twice."""


def filled(info: ModelInfo, network: Loaded, pixels: Pixels, hole: Pixels, turn: Turn) -> Pixels:
    """RGB `pixels` with what `hole` (H, W) masks filled by the `network` of the model `info`, when it is its `turn`.

    What is known is the same bit for bit. Raises ModelError, OutOfMemory, Cancelled.
    """
    if network.traits.inputs != 4:
        raise unusable(info.path, _("its network fills no holes"))

    def work() -> Pixels:
        turn.job.progress(0, _("Filling"))  # the model is loaded by now
        # Generously for tiles, some of which would be on their way at once; half of it does for the whole.
        if pixels.shape[0] * pixels.shape[1] * network.pixel_bytes // 2 > network.device.free_memory():
            raise _too_large(pixels, network.device)
        return _written(network(_read(pixels, hole, network.traits.multiple_of), turn.job), pixels, hole)

    needed = pixels.shape[0] * pixels.shape[1] * PIXEL
    return uncut.run(info, network, turn, _sample(), needed, work, lambda: _too_large(pixels, network.device))


def _read(pixels: Pixels, hole: Pixels, step: int) -> Tensor:
    """(1, 4, H, W) float32: RGB in [0, 1]; the hole. Repeated at the end to multiples of `step`."""
    x = np.empty((1, 4, *hole.shape), np.float32)
    for channel in range(3):
        np.multiply(pixels[..., channel], np.float32(1 / white(pixels)), out=x[0, channel])
    x[0, 3] = hole > 0
    down, across = (-side % step for side in hole.shape)
    tensor = torch.from_numpy(x)
    return F.pad(tensor, (0, across, 0, down), mode="replicate") if down or across else tensor


def _written(result: Tensor, pixels: Pixels, hole: Pixels) -> Pixels:
    """`pixels` with the `result` (1, 3, H, W) in the hole."""
    height, width = hole.shape
    full, missing = white(pixels), hole > 0
    made = result[0, :, :height, :width].permute(1, 2, 0).cpu().numpy()[missing]  # C H W → H W C → pixels, C
    whole = pixels[..., :3].copy()
    whole[missing] = np.rint(np.clip(made * full, 0, full)).astype(pixels.dtype)
    return freeze(whole)


def _sample() -> Tensor:
    """Soft random colours with a hole: what is missing in a photo may leave too little to prove anything."""
    seeds = torch.rand(1, 3, 12, 12, generator=torch.Generator().manual_seed(0))
    colours = F.interpolate(seeds, (SAMPLE, SAMPLE), mode="bicubic").clamp(0, 1)
    hole = torch.zeros(1, 1, SAMPLE, SAMPLE)
    hole[..., SAMPLE // 4 : SAMPLE // 2, SAMPLE // 4 : SAMPLE // 2] = 1
    return torch.cat([colours * (1 - hole), hole], dim=1)


def _too_large(pixels: Pixels, device: Device) -> OutOfMemory:
    height, width = pixels.shape[:2]
    return OutOfMemory(
        _(
            "There is too little memory on {device} to fill a hole that needs {width} × {height} pixels to be looked "
            "at; mask smaller parts, one after the other."
        ).format(device=device.title, width=width, height=height)
    )
