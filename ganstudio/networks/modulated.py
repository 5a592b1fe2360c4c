"""Convolutions whose input channels a style strengthens or weakens (Karras et al. 2020, "Analyzing and Improving the
Image Quality of StyleGAN", section 2.2), computed without a weight for each picture.

Scaling a weight's inputs is the same as scaling what goes in, and its demodulation the same as scaling what comes out,
so that one plain convolution does for the whole batch: grouped ones are slow on processors.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

GAIN = 2**0.5
"""A leaky ReLU halves the variance, about."""


class ModulatedConvolution(nn.Module):
    """(N, inputs, H, W) and styles (N, dims) → (N, outputs, H, W). `demodulate`: the output's variance is about one,
    whatever the style."""

    def __init__(self, dims: int, inputs: int, outputs: int, side: int = 3, *, demodulate: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs, side, side))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.affine = nn.Linear(dims, inputs)
        self.demodulate = demodulate
        if not self.weight.is_meta:  # for that torch would load its compiler
            nn.init.normal_(self.weight, std=(inputs * side * side) ** -0.5)
            nn.init.zeros_(self.affine.bias)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        scale = 1 + self.affine(style)
        y = F.conv2d(x * scale[..., None, None].to(x.dtype), self.weight, padding=self.weight.shape[-1] // 2)
        if self.demodulate:
            y = y * self._demodulation(scale.float())[..., None, None].to(y.dtype)
        return y + self.bias[:, None, None].to(y.dtype)

    def _demodulation(self, scale: Tensor) -> Tensor:
        """(N, outputs): one by the length of each output's weights as the style has scaled them (equation 3)."""
        squares = self.weight.float().square().sum((2, 3))
        return torch.rsqrt((scale.square()[:, None] * squares).sum(2) + 1e-8)


class Styled(nn.Module):
    """A modulated convolution, twice as large a picture if `up`, noise, leaky ReLU."""

    def __init__(self, dims: int, inputs: int, outputs: int, *, up: bool = False) -> None:
        super().__init__()
        self.convolution = ModulatedConvolution(dims, inputs, outputs)
        self.strength = nn.Parameter(torch.zeros(outputs))
        """How much noise each channel takes."""
        self.up = up

    def forward(self, x: Tensor, style: Tensor, *, noise: bool) -> Tensor:
        y: Tensor = self.convolution(x, style)
        if self.up:  # after the convolution, which costs a quarter there
            y = double(y)
        if noise:
            grain = torch.randn(y.shape[0], 1, *y.shape[2:], device=y.device)
            y = y + (self.strength[:, None, None] * grain).to(y.dtype)
        return GAIN * F.leaky_relu(y, 0.2)


def double(x: Tensor) -> Tensor:
    """(N, C, H, W) → (N, C, 2H, 2W)."""
    return F.interpolate(x, scale_factor=2.0, mode="bilinear")
