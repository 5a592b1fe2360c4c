"""The generator of CycleGAN with residual blocks, in the layout of the authors' PyTorch code.

Zhu et al. 2017, "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks", section 7.1, after
Johnson et al. 2016. The layers stand in one list, so that their names are those of the authors' checkpoints.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.instance import InstanceNorm

NORMS = ("instance", "affine", "batch")
"""The picture's own statistics; the same, then a learned scale and shift; those of all pictures it learnt from."""
PADDINGS = ("reflect", "replicate", "zeros")


class Padding(nn.Module):
    """The picture continued beyond its borders by `size` pixels: mirrored, or repeated where it is too small for it."""

    def __init__(self, size: int, mode: str = "reflect") -> None:
        super().__init__()
        self.size, self.mode = size, mode

    def forward(self, x: Tensor) -> Tensor:
        mode = self.mode if min(x.shape[2:]) > self.size else "replicate"
        return F.pad(x, [self.size] * 4, mode)


class ResidualBlock(nn.Module):
    """3×3, norm, ReLU, 3×3, norm, sum. `dropout`: a layer that does nothing any more stands between."""

    def __init__(self, channels: int, norm: str, padding: str, dropout: bool) -> None:
        super().__init__()
        layers = [*_convolution(channels, norm, padding), nn.ReLU()]
        layers += [nn.Identity()] if dropout else []
        self.conv_block = nn.Sequential(*layers, *_convolution(channels, norm, padding))

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.conv_block(x)
        return x + change


class ResnetGenerator(nn.Module):
    """(N, 3, H, W) in [0, 1] → the same; inside it is [-1, 1]. 4 divides the sides."""

    def __init__(
        self,
        channels: int = 64,
        blocks: int = 9,
        norm: str = "instance",
        padding: str = "reflect",
        dropout: bool = False,
    ) -> None:
        super().__init__()
        bias = norm != "batch"
        layers: list[nn.Module] = [Padding(3), nn.Conv2d(3, channels, 7, bias=bias)]
        layers += [norm_layer(norm, channels), nn.ReLU()]
        for width in (channels, 2 * channels):
            layers += [nn.Conv2d(width, 2 * width, 3, 2, 1, bias=bias), norm_layer(norm, 2 * width), nn.ReLU()]
        layers += [ResidualBlock(4 * channels, norm, padding, dropout) for _ in range(blocks)]
        for width in (4 * channels, 2 * channels):
            up = nn.ConvTranspose2d(width, width // 2, 3, 2, 1, output_padding=1, bias=bias)
            layers += [up, norm_layer(norm, width // 2), nn.ReLU()]
        self.model = nn.Sequential(*layers, Padding(3), nn.Conv2d(channels, 3, 7), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.model(2 * x - 1)
        return (made + 1) / 2


def norm_layer(norm: str, channels: int) -> nn.Module:
    """One of NORMS."""
    if norm not in NORMS:
        raise ValueError(norm)
    return nn.BatchNorm2d(channels) if norm == "batch" else InstanceNorm(channels, affine=norm == "affine")


def _convolution(channels: int, norm: str, padding: str) -> list[nn.Module]:
    if padding not in PADDINGS:
        raise ValueError(padding)
    zeros, bias = padding == "zeros", norm != "batch"
    layer = nn.Conv2d(channels, channels, 3, padding=int(zeros), bias=bias)
    around: list[nn.Module] = [] if zeros else [Padding(1, padding)]
    return [*around, layer, norm_layer(norm, channels)]


def traits(
    channels: int = 64, blocks: int = 9, norm: str = "instance", padding: str = "reflect", dropout: bool = False
) -> Traits:
    """Two convolutions of 7×7 see three pixels each, the ones on the way down and up three in all each way, those of a
    block two places, of four pixels."""
    instance = norm != "batch"
    return Traits(multiple_of=4, halo=8 * blocks + 12, traced=False, statistics=instance)


ARCHITECTURE = Architecture("cyclegan", ResnetGenerator, traits)
