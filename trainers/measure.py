"""How well an enlargement matches its original."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def luma(rgb: Tensor) -> Tensor:
    """(N, 3, H, W) in [0, 1] → (N, H, W) in 16..235 (ITU-R BT.601)."""
    red, green, blue = rgb.unbind(1)
    return 65.481 * red + 128.553 * green + 24.966 * blue + 16


def luma_psnr(prediction: Tensor, target: Tensor, border: int = 4) -> float:
    """Peak signal-to-noise ratio of the luma in dB: `prediction` rounded to 8 bits, `border` pixels cut all round."""
    rounded = prediction.float().clamp(0, 1).mul(255).round().div(255)
    error = (luma(rounded) - luma(target.float()))[..., border:-border, border:-border]
    return -10 * math.log10(max(error.square().mean().item(), 1e-10) / 255**2)


def gradient_energy(rgb: Tensor) -> float:
    """Mean squared difference of neighbouring luma pixels, across and down: how much fine detail there is."""
    grey = luma(rgb.float().clamp(0, 1))
    across, down = torch.diff(grey, dim=-1), torch.diff(grey, dim=-2)
    return (across.square().mean() + down.square().mean()).item()
