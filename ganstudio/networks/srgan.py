"""The SRGAN of the paper: Ledig et al. 2017, "Photo-Realistic Single Image Super-Resolution Using a GAN", figure 4.

Here for learning and comparison: the trainer can train it; no model of it ships. It wants and gives [-1, 1] inside and
converts itself, so that outside it is a network from [0, 1] to [0, 1] like every other.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.critic import Critic


class ResidualBlock(nn.Module):
    """k3n64s1, BatchNorm, PReLU, k3n64s1, BatchNorm, sum."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.BatchNorm2d(channels),
            nn.PReLU(),
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.body(x)
        return x + change


def _double(channels: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, 4 * channels, 3, padding=1), nn.PixelShuffle(2), nn.PReLU())


class Generator(nn.Module):
    """(N, 3, H, W) in [0, 1] → (N, 3, scale·H, scale·W) in [0, 1]; `scale` is 2 or 4."""

    def __init__(self, scale: int = 4, channels: int = 64, blocks: int = 16) -> None:
        super().__init__()
        self.head = nn.Sequential(nn.Conv2d(3, channels, 9, padding=4), nn.PReLU())
        self.body = nn.Sequential(
            *(ResidualBlock(channels) for _ in range(blocks)),
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.BatchNorm2d(channels),
        )
        self.upscale = nn.Sequential(*(_double(channels) for _ in range(scale.bit_length() - 1)))
        self.tail = nn.Conv2d(channels, 3, 9, padding=4)

    def forward(self, x: Tensor) -> Tensor:
        features = self.head(x * 2 - 1)
        features = features + self.body(features)
        return (torch.tanh(self.tail(self.upscale(features))) + 1) / 2


def _reduce(inputs: int, outputs: int, stride: int) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.LeakyReLU(0.2),
    ]


class Discriminator(Critic):
    """(N, 3, side, side) in [0, 1] → (N, 1) logits: eight convolutions, then dense 1024 and 1; 16 divides `side`.

    The paper ends in a sigmoid; here the loss takes logits, which is the same function without its overflow.
    """

    def __init__(self, side: int = 96, channels: int = 64) -> None:
        super().__init__()
        widths = [channels * 2 ** (index // 2) for index in range(8)]
        layers: list[nn.Module] = [nn.Conv2d(3, widths[0], 3, padding=1), nn.LeakyReLU(0.2)]
        for index in range(1, 8):
            layers += _reduce(widths[index - 1], widths[index], stride=1 + index % 2)
        self.layers = nn.Sequential(*layers)
        self.decide = nn.Sequential(
            nn.Flatten(), nn.Linear(widths[-1] * (side // 16) ** 2, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 1)
        )

    def features(self, x: Tensor) -> list[Tensor]:
        found = []
        x = x * 2 - 1
        for layer in self.layers:
            x = layer(x)
            if isinstance(layer, nn.LeakyReLU):
                found.append(x)
        return found


def traits(scale: int = 4, channels: int = 64, blocks: int = 16) -> Traits:
    """Radius: 4 of the first, 1 of every 3×3 at input size, and what the stages behind the shuffles see, rounded up."""
    radius = 4 + 2 * blocks + 1
    pixel = 1.0
    for _ in range(scale.bit_length() - 1):
        radius, pixel = radius + round(pixel + 0.5), pixel / 2
    return Traits(scale=scale, halo=radius + round(4 * pixel + 0.5))


ARCHITECTURE = Architecture("srgan", Generator, traits)
