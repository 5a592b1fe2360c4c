"""The U-Net of pix2pix, in the layout of the authors' PyTorch code: Isola et al. 2017, "Image-to-Image Translation with
Conditional Adversarial Networks", section 6.1.1. It works as the authors' code does in evaluation mode: dropout, which
was its noise, is off."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.cyclegan import norm_layer

_WIDEST = 8
"""Times `channels`."""


class Level(nn.Module):
    """Half the size and back, with another level between; what came in stands beside what comes out.

    `inside`: the level below; None for the deepest.
    """

    def __init__(self, outer: int, inner: int, inside: nn.Module | None, norm: str) -> None:
        super().__init__()
        bias = norm != "batch"
        down: list[nn.Module] = [nn.LeakyReLU(0.2), nn.Conv2d(outer, inner, 4, 2, 1, bias=bias)]
        if inside is not None:
            down += [norm_layer(norm, inner), inside]
        width = inner if inside is None else 2 * inner
        up = nn.ConvTranspose2d(width, outer, 4, 2, 1, bias=bias)
        self.model = nn.Sequential(*down, nn.ReLU(), up, norm_layer(norm, outer))

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.model(x)], dim=1)


class Outermost(nn.Module):
    """From the picture and back to it."""

    def __init__(self, channels: int, inside: nn.Module, norm: str) -> None:
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(3, channels, 4, 2, 1, bias=norm != "batch"),
            inside,
            nn.ReLU(),
            nn.ConvTranspose2d(2 * channels, 3, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.model(x)
        return made


class UnetGenerator(nn.Module):
    """(N, 3, H, W) in [0, 1] → the same; inside it is [-1, 1]. 2 to the power of `levels` divides the sides.

    `levels`: 7 for pictures of 128, 8 for those of 256.
    """

    def __init__(self, channels: int = 64, levels: int = 8, norm: str = "batch") -> None:
        super().__init__()
        if not 2 <= levels <= 10:
            raise ValueError(levels)
        widths = [channels * min(2**level, _WIDEST) for level in range(levels)]
        inside: Level | None = None
        for outer, inner in reversed(list(pairwise(widths))):
            inside = Level(outer, inner, inside, norm)
        assert inside is not None
        self.model = Outermost(channels, inside, norm)

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.model(2 * x - 1)
        return (made + 1) / 2


def traits(channels: int = 64, levels: int = 8, norm: str = "batch") -> Traits:
    """A convolution of 4×4 on the way down and one on the way up see three pixels of their level together."""
    return Traits(multiple_of=2**levels, halo=3 * (2**levels - 1), traced=norm == "batch", statistics=norm != "batch")


ARCHITECTURE = Architecture("pix2pix", UnetGenerator, traits)
