"""A small generator that brings a piece into the light and colours of the photo it was put into.

What has to change is smooth: the network looks at the composite and gives, on a raster of every fourth pixel, an affine
map of colours (Gharbi et al. 2017, "Deep Bilateral Learning", without the guide), which is applied to each pixel inside
of the mask. So detail stays. The main part of the change is the difference of colours across the outline, spread inside
as a membrane (Pérez et al. 2003, "Poisson Image Editing"), by a pyramid; but the network says which parts of the
outline are to be trusted, since where a thing ends its colours shall differ from those behind it. It also sees mean and
spread of colours inside and outside (Reinhard et al. 2001, "Color Transfer").
"""

from __future__ import annotations

import torch
from torch import Tensor, fx, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.inpaint import Body

RASTER = 4
"""Pixels between two places for which a map of colours is found."""
_MAP = 3 * 3 + 3 + 2
"""Numbers of a map: a matrix, a colour to be added, how far what is spread counts, and how far the outline here."""
_STEP = 0.1
"""Features are about one and corrections less."""


class Harmonizer(nn.Module):
    """(N, 4, H, W): RGB in [0, 1] of the composite, and the piece (1: piece) → (N, 3, H, W) in about [0, 1].

    What is not the piece comes back as it was. 16 divides the sides.
    """

    def __init__(self, channels: int = 24, blocks: int = 4) -> None:
        super().__init__()
        self.head = nn.Conv2d(4 * RASTER**2 + 3 + 4 + 12, channels, 3, padding=1)
        self.body = Body(channels, blocks)
        self.tail = nn.Conv2d(channels, _MAP, 3, padding=1)
        if not self.head.weight.is_meta:  # for that torch would load its compiler
            self._start()

    @torch.no_grad()
    def _start(self) -> None:
        nn.init.kaiming_normal_(self.head.weight, nonlinearity="linear")
        self.tail.weight.mul_(0.1)
        for layer in (self.head, self.tail):
            nn.init.zeros_(layer.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        rgb, piece = x[:, :3], x[:, 3:]
        (step, outline), numbers = across(rgb, piece), statistics(rgb, piece)
        planes = 4 * numbers[..., None, None] + torch.zeros_like(outline)
        hints = [8 * spread(step, outline), 8 * step * outline, outline]
        seen = torch.cat([F.pixel_unshuffle(4 * x - 2, RASTER), *hints, planes], dim=1)
        # In float32 from here: under autocast half precision would round the picture itself.
        maps = self.tail(self.body(self.head(seen))).to(rgb.dtype)
        trusted = spread(step, outline * torch.sigmoid(maps[:, 13:] + 2))
        shift = _STEP * maps[:, 9:12] + torch.sigmoid(maps[:, 12:13] + 1) * trusted
        wide = F.interpolate(torch.cat([_STEP * maps[:, :9], shift], dim=1), rgb.shape[-2:], mode="bilinear")
        apart = rgb - numbers[:, :3, None, None]
        stretched = [(wide[:, 3 * row : 3 * row + 3] * apart).sum(1, keepdim=True) for row in range(3)]
        return rgb + piece * (torch.cat(stretched, dim=1) + wide[:, 9:])


def statistics(rgb: Tensor, piece: Tensor) -> Tensor:
    """(N, 12): mean colour of the piece and of the rest, then standard deviations likewise."""
    found = []
    for weight in (piece, 1 - piece):
        total = weight.sum((2, 3)).clamp(min=1)
        mean = (rgb * weight).sum((2, 3)) / total
        square = ((rgb - mean[..., None, None]).square() * weight).sum((2, 3)) / total
        found.append((mean, (square + 1e-6).sqrt()))
    return torch.cat([found[0][0], found[1][0], found[0][1], found[1][1]], dim=1)


def across(rgb: Tensor, piece: Tensor) -> tuple[Tensor, Tensor]:
    """By how much the photo differs from the piece, (N, 3, H / RASTER, W / RASTER), and where they meet (N, 1, …).

    Each side's colour is the mean of up to 12 × 12 pixels.
    """
    (inside, share), (outside, rest) = (_nearby(rgb, weight) for weight in (piece, 1 - piece))
    return outside - inside, (8 * share * rest).clamp(max=1)


def spread(step: Tensor, weight: Tensor) -> Tensor:
    """`step` (N, 3, H, W) where it is known, as far as `weight` (N, 1, H, W) says, and elsewhere what is known nearby.

    A pyramid of averages ("pull-push", Gortler et al. 1996, "The Lumigraph").
    """
    levels = [(step, weight)]
    while max(weight.shape[-2:]) > 1:
        both = F.avg_pool2d(torch.cat([step * weight, weight], dim=1), 2, ceil_mode=True)
        step, weight = both[:, :3] / both[:, 3:].clamp(min=1e-6), (4 * both[:, 3:]).clamp(max=1)
        levels.append((step, weight))
    picture = step
    for step, weight in reversed(levels):
        wide = F.interpolate(picture, step.shape[-2:], mode="bilinear")
        picture = step * weight + wide * (1 - weight)
    return picture


def _nearby(rgb: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """Mean colour of what has `weight` around each place of the raster, and how much of it there is."""
    both = F.avg_pool2d(torch.cat([rgb * weight, weight], dim=1), RASTER)
    both = F.avg_pool2d(both, 3, 1, 1, count_include_pad=False)
    return both[:, :3] / both[:, 3:].clamp(min=1e-4), both[:, 3:]


for _name in ("statistics", "across", "spread"):  # not to be looked into where the network is taken apart
    fx.wrap(_name)


def traits(channels: int = 24, blocks: int = 4) -> Traits:
    """Not to be cut: it compares the whole piece with the whole photo."""
    return Traits(inputs=4, multiple_of=4 * RASTER, tiles=False)


ARCHITECTURE = Architecture("harmonize", Harmonizer, traits)
