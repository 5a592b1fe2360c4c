"""Tells photos of faces from generated ones: the residual discriminator of StyleGAN2 (Karras et al. 2020)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.critic import Critic
from ganstudio.networks.pyramid import SMALLEST, Pyramid, convolution, width

_GROUP = 4
"""Pictures that are compared with one another."""


class FaceCritic(Critic):
    """(N, 3, size, size) in [0, 1] → logits (N, 1); its features are those of every size."""

    def __init__(self, size: int, channels: int, widest: int) -> None:
        super().__init__()
        narrow = width(SMALLEST, channels, widest)
        self.pyramid = Pyramid(size, channels, widest)
        self.last = convolution(narrow + 1, widest)
        self.decide = nn.Sequential(
            nn.Flatten(), nn.Linear(widest * SMALLEST**2, widest), nn.LeakyReLU(0.2), nn.Linear(widest, 1)
        )

    def features(self, x: Tensor) -> list[Tensor]:
        return list(self.pyramid(x).values())

    def judge(self, features: list[Tensor]) -> Tensor:
        seen = features[-1]
        both = torch.cat([seen, _variety(seen).to(seen.dtype)], dim=1)
        logits: Tensor = self.decide(F.leaky_relu(self.last(both), 0.2))
        return logits


def _variety(x: Tensor) -> Tensor:
    """(N, 1, H, W): how much pictures differ from those beside them (minibatch standard deviation: Karras et al. 2018,
    section 3). A generator that makes only one face gives itself away."""
    group = _GROUP if len(x) % _GROUP == 0 else len(x)
    groups = x.float().view(group, -1, *x.shape[1:])
    spread = (groups.var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3))
    return spread.repeat(group).view(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])
