"""A small network that says where a photo is damaged, made to be fast: it works at half the photo's size and below.

A U-shape (Ronneberger et al. 2015) with residual blocks (He et al. 2016), dilated at an eighth of the size, so that it
sees how a line goes on, and whether what is around is made of lines too. Wan et al. 2020, "Bringing Old Photos Back to
Life", find scratches by such a network.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits

RANGE = 16
"""Logits from -8 to 8 are told, as 0 to 1."""
_RASTER = 8
_DILATIONS = (1, 2, 4)


class Block(nn.Module):
    """3×3 dilated, 3×3, sum."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second(F.relu(self.first(x)))
        return F.relu(x + change)


class Body(nn.Module):
    """U-shape: (N, C, H, W) → the same; at half and a quarter of that size 4/3 and twice the channels."""

    def __init__(self, channels: int, blocks: int) -> None:
        super().__init__()
        wide, widest = channels * 4 // 3, 2 * channels
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.down = nn.Conv2d(channels, wide, 3, 2, 1)
        self.second = nn.Conv2d(wide, wide, 3, padding=1)
        self.further_down = nn.Conv2d(wide, widest, 3, 2, 1)
        self.middle = nn.Sequential(*(Block(widest, _dilation(index)) for index in range(blocks)))
        self.up = nn.Conv2d(widest, wide, 1)
        self.second_again = nn.Conv2d(wide, wide, 3, padding=1)
        self.further_up = nn.Conv2d(wide, channels, 1)
        self.first_again = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        large = F.relu(self.first(x))
        small = F.relu(self.second(F.relu(self.down(large))))
        smallest = self.middle(F.relu(self.further_down(small)))
        small = F.relu(self.second_again(small + _double(self.up(smallest))))
        return F.relu(self.first_again(large + _double(self.further_up(small))))


class DamageFinder(nn.Module):
    """(N, 3, H, W), RGB in [0, 1] → (N, 3, H, W): in each channel the same, 0.5 + logit / RANGE; above 0.5 it is rather
    damage than not. 8 divides the sides."""

    def __init__(self, channels: int = 24, blocks: int = 4) -> None:
        super().__init__()
        self.head = nn.Conv2d(3 * 4, channels, 3, padding=1)
        self.body = Body(channels, blocks)
        self.tail = nn.Conv2d(channels, 4, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return (0.5 + self.logits(x) / RANGE).expand(-1, 3, -1, -1)

    def logits(self, x: Tensor) -> Tensor:
        """(N, 1, H, W)."""
        features = self.body(F.relu(self.head(F.pixel_unshuffle(2 * x - 1, 2))))
        return F.pixel_shuffle(self.tail(features), 2)


def _double(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2, mode="nearest")


def _dilation(block: int) -> int:
    return _DILATIONS[block % len(_DILATIONS)]


def traits(channels: int = 24, blocks: int = 4) -> Traits:
    """See `Traits`."""
    middle = sum(_dilation(index) + 1 for index in range(blocks))
    return Traits(multiple_of=_RASTER, halo=_RASTER * middle + 29)


def _build(channels: int = 24, blocks: int = 4) -> nn.Module:
    return DamageFinder(channels, blocks)


ARCHITECTURE = Architecture("damage", _build, traits)
