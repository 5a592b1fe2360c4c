"""DDColor (Kang et al. 2023, "DDColor: Towards Photo-Realistic Image Colorization via Dual Decoders").

A ConvNeXt (Liu et al. 2022) reads the grey picture at four sizes; one decoder brings these back to the picture's size,
the other asks them, by attention, for what it has learnt of colours. The names of its weights are those of the authors,
whose spectral norms are divided out when a model is adopted.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.convnext import ConvNeXt
from ganstudio.networks.queries import ColourDecoder

_UNIT = 110.0
"""What our a and b are divided by."""
_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of ImageNet's red, green and blue, as its networks take them."""
_DEEPEST = 64
SIDE = 512
"""Pixels of a side of the pictures that it has learnt from."""


class DDColor(nn.Module):
    """(N, 4, H, W): luminance in [0, 1], and dabs, which it does not know → (N, 2, H, W), a and b of CIE Lab, in parts
    of 110. 32 divides the sides.

    `depths`: blocks at each of the four sizes; `width`: channels at the first, doubled at each next; `channels` of the
    decoder; `queries`: colours that are asked for, in `layers` rounds, each with `inner` numbers between.
    """

    def __init__(
        self,
        depths: str = "3,3,27,3",
        width: int = 192,
        channels: int = 512,
        queries: int = 100,
        layers: int = 9,
        inner: int = 2048,
    ) -> None:
        super().__init__()
        self.encoder = nn.ModuleDict({"arch": ConvNeXt(_blocks(depths), width)})
        self.decoder = Decoder(width, channels, queries, layers, inner)
        self.refine_net = nn.Sequential(nn.Sequential(nn.Conv2d(queries + 3, 2, 1)))

    def forward(self, x: Tensor) -> Tensor:
        mean, deviation = (x.new_tensor(each)[:, None, None] for each in (_MEAN, _DEVIATION))
        seen = (grey(x[:, :1]) - mean) / deviation
        colours = self.decoder(self.encoder["arch"](seen))
        result: Tensor = self.refine_net(torch.cat([colours, seen], dim=1)) / _UNIT
        return result


class Decoder(nn.Module):
    """Four sizes of features → (N, queries, H, W): how much of each colour is where."""

    def __init__(self, width: int, channels: int, queries: int, layers: int, inner: int) -> None:
        super().__init__()
        outs = channels, channels, channels // 2
        ins = 8 * width, channels, channels
        self.layers = nn.ModuleList(Up(ins[at], width * 2 ** (2 - at), outs[at]) for at in range(3))
        self.last_shuf = Shuffle(channels // 2, channels // 2, 4, norm=False)
        self.color_decoder = ColourDecoder(outs, channels // 2, queries, layers, inner)

    def forward(self, seen: list[Tensor]) -> Tensor:
        x, sizes = seen[3], []
        for layer, beside in zip(self.layers, seen[2::-1], strict=True):
            x = layer(x, beside)
            sizes.append(x)
        colours: Tensor = self.color_decoder(sizes)
        return torch.einsum("nqc,nchw->nqhw", colours, self.last_shuf(x))


class Up(nn.Module):
    """Twice the size, joined with what the encoder saw at that size."""

    def __init__(self, channels: int, beside: int, out: int) -> None:
        super().__init__()
        self.shuf = Shuffle(channels, out, 2, norm=True)
        self.bn = nn.BatchNorm2d(beside)
        convolution = nn.Conv2d(out + beside, out, 3, padding=1, bias=False)
        self.conv = nn.Sequential(convolution, nn.ReLU(), nn.BatchNorm2d(out))

    def forward(self, x: Tensor, beside: Tensor) -> Tensor:
        result: Tensor = self.conv(torch.relu(torch.cat([self.shuf(x), self.bn(beside)], dim=1)))
        return result


class Shuffle(nn.Module):
    """`scale` times the size by pixel shuffle, then averaged over two pixels so that no raster shows (Sugawara et al.
    2018)."""

    def __init__(self, channels: int, out: int, scale: int, *, norm: bool) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(channels, out * scale**2, 1, bias=not norm)]
        self.conv = nn.Sequential(*layers, *([nn.BatchNorm2d(out * scale**2)] if norm else []))
        self.shuf = nn.PixelShuffle(scale)
        self.pad = nn.ReplicationPad2d((1, 0, 1, 0))
        self.blur = nn.AvgPool2d(2, stride=1)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.blur(self.pad(self.shuf(torch.relu(self.conv(x)))))
        return result


def grey(light: Tensor) -> Tensor:
    """(N, 3, H, W): sRGB of CIE L in [0, 1], (N, 1, H, W), without colour (CIE 15; IEC 61966-2-1)."""
    root = (light * 100 + 16) / 116
    luminance = torch.where(root > 6 / 29, root**3, (root - 4 / 29) * 3 * (6 / 29) ** 2).clamp(0, 1)
    curved = 1.055 * luminance.clamp(min=1e-6) ** (1 / 2.4) - 0.055
    return torch.where(luminance > 0.0031308, curved, luminance * 12.92).expand(-1, 3, -1, -1)


def _blocks(depths: str) -> tuple[int, ...]:
    """The numbers in "3,3,27,3"; raises ValueError for others than four that are small."""
    numbers = tuple(map(int, depths.split(",")))
    if len(numbers) != 4 or not all(0 < number <= _DEEPEST for number in numbers):
        raise ValueError(depths)
    return numbers


def traits(depths: str = "3,3,27,3", **_sizes: int) -> Traits:
    """Not to be cut: every place is asked by every colour, however many there are."""
    _blocks(depths)
    return Traits(inputs=4, outputs=2, multiple_of=32, tiles=False, traced=False, side=SIDE)


ARCHITECTURE = Architecture("ddcolor", DDColor, traits)
