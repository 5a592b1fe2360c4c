"""A small generator for filling holes, made to be fast on processors and to look far.

The picture is filled from coarse to fine by one network that is used at several sizes: the smallest of about 32 pixels,
each of the others twice as large as the one before. Each time it gets the picture with a guess in the hole, and
corrects it; the guess is the result of the size before, and the very first one a pyramid of averages ("pull-push",
Gortler et al. 1996, "The Lumigraph"), which knows the whole picture. So a hole of any size is small at some size, and a
network with few layers suffices. At the larger sizes only what lies around the hole is worked on, in parts: it takes
the time and memory of the hole, not of the picture.

Inside: a U-shape (Ronneberger et al. 2015) with residual blocks of gated convolutions (Yu et al. 2019, DeepFillv2), and
dilated ones at an eighth of the size (Iizuka et al. 2017).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.lines import Lines, Where

_PYRAMID = 16
"""Halvings, until a side of 65536 pixels has become one."""
_SMALLEST = 32
"""Pixels of the shorter side, about, of the smallest size at which the network works."""
_RASTER = 8
"""What divides the sides of the pictures that the layers get."""
_PART = 640
"""Pixels of a side of a part that is corrected at once, at most."""
_MARGIN = 64
"""Pixels around a part that are looked at with it. Layers could look farther, but hardly anything comes from there."""
_LARGE = 256
"""Pixels of a side above which the size before has drawn all lines but the shortest."""
_REACH = 144
"""Pixels around the hole in which lines may end, that are 64 steps of up to 2.2 pixels long."""
_DILATIONS = (1, 2, 4)
_STEP = 0.05
"""Features are about one and corrections less, or each of Adam's steps in the last layer would shake the picture."""


class GatedBlock(nn.Module):
    """Dilated 3×3, one half of whose channels gates the other; 3×3; sum. Starts near the identity."""

    def __init__(self, channels: int, dilation: int = 1) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation)
        self.second = nn.Conv2d(channels // 2, channels, 3, padding=1)
        _start(self.first)
        _start(self.second, 0.1)

    def forward(self, x: Tensor) -> Tensor:
        content, gate = self.first(x).chunk(2, dim=1)
        change: Tensor = self.second(F.relu(content) * torch.sigmoid(gate))
        return x + change


class Body(nn.Module):
    """U-shape: (N, C, H, W) → the same; at half and a quarter of that size twice and four times the channels."""

    def __init__(self, channels: int, blocks: int) -> None:
        super().__init__()
        wide, widest = 2 * channels, 4 * channels
        self.first = GatedBlock(channels)
        self.down = nn.Conv2d(channels, wide, 3, 2, 1)
        self.second = GatedBlock(wide)
        self.further_down = nn.Conv2d(wide, widest, 3, 2, 1)
        self.middle = nn.Sequential(
            *(GatedBlock(widest, _DILATIONS[index % len(_DILATIONS)]) for index in range(blocks))
        )
        self.up = nn.Conv2d(widest, wide, 1)
        self.second_again = GatedBlock(wide)
        self.further_up = nn.Conv2d(wide, channels, 1)
        self.first_again = GatedBlock(channels)

    def forward(self, x: Tensor) -> Tensor:
        large = self.first(x)
        small = self.second(self.down(large))
        smallest = self.middle(self.further_down(small))
        small = self.second_again(small + _double(self.up(smallest)))
        result: Tensor = self.first_again(large + _double(self.further_up(small)))
        return result


class Inpainter(nn.Module):
    """(N, 4, H, W): RGB in [0, 1] and the hole (1: missing) → (N, 3, H, W) in about [0, 1].

    What is known comes back as it was; what RGB says within the hole makes no difference.
    """

    def __init__(self, channels: int = 24, blocks: int = 6, leak: float = 0.0) -> None:
        """`leak`: slope of the last activation below zero. With 0 it may die, and all that is before it unnoticed."""
        super().__init__()
        self.leak = leak
        self.lines = Lines()
        self.head = nn.Conv2d(4 * 4, channels, 3, padding=1)
        self.body = Body(channels, blocks)
        self.widen = nn.Conv2d(channels, 4 * 16, 3, padding=1)
        # Behind the pixel shuffle a convolution that overlaps, or its raster would show.
        self.tail = nn.Conv2d(16, 3, 3, padding=1)
        for layer in (
            self.head,
            self.body.down,
            self.body.further_down,
            self.body.up,
            self.body.further_up,
            self.widen,
        ):
            _start(layer)
        _start(self.tail, 0.2)

    def forward(self, x: Tensor) -> Tensor:
        return self.coarse_to_fine(x)[-1]

    def coarse_to_fine(self, x: Tensor) -> list[Tensor]:
        """The filled picture at all sizes, the smallest first."""
        pyramid, sizes = pull(x[:, :3], 1 - x[:, 3:]), sizes_of(x.shape[-2], x.shape[-1])
        picture, made = pyramid[-1][0], []
        for level in reversed(range(len(pyramid))):
            colour, known = pyramid[level]
            picture = _put_together(colour, known, _enlarged(picture, colour.shape[-2], colour.shape[-1]))
            if level < sizes:
                picture = self._better(colour, known, picture)
                made.append(picture)
        return made

    def _better(self, colour: Tensor, known: Tensor, picture: Tensor) -> Tensor:
        """A `picture` with a guess in its hole → with a better one."""
        far = max(known.shape[-2:]) <= _LARGE
        near = _around(known, _REACH if far else _REACH // 2)
        colour, known = colour[near], known[near]
        # In float32: under autocast half precision would round the picture itself.
        guess = self.lines(colour, known, picture[near], far)
        better = guess.clone()
        for part in _parts(known):
            wide, inside, target = part
            better[target] += self._correction(guess[wide], known[wide])[inside].to(guess.dtype)
        result = picture.clone()
        result[near] = _put_together(colour, known, better)
        return result

    def _correction(self, picture: Tensor, known: Tensor) -> Tensor:
        """What to add to a picture with a guess in its hole."""
        height, width = known.shape[-2:]
        seen = _padded(4 * torch.cat([picture, known], dim=1) - 2)
        features = self.body(self.head(F.pixel_unshuffle(seen, 2)))
        correction: Tensor = _STEP * self.tail(F.leaky_relu(F.pixel_shuffle(self.widen(features), 2), self.leak))
        return correction[..., :height, :width]


def sizes_of(height: int, width: int) -> int:
    """At how many sizes the network works on such a picture."""
    return 1 + max(0, round(math.log2(min(height, width) / _SMALLEST)))


def pull(rgb: Tensor, known: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Ever smaller pictures (N, 3, H, W), and how much of each pixel is known (N, 1, H, W), the largest first.

    Each is half as large as the one before; a pixel is the mean of what is known of its four, and known as soon as one
    of them is.
    """
    pyramid = [(rgb * known, known)]
    for _level in range(_PYRAMID):
        rgb, known = pyramid[-1]
        weight = F.avg_pool2d(known, 2, ceil_mode=True)
        mean = F.avg_pool2d(rgb * known, 2, ceil_mode=True) / weight.clamp(min=1e-6)
        pyramid.append((mean, (4 * weight).clamp(max=1)))
    return pyramid


def _around(known: Tensor, margin: int) -> Where:
    """The rectangle that holds all that is missing, and `margin` pixels around it, widened to the raster."""
    return _widened(*_bounds(known), margin, known)


def _bounds(known: Tensor) -> tuple[int, int, int, int]:
    """(top, bottom, left, right) of all that is missing, in any picture; nothing is, (0, 0, 0, 0)."""
    missing = (known < 1).any(dim=0).any(dim=0)
    rows, columns = missing.any(dim=1).nonzero()[:, 0], missing.any(dim=0).nonzero()[:, 0]
    if not len(rows):
        return 0, 0, 0, 0
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _widened(top: int, bottom: int, left: int, right: int, margin: int, like: Tensor) -> Where:
    def span(start: int, end: int, length: int) -> slice:
        return slice(max(0, start - margin) // _RASTER * _RASTER, min(length, -(-(end + margin) // _RASTER) * _RASTER))

    return ..., span(top, bottom, like.shape[-2]), span(left, right, like.shape[-1])


def _parts(known: Tensor) -> Iterator[tuple[Where, Where, Where]]:
    """What is missing in parts of at most _PART pixels a side: with a margin; inside that; where that lies."""
    top, bottom, left, right = _bounds(known)
    for y, y_end in _cut(top, bottom):
        for x, x_end in _cut(left, right):
            if bool((known[..., y:y_end, x:x_end] == 1).all()):
                continue
            wide = _widened(y, y_end, x, x_end, _MARGIN, known)
            down, across = wide[1].start, wide[2].start
            inside = ..., slice(y - down, y_end - down), slice(x - across, x_end - across)
            yield wide, inside, (..., slice(y, y_end), slice(x, x_end))


def _cut(start: int, end: int) -> list[tuple[int, int]]:
    """In equal parts of at most _PART."""
    count = -(-(end - start) // _PART)
    edges = [start + (end - start) * index // count for index in range(count + 1)] if count else []
    return list(pairwise(edges))


def _padded(x: Tensor) -> Tensor:
    """The edge repeated, until the raster divides the sides."""
    down, across = -x.shape[-2] % _RASTER, -x.shape[-1] % _RASTER
    return F.pad(x, (0, across, 0, down), mode="replicate") if down or across else x


def _enlarged(picture: Tensor, height: int, width: int) -> Tensor:
    """Twice as large, or so as is needed at the smallest sizes and where a side was odd."""
    return F.interpolate(picture, scale_factor=2.0, mode="bilinear")[..., :height, :width]


def _put_together(colour: Tensor, known: Tensor, guess: Tensor) -> Tensor:
    return colour * known + guess * (1 - known)


def _double(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def _start(layer: nn.Conv2d, gain: float = 1.0) -> None:
    """Keep the variance of what comes in: gates open and close only where numbers are about one."""
    if layer.weight.is_meta:
        return  # there are no numbers; and torch would load its compiler, for seconds, to make none
    with torch.no_grad():
        nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
        layer.weight.mul_(gain)
        nn.init.zeros_(layer.bias)  # type: ignore[arg-type]


def traits(channels: int = 24, blocks: int = 6, leak: float = 0.0) -> Traits:
    """Not to be cut: the first guess knows the whole picture."""
    return Traits(inputs=4, tiles=False, traced=False)


ARCHITECTURE = Architecture("inpaint", Inpainter, traits)
