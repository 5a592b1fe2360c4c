"""The information multi-distillation network: Hui et al. 2019, "Lightweight Image Super-Resolution with Information
Multi-distillation Network", in the layout of the authors' code.

Its attention asks for mean and deviation of each channel of the whole picture, which are held while tiles are made.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.instance import Holding

_LEAK = 0.05


class ContrastAttention(Holding):
    """(N, C, H, W) → the same, each channel weighted by what its mean and its deviation say together (figure 4)."""

    def __init__(self, channels: int, reduction: int = 16) -> None:
        super().__init__()
        self.conv_du = nn.Sequential(
            nn.Conv2d(channels, channels // reduction, 1),
            nn.ReLU(),
            nn.Conv2d(channels // reduction, channels, 1),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        if self.held is not None:
            mean, variance = (each.view(1, -1, 1, 1) for each in self.held)
        else:
            # In half precision a deviation would be lost beside its mean.
            variance, mean = torch.var_mean(_exact(x), dim=(2, 3), correction=0, keepdim=True)
        weights: Tensor = self.conv_du((variance.sqrt() + mean).to(x.dtype))
        return x * weights


class Distillation(nn.Module):
    """Of each convolution's channels a part stays, the rest goes on; what stayed is weighted and joined (figure 3)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.sizes = channels // 4, channels - channels // 4
        self.c1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.c2 = nn.Conv2d(self.sizes[1], channels, 3, padding=1)
        self.c3 = nn.Conv2d(self.sizes[1], channels, 3, padding=1)
        self.c4 = nn.Conv2d(self.sizes[1], self.sizes[0], 3, padding=1)
        self.c5 = nn.Conv2d(channels, channels, 1)
        self.cca = ContrastAttention(4 * self.sizes[0])

    def forward(self, x: Tensor) -> Tensor:
        kept, rest = [], x
        for convolution in (self.c1, self.c2, self.c3):
            stays, rest = torch.split(F.leaky_relu(convolution(rest), _LEAK), list(self.sizes), dim=1)
            kept.append(stays)
        change: Tensor = self.c5(self.cca(torch.cat([*kept, self.c4(rest)], dim=1)))
        return x + change


class IMDN(nn.Module):
    """(N, 3, H, W) in [0, 1] → (N, 3, scale·H, scale·W) in about [0, 1]."""

    def __init__(self, scale: int = 4, channels: int = 64, blocks: int = 6) -> None:
        super().__init__()
        self.fea_conv = nn.Conv2d(3, channels, 3, padding=1)
        self.blocks = blocks
        for number in range(1, blocks + 1):
            self.add_module(f"IMDB{number}", Distillation(channels))
        self.c = nn.Sequential(nn.Conv2d(blocks * channels, channels, 1), nn.LeakyReLU(_LEAK))
        self.LR_conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.upsampler = nn.Sequential(nn.Conv2d(channels, 3 * scale**2, 3, padding=1), nn.PixelShuffle(scale))

    def forward(self, x: Tensor) -> Tensor:
        first = features = self.fea_conv(x)
        found = []
        for number in range(1, self.blocks + 1):
            features = self.get_submodule(f"IMDB{number}")(features)
            found.append(features)
        made: Tensor = self.upsampler(first + self.LR_conv(self.c(torch.cat(found, dim=1))))
        return made


def _exact(x: Tensor) -> Tensor:
    return x.float() if x.dtype in (torch.float16, torch.bfloat16) else x


def traits(scale: int = 4, channels: int = 64, blocks: int = 6) -> Traits:
    """Four convolutions per block look one pixel further each, and three around them."""
    return Traits(scale=scale, halo=4 * blocks + 3, traced=False, statistics=True, detail=True)


ARCHITECTURE = Architecture("imdn", IMDN, traits)
