"""ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s"), for what it sees at four sizes."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

_EPSILON = 1e-6


class ConvNeXt(nn.Module):
    """(N, 3, H, W) → at a quarter, an eighth, a 16th and a 32nd of the size, what is seen there, (N, C, h, w): `width`
    channels, twice as many at each next."""

    def __init__(self, depths: tuple[int, ...], width: int) -> None:
        super().__init__()
        widths = [width * 2**at for at in range(4)]
        stem = nn.Sequential(nn.Conv2d(3, width, 4, stride=4), Norm(width))
        downs = (nn.Sequential(Norm(a), nn.Conv2d(a, 2 * a, 2, stride=2)) for a in widths[:3])
        self.downsample_layers = nn.ModuleList([stem, *downs])
        self.stages = nn.ModuleList(
            nn.Sequential(*(Block(channels) for _ in range(depth)))
            for depth, channels in zip(depths, widths, strict=True)
        )
        for at, channels in enumerate(widths):
            self.add_module(f"norm{at}", Norm(channels))

    def forward(self, x: Tensor) -> list[Tensor]:
        seen = []
        for at, (down, stage) in enumerate(zip(self.downsample_layers, self.stages, strict=True)):
            x = stage(down(x))
            seen.append(self.get_submodule(f"norm{at}")(x))
        return seen


class Norm(nn.Module):
    """Each place's channels get mean 0 and variance 1 (Ba et al. 2016), then a learned scale and shift."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        last = x.permute(0, 2, 3, 1)  # N C H W → N H W C
        return F.layer_norm(last, self.weight.shape, self.weight, self.bias, _EPSILON).permute(0, 3, 1, 2)


class Block(nn.Module):
    """What is around each place, then each place by itself, added to what was there."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.dwconv = nn.Conv2d(channels, channels, 7, padding=3, groups=channels)
        self.norm = nn.LayerNorm(channels, eps=_EPSILON)
        self.pwconv1 = nn.Linear(channels, 4 * channels)
        self.pwconv2 = nn.Linear(4 * channels, channels)
        self.gamma = nn.Parameter(torch.full((channels,), 1e-6))

    def forward(self, x: Tensor) -> Tensor:
        last = self.norm(self.dwconv(x).permute(0, 2, 3, 1))  # N C H W → N H W C
        more = self.gamma * self.pwconv2(F.gelu(self.pwconv1(last)))
        summed: Tensor = x + more.permute(0, 3, 1, 2)
        return summed
