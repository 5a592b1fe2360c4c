"""A generator that gives a picture another style, made to be fast on processors.

Residual blocks with instance normalisation at a quarter of the picture's size (Johnson et al. 2016, "Perceptual Losses
for Real-Time Style Transfer"; the generator of CycleGAN, Zhu et al. 2017, is the same). But the way down is a pixel
unshuffle and the way up a pixel shuffle (Shi et al. 2016), so that all that is heavy is small; what is fine comes from
the picture itself, joined to 16 channels at full size. Convolutions without a stride leave no checkerboard.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.instance import InstanceNorm

_CELL = 4
"""Pixels along a side of a place."""
_FINE = 16
"""Channels at full size."""
_LEAK = 0.2
_SOFT = (1, 2, 2, 2, 1)
"""A blur in which nothing is left that comes again with every place, or every half of one."""


class Block(nn.Module):
    """3×3, norm, ReLU, 3×3, norm, sum (Johnson et al. 2016, with instance norm)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _convolution(channels, channels, bias=False)
        self.first_norm = InstanceNorm(channels)
        self.second = _convolution(channels, channels, bias=False)
        self.second_norm = InstanceNorm(channels)

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second_norm(self.second(F.relu(self.first_norm(self.first(x)))))
        return x + change


class StyleGenerator(nn.Module):
    """(N, 3, H, W), RGB in [0, 1] → (N, 3, H, W) in about [0, 1]. 4 divides the sides.

    `residual`: the result is the picture and a change of it, none at the start; otherwise it is made anew, for what is
    no good start, as a drawing is for a photo.
    `soft`: what is drawn anew is blurred to the size of a place before the picture joins it. Without, its pixels may
    tell one from the next, for fine lines, and a raster may stay in plain skies.
    """

    def __init__(self, channels: int = 64, blocks: int = 6, residual: bool = True, soft: bool = False) -> None:
        super().__init__()
        self.residual, self.soft = residual, soft
        self.head = _convolution(3 * _CELL**2, channels, bias=False)
        self.norm = InstanceNorm(channels)
        self.body = nn.Sequential(*(Block(channels) for _ in range(blocks)))
        self.widen = _convolution(channels, _FINE * _CELL**2)
        self.join = _convolution(_FINE + 3, _FINE)
        self.tail = _convolution(_FINE, 3)
        if not self.tail.weight.is_meta:  # for that torch would load its compiler
            self._start()

    @torch.no_grad()
    def _start(self) -> None:
        # All pixels of a place begin alike, so that no raster is drawn (ICNR: Aitken et al. 2017).
        for each in (self.widen.weight, self.widen.bias):
            assert each is not None
            cells = each.view(_FINE, _CELL**2, *each.shape[1:])
            cells.copy_(cells[:, :1].expand_as(cells).clone())
        self.tail.weight.mul_(0.1)
        nn.init.zeros_(self.tail.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        seen = 2 * x - 1
        features = F.relu(self.norm(self.head(F.pixel_unshuffle(seen, _CELL))))
        features = self.widen(self.body(features))
        # They leak: one that closes for good here would take a channel of the picture with it.
        fine = F.leaky_relu(F.pixel_shuffle(features, _CELL), _LEAK)
        fine = _softened(fine) if self.soft else fine
        joined = F.leaky_relu(self.join(torch.cat([fine, seen.to(fine.dtype)], dim=1)), _LEAK)
        # The picture stays in its own type: under autocast half precision would round it.
        change: Tensor = self.tail(joined).to(x.dtype)
        return x + change if self.residual else torch.sigmoid(change)


def _convolution(inputs: int, outputs: int, bias: bool = True) -> nn.Conv2d:
    """Beyond its borders the picture is continued: with zeros its frame would be seen in the result."""
    return nn.Conv2d(inputs, outputs, 3, padding=1, padding_mode="replicate", bias=bias)


def _softened(x: Tensor) -> Tensor:
    """Blurred along rows, then along columns (N, C, H, W)."""
    line = torch.tensor(_SOFT, dtype=x.dtype, device=x.device) / sum(_SOFT)
    for across in (True, False):
        kernel = line.view(1, 1, 1, -1) if across else line.view(1, 1, -1, 1)
        reach = len(_SOFT) // 2
        margin = (reach, reach, 0, 0) if across else (0, 0, reach, reach)
        x = F.conv2d(F.pad(x, margin, "replicate"), kernel.expand(x.shape[1], -1, -1, -1), groups=x.shape[1])
    return x


def traits(channels: int = 64, blocks: int = 6, residual: bool = True, soft: bool = False) -> Traits:
    """Two convolutions per block and two around them look one place further each; the two at full size together two
    pixels further, the second of which may lie in one more place, all of which is seen."""
    halo = _CELL * (2 * blocks + 3) + 1 + (len(_SOFT) // 2 if soft else 0)
    return Traits(multiple_of=_CELL, halo=halo, traced=False, statistics=True)


ARCHITECTURE = Architecture("style", StyleGenerator, traits)
