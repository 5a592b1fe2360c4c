"""Small pictures out of noise: the deep convolutional GAN, and with classes the conditional one."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from ganstudio.networks.architecture import Architecture, Traits

NORMS = ("none", "batch", "spectral")
_SMALLEST = 4


def named(classes: str) -> list[str]:
    """The classes that a config names, commas between."""
    return classes.split(",") if classes else []


def joined(noise: Tensor, labels: Tensor, classes: int) -> Tensor:
    """Noise (N, dims) and the numbers of classes (N,) as a generator takes them: (N, dims + classes, 1, 1)."""
    told = [F.one_hot(labels, classes).to(noise)] if classes else []
    return torch.cat([noise, *told], dim=1)[..., None, None]


class Generator(nn.Module):
    """Transposed 4×4 convolutions of stride 2, batch norm and ReLU, tanh at the end (Radford et al. 2016, section 3).

    Noise (N, dims + classes, 1, 1) → pictures (N, 3, size, size), RGB in [0, 1]; noise of more places gives as many
    pictures side by side that flow into one another. `channels`: at half the size, twice that at each half of it.
    `classes`: names, commas between; the last inputs say which, 1 for it and 0 for the others (Mirza and Osindero
    2014). `grey`: pictures without colours.
    """

    def __init__(
        self, size: int = 32, dims: int = 64, channels: int = 32, grey: bool = False, classes: str = ""
    ) -> None:
        super().__init__()
        inputs = dims + len(named(classes))
        widths = _widths(size, channels)[::-1]
        layers: list[nn.Module] = [nn.ConvTranspose2d(inputs, widths[0], _SMALLEST, _SMALLEST, bias=False)]
        for before, after in pairwise(widths):
            layers += [nn.BatchNorm2d(before), nn.ReLU(), nn.ConvTranspose2d(before, after, 4, 2, 1, bias=False)]
        layers += [nn.BatchNorm2d(widths[-1]), nn.ReLU(), nn.ConvTranspose2d(widths[-1], 1 if grey else 3, 4, 2, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, z: Tensor) -> Tensor:
        picture: Tensor = self.layers(z)
        # In float32: half precision would round the picture itself.
        return (picture.float().tanh() / 2 + 0.5).expand(-1, 3, -1, -1).to(z.dtype)


class Discriminator(nn.Module):
    """4×4 convolutions of stride 2 and leaky ReLU of 0.2 (Radford et al. 2016, section 3), with one of `NORMS`.

    Pictures (N, 3, size, size) in [0, 1] → logits (N, 1). Of a picture with a class the class's number (N,) is told
    too, and joins it as planes that are 1 for it and 0 for the others (Mirza and Osindero 2014).
    """

    def __init__(self, size: int = 32, channels: int = 32, classes: int = 0, norm: str = "none") -> None:
        super().__init__()
        self.classes = classes
        bound = spectral_norm if norm == "spectral" else _unbound
        layers: list[nn.Module] = []
        for index, (before, after) in enumerate(pairwise((3 + classes, *_widths(size, channels)))):
            layers.append(bound(nn.Conv2d(before, after, 4, 2, 1)))
            if norm == "batch" and index:
                layers.append(nn.BatchNorm2d(after))
            layers.append(nn.LeakyReLU(0.2))
        self.layers = nn.Sequential(*layers)
        self.decide = bound(nn.Conv2d(after, 1, _SMALLEST))

    def forward(self, x: Tensor, labels: Tensor | None = None) -> Tensor:
        x = x * 2 - 1
        if labels is not None and self.classes:
            planes = F.one_hot(labels, self.classes).to(x.dtype)[..., None, None].expand(-1, -1, *x.shape[-2:])
            x = torch.cat([x, planes], dim=1)
        logits: Tensor = self.decide(self.layers(x))
        return logits.flatten(1)


def _unbound(layer: nn.Module) -> nn.Module:
    return layer


def _widths(size: int, channels: int) -> list[int]:
    """Channels at each half of `size`, down to the smallest."""
    count = (size // _SMALLEST).bit_length() - 1
    if size != _SMALLEST << count or count < 1:
        raise ValueError(size)
    return [channels << index for index in range(count)]


def traits(size: int = 32, dims: int = 64, channels: int = 32, grey: bool = False, classes: str = "") -> Traits:
    """See `Traits`. An input pixel is a whole picture's noise."""
    return Traits(inputs=dims + len(named(classes)), scale=size, tiles=False, traced=False, half=False)


def _build(size: int = 32, dims: int = 64, channels: int = 32, grey: bool = False, classes: str = "") -> nn.Module:
    return Generator(size, dims, channels, grey, classes)


ARCHITECTURE = Architecture("dcgan", _build, traits)
