"""A way down that sees a picture at every size: residual blocks, and the picture itself joined in at each.

Reading the picture anew at each size mirrors a generator that adds colours at each (the "skip" architectures of Karras
et al. 2020, figure 7): so a network for 64 pixels lies unchanged within one for 128, whose new size is faded in.
"""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.modulated import GAIN

SMALLEST = 4


def sizes(size: int) -> list[int]:
    """4, 8, … `size`; ValueError where that is no power of two from 8."""
    if size < 2 * SMALLEST or size & (size - 1):
        raise ValueError(size)
    return [SMALLEST << step for step in range((size // SMALLEST).bit_length())]


def width(size: int, channels: int, widest: int) -> int:
    """Channels at a size: `channels` at 128 pixels, twice as many at each half of that, up to `widest`."""
    return min(widest, channels * 128 // size)


class Down(nn.Module):
    """3×3, half the size, 3×3, sum."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = convolution(inputs, inputs)
        self.second = convolution(inputs, outputs)
        self.skip = convolution(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second(F.avg_pool2d(F.leaky_relu(self.first(x), 0.2), 2))
        kept: Tensor = self.skip(F.avg_pool2d(x, 2))
        return (kept + GAIN * F.leaky_relu(change, 0.2)) / GAIN


class Pyramid(nn.Module):
    """(N, 3, size, size) in [0, 1] → features by size, down to (N, widest, 4, 4).

    `fade`: how much the largest size counts, 0 to 1 (Karras et al. 2018, "Progressive Growing of GANs", figure 2).
    """

    def __init__(self, size: int, channels: int, widest: int) -> None:
        super().__init__()
        self.sizes = sizes(size)[::-1]
        widths = {each: width(each, channels, widest) for each in self.sizes}
        self.from_rgb = nn.ModuleDict({str(each): convolution(3, widths[each], 1) for each in self.sizes})
        self.blocks = nn.ModuleDict({str(each): Down(widths[each], widths[each // 2]) for each in self.sizes[:-1]})
        self.fade = 1.0

    def forward(self, x: Tensor) -> Mapping[int, Tensor]:
        rgb = 2 * x - 1
        found: dict[int, Tensor] = {}
        for size in self.sizes:
            seen: Tensor = F.leaky_relu(self.from_rgb[str(size)](rgb), 0.2)
            if found:
                below = self.blocks[str(2 * size)](found[2 * size])
                seen = seen + (self.fade * below if size == self.sizes[1] else below)
            found[size] = seen
            rgb = F.avg_pool2d(rgb, 2)
        return found


def convolution(inputs: int, outputs: int, side: int = 3) -> nn.Conv2d:
    """Its output is as strong as its input (He et al. 2015)."""
    layer = nn.Conv2d(inputs, outputs, side, padding=side // 2)
    if not layer.weight.is_meta:  # for that torch would load its compiler
        nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
        nn.init.zeros_(layer.bias)  # type: ignore[arg-type]
    return layer
