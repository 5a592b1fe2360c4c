"""Tells photos of faces from generated ones: patches at three sizes (pix2pixHD: Wang et al. 2018, section 3.2).

Each size sees the picture and, stronger, what its next smaller size lacks (the levels of a Laplacian pyramid, as
LAPGAN's discriminators: Denton et al. 2015): the first thing that a generated face has too little of. A discriminator
that is one way down to 4 pixels (StyleGAN2's) had not told a blurred face from a photo after 500 steps; this one does
after 20.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.critic import Critic
from ganstudio.networks.pyramid import convolution, sizes

_SIZES = 3
_LAYERS = 3
_STRONGER = 4.0
_GROUP = 4
"""Pictures that are compared with one another."""


class Patches(nn.Module):
    """(N, 3, S, S) in [-1, 1] → features (N, C, S, S), (N, 2 C, S / 2, S / 2), (N, 4 C, S / 4, S / 4)."""

    def __init__(self, channels: int, widest: int) -> None:
        super().__init__()
        first, second, third = (min(widest, channels * times) for times in (1, 2, 4))
        self.layers = nn.ModuleList(
            [convolution(6, first), nn.Conv2d(first, second, 4, 2, 1), nn.Conv2d(second, third, 4, 2, 1)]
        )
        self.decide = nn.Conv2d(third + 1, 1, 3, padding=1)

    def forward(self, x: Tensor) -> list[Tensor]:
        below = F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="nearest")
        x = torch.cat([x, _STRONGER * (x - below)], dim=1)
        found = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            found.append(x)
        return found


class FaceCritic(Critic):
    """(N, 3, size, size) in [0, 1] → logits (N, 3, size / 4, size / 4), one for each of three sizes."""

    def __init__(self, size: int, channels: int, widest: int) -> None:
        super().__init__()
        self.sizes = nn.ModuleList(Patches(2 * channels, widest) for _ in sizes(size)[-_SIZES:])

    def features(self, x: Tensor) -> list[Tensor]:
        x = 2 * x - 1
        found: list[Tensor] = []
        for patches in self.sizes:
            found += patches(x)
            x = F.avg_pool2d(x, 2)
        return found

    def judge(self, features: list[Tensor]) -> Tensor:
        last = features[_LAYERS - 1 :: _LAYERS]
        shape = last[0].shape[-2:]
        logits = []
        for patches, seen in zip(self.sizes, last, strict=True):
            assert isinstance(patches, Patches)
            told = patches.decide(torch.cat([seen, _variety(seen).to(seen.dtype)], dim=1))
            logits.append(F.interpolate(told, shape, mode="nearest"))  # each size counts as much as the others
        return torch.cat(logits, dim=1)


def _variety(x: Tensor) -> Tensor:
    """(N, 1, H, W): how much pictures differ from those beside them (minibatch standard deviation: Karras et al. 2018,
    section 3). A generator that makes only one face gives itself away."""
    group = _GROUP if len(x) % _GROUP == 0 else len(x)
    groups = x.float().view(group, -1, *x.shape[1:])
    spread = (groups.var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3))
    return spread.repeat(group).view(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])
