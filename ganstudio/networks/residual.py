"""A compact residual generator for super-resolution, made to be fast on processors.

EDSR's residual blocks without BatchNorm (Lim et al. 2017), all at input size, one pixel shuffle (Shi et al. 2016) as
the only step up, and a bilinear skip around the whole network, so that it learns only what interpolation misses.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits


class ResidualBlock(nn.Module):
    """3×3, ReLU, 3×3, sum. The second convolution starts small so that a deep stack starts as the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        with torch.no_grad():
            self.second.weight.mul_(0.1)
            nn.init.zeros_(self.second.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second(F.relu(self.first(x)))
        return x + change


class ResidualUpscaler(nn.Module):
    """(N, 3, H, W) in [0, 1] → (N, 3, scale·H, scale·W) in about [0, 1]."""

    def __init__(self, scale: int = 4, channels: int = 64, blocks: int = 10) -> None:
        super().__init__()
        self.scale = scale
        self.head = nn.Conv2d(3, channels, 3, padding=1)
        self.body = nn.Sequential(
            *(ResidualBlock(channels) for _ in range(blocks)), nn.Conv2d(channels, channels, 3, padding=1)
        )
        self.tail = nn.Conv2d(channels, 3 * scale * scale, 3, padding=1)
        with torch.no_grad():
            self.tail.weight.mul_(0.1)
            nn.init.zeros_(self.tail.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        features = self.head(x - 0.5)
        features = features + self.body(features)
        detail = F.pixel_shuffle(self.tail(features), self.scale)
        # The skip stays in float32: under autocast half precision would round the picture itself.
        plain = F.interpolate(x.float(), scale_factor=self.scale, mode="bilinear", align_corners=False)
        return plain + detail.float()


def traits(scale: int = 4, channels: int = 64, blocks: int = 10) -> Traits:
    """Every 3×3 convolution looks one pixel further; the bilinear skip's reach lies within."""
    return Traits(scale=scale, halo=2 * blocks + 3)


ARCHITECTURE = Architecture("residual", ResidualUpscaler, traits)
