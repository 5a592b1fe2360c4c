"""How far a network looks whose layers nobody has listed: measured, by what a cut through a picture changes.

What matters for tiles is not the farthest pixel that a network could look at, which in deep ones is hundreds away, but
from where on what is left out makes no difference that can be seen.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.instance import holding, measured

SEEN = 1 / 255
"""A difference that can be seen."""
_HEIGHT = 16
_LONG = (128, 256)
"""Pixels on each side of the cut; the more where not even that is beyond what the network sees."""
_MOST = 5e11
"""Floating-point operations that measuring may take, some seconds; beyond that a network gets UNMEASURED."""
UNMEASURED = 96
_FAR = 0.75
"""Of those: what is farther cannot be told from a network that looks at everything."""
_ROOM = 16
"""A halo is half as wide again as what was found, and as much more: another picture may show more."""


def halo(network: nn.Module, scale: int, raster: int, *, statistics: bool = False) -> int | None:
    """Input pixels that a tile needs around it, a multiple of 8; None where a cut changes all of a picture.

    `network` maps (1, 3, H, W) to one `scale` times as large, and does what it does by windows on a `raster`. It is
    given a long picture and its first half, cut as tiles are; along the other side it is taken to look as far.
    """
    height = math.ceil(_HEIGHT / raster) * raster
    each = work(network, scene(height, height)) / height**2
    for length in _LONG:
        half = math.ceil(length / raster) * raster
        x = scene(height, 2 * half)
        if each * height * 3 * half > _MOST:
            return UNMEASURED
        with torch.inference_mode():
            found = measured(network, x) if statistics else ()
            with holding(network, found):
                whole, cut = network(x), network(x[..., :half])
        away = (whole[..., : cut.shape[3]] - cut).abs().amax((0, 1, 2))  # for each column of the half
        seen = torch.nonzero(away > SEEN)
        reach = half - int(seen[0]) // scale if len(seen) else 0
        if reach <= _FAR * half:
            return math.ceil((reach * 1.5 + _ROOM) / 8) * 8
    return None


def work(network: nn.Module, x: Tensor) -> int:
    """How many floating-point operations `network` does for `x`."""
    from torch.utils.flop_counter import FlopCounterMode

    with torch.no_grad(), FlopCounterMode(display=False) as counted:
        network(x)
    return int(counted.get_total_flops())


def scene(height: int, width: int) -> Tensor:
    """(1, 3, height, width) in [0, 1]: soft colours, edges and grain, the same each time."""
    lots = torch.Generator().manual_seed(0)
    soft = torch.rand(1, 3, 4, math.ceil(width / height * 4), generator=lots)
    edges = (torch.rand(1, 3, math.ceil(height / 8), math.ceil(width / 8), generator=lots) > 0.7).float()
    size = [height, width]
    picture = 0.8 * F.interpolate(soft, size, mode="bicubic") + 0.3 * F.interpolate(edges, size) - 0.05
    return (picture + 0.05 * torch.randn(1, 3, *size, generator=lots)).clamp(0, 1)
