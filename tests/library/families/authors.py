"""The generators of https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix from torch's own layers, named as there."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

Norm = Callable[[int], nn.Module]


class Residual(nn.Module):
    """`ResnetBlock`."""

    def __init__(self, width: int, norm: Norm, bias: bool, mirrored: bool, dropout: bool) -> None:
        super().__init__()
        pad = [nn.ReflectionPad2d(1)] if mirrored else []
        padding = 0 if mirrored else 1
        layers = [*pad, nn.Conv2d(width, width, 3, padding=padding, bias=bias), norm(width), nn.ReLU()]
        layers += [nn.Dropout(0.5)] if dropout else []
        layers += [*pad, nn.Conv2d(width, width, 3, padding=padding, bias=bias), norm(width)]
        self.conv_block = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv_block(x)


class Resnet(nn.Module):
    """`ResnetGenerator`, [-1, 1] to [-1, 1]."""

    def __init__(self, width: int, blocks: int, norm: Norm, bias: bool, mirrored: bool = True, dropout: bool = False):
        super().__init__()
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(3, width, 7, bias=bias), norm(width), nn.ReLU()]
        for wide in (width, 2 * width):
            layers += [nn.Conv2d(wide, 2 * wide, 3, 2, 1, bias=bias), norm(2 * wide), nn.ReLU()]
        layers += [Residual(4 * width, norm, bias, mirrored, dropout) for _ in range(blocks)]
        for wide in (4 * width, 2 * width):
            layers += [nn.ConvTranspose2d(wide, wide // 2, 3, 2, 1, 1, bias=bias), norm(wide // 2), nn.ReLU()]
        self.model = nn.Sequential(*layers, nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x)


class Skip(nn.Module):
    """`UnetSkipConnectionBlock`, as the authors have it with activations that work in place."""

    def __init__(self, outer: int, inner: int, inside: nn.Module | None, outermost: bool, norm: Norm, bias: bool):
        super().__init__()
        self.outermost = outermost
        down = nn.Conv2d(3 if outermost else outer, inner, 4, 2, 1, bias=bias)
        width = inner if inside is None else 2 * inner
        up = nn.ConvTranspose2d(width, 3 if outermost else outer, 4, 2, 1, bias=bias or outermost)
        if outermost:
            assert inside is not None
            layers = [down, inside, nn.ReLU(True), up, nn.Tanh()]
        elif inside is None:
            layers = [nn.LeakyReLU(0.2, True), down, nn.ReLU(True), up, norm(outer)]
        else:
            layers = [nn.LeakyReLU(0.2, True), down, norm(inner), inside, nn.ReLU(True), up, norm(outer)]
            layers += [nn.Dropout(0.5)]
        self.model = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x) if self.outermost else torch.cat([x, self.model(x)], 1)


class Unet(nn.Module):
    """`UnetGenerator`, [-1, 1] to [-1, 1]."""

    def __init__(self, width: int, levels: int, norm: Norm, bias: bool) -> None:
        super().__init__()
        inside: nn.Module = Skip(8 * width, 8 * width, None, False, norm, bias)
        for _ in range(levels - 5):
            inside = Skip(8 * width, 8 * width, inside, False, norm, bias)
        for wide in (4 * width, 2 * width, width):
            inside = Skip(wide, 2 * wide, inside, False, norm, bias)
        self.model = Skip(width, width, inside, True, norm, bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.model(x)
