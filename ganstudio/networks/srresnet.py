"""The generator of SRGAN (Ledig et al. 2017, figure 4) as it is found in checkpoints of others, brought to one form.

Batch norms do nothing but scale and shift once a network has learnt: they are part of the convolutions before them.
Each PReLU has a slope per channel. What differs between those who trained it are the values it takes and gives.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ganstudio.networks import srgan
from ganstudio.networks.architecture import Architecture, Traits

GIVEN = ("tanh", "plain", "signed")
"""What becomes of the last convolution's values: (tanh + 1) / 2; nothing; from [-1, 1] to [0, 1]."""


class ResidualBlock(nn.Module):
    """3×3, PReLU, 3×3, sum."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.prelu = nn.PReLU(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second(self.prelu(self.first(x)))
        return x + change


class SRResNet(nn.Module):
    """(N, 3, H, W) in [0, 1] → (N, 3, scale·H, scale·W) in about [0, 1]; `scale` is a power of 2.

    `closing`: a PReLU follows the convolution behind the residual blocks. `centred`: it wants [-1, 1]. `given`: one of
    GIVEN.
    """

    def __init__(
        self,
        scale: int = 4,
        channels: int = 64,
        blocks: int = 16,
        closing: bool = False,
        centred: bool = False,
        given: str = "tanh",
    ) -> None:
        super().__init__()
        if given not in GIVEN or scale not in (2, 4, 8):
            raise ValueError(f"{given}, {scale}")
        self.centred, self.given = centred, given
        self.head = nn.Sequential(nn.Conv2d(3, channels, 9, padding=4), nn.PReLU(channels))
        self.body = nn.Sequential(*(ResidualBlock(channels) for _ in range(blocks)))
        self.join = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1))
        if closing:
            self.join.append(nn.PReLU(channels))
        self.upscale = nn.Sequential(*(_double(channels) for _ in range(scale.bit_length() - 1)))
        self.tail = nn.Conv2d(channels, 3, 9, padding=4)

    def forward(self, x: Tensor) -> Tensor:
        features = self.head(2 * x - 1 if self.centred else x)
        features = features + self.join(self.body(features))
        made: Tensor = self.tail(self.upscale(features))
        if self.given == "plain":
            return made
        return ((torch.tanh(made) if self.given == "tanh" else made) + 1) / 2


def _double(channels: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, 4 * channels, 3, padding=1), nn.PixelShuffle(2), nn.PReLU(channels))


def traits(scale: int = 4, channels: int = 64, blocks: int = 16, **_kind: bool | str) -> Traits:
    """It looks as far as the one that we train, whatever its kind."""
    return srgan.traits(scale, channels, blocks)


ARCHITECTURE = Architecture("srresnet", SRResNet, traits)
