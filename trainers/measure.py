"""How well a result matches its original."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F


def luma(rgb: Tensor) -> Tensor:
    """(N, 3, H, W) in [0, 1] → (N, H, W) in 16..235 (ITU-R BT.601)."""
    red, green, blue = rgb.unbind(1)
    return 65.481 * red + 128.553 * green + 24.966 * blue + 16


def luma_psnr(prediction: Tensor, target: Tensor, border: int = 4) -> float:
    """Peak signal-to-noise ratio of the luma in dB: `prediction` rounded to 8 bits, `border` pixels cut all round."""
    rounded = prediction.float().clamp(0, 1).mul(255).round().div(255)
    error = (luma(rounded) - luma(target.float()))[..., border:-border, border:-border]
    return -10 * math.log10(max(error.square().mean().item(), 1e-10) / 255**2)


def psnr(prediction: NDArray[np.uint8], target: NDArray[np.uint8]) -> float:
    """Peak signal-to-noise ratio in dB of all colours of two pictures (H, W, 3)."""
    error = np.square(prediction.astype(np.float64) - target).mean()
    return -10 * math.log10(max(error, 1e-5) / 255**2)


def picture_psnr(prediction: Tensor, target: Tensor) -> float:
    """The same of pictures (N, 3, H, W) in [0, 1], `prediction` rounded to 8 bits."""
    rounded = prediction.float().clamp(0, 1).mul(255).round().div(255)
    return -10 * math.log10(max((rounded - target.float()).square().mean().item(), 1e-10))


def edge_correlation(prediction: Tensor, target: Tensor) -> float:
    """Pearson's correlation of the edges (Sobel's magnitude of the luma) of pictures (N, 3, H, W): 1 where all are
    where they were."""
    edges = torch.stack([_sobel(luma(picture.float().clamp(0, 1))).flatten() for picture in (prediction, target)])
    return float(torch.corrcoef(edges)[0, 1].nan_to_num())


def _sobel(grey: Tensor) -> Tensor:
    """(N, H, W) → how steep it is at each place inside."""
    across = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    kernels = torch.stack([across, across.T])[:, None].to(grey.device)
    return F.conv2d(grey[:, None], kernels).square().sum(1).sqrt()


def colourfulness(image: NDArray[np.uint8]) -> float:
    """Of a picture (H, W, 3), sRGB: 0 for grey, 15 a little, 60 quite (Hasler and Süsstrunk 2003, M3)."""
    red, green, blue = image.reshape(-1, 3).astype(np.float64).T
    opponents = np.stack([red - green, (red + green) / 2 - blue])
    return float(np.linalg.norm(opponents.std(axis=1)) + 0.3 * np.linalg.norm(opponents.mean(axis=1)))


def psnr_inside(prediction: Tensor, target: Tensor, hole: Tensor) -> float:
    """Peak signal-to-noise ratio in dB of all colours in the hole (N, 1, H, W), `prediction` rounded to 8 bits."""
    rounded = prediction.float().clamp(0, 1).mul(255).round().div(255)
    error = ((rounded - target.float()).square() * hole).sum() / (3 * hole.sum())
    return -10 * math.log10(max(error.item(), 1e-10))


def ssim_inside(prediction: Tensor, target: Tensor, hole: Tensor) -> float:
    """Mean structural similarity of the luma in the hole (N, 1, H, W) (Wang et al. 2004, Gaussian window of σ 1.5)."""
    a, b = (luma(rgb.float().clamp(0, 1))[:, None] for rgb in (prediction, target))
    mean_a, mean_b = _window(a), _window(b)
    variance_a, variance_b = _window(a * a) - mean_a**2, _window(b * b) - mean_b**2
    covariance = _window(a * b) - mean_a * mean_b
    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    alike = (2 * mean_a * mean_b + first) * (2 * covariance + second)
    whole = (mean_a**2 + mean_b**2 + first) * (variance_a + variance_b + second)
    return ((alike / whole * hole).sum() / hole.sum()).item()


def _window(x: Tensor) -> Tensor:
    """Weighted mean of the 11 × 11 pixels around each of (N, 1, H, W)."""
    weights = torch.exp(-torch.arange(-5.0, 6.0).square() / (2 * 1.5**2)).to(x.device)
    weights = weights / weights.sum()
    padded = F.pad(x, (5, 5, 5, 5), mode="reflect")
    return F.conv2d(F.conv2d(padded, weights.view(1, 1, 1, -1)), weights.view(1, 1, -1, 1))


def gradient_energy(rgb: Tensor, hole: Tensor | None = None) -> float:
    """Mean squared difference of neighbouring luma pixels, across and down: how much fine detail there is.

    With a hole (N, 1, H, W) only of neighbours that both lie in it.
    """
    grey = luma(rgb.float().clamp(0, 1))
    across, down = torch.diff(grey, dim=-1).square(), torch.diff(grey, dim=-2).square()
    if hole is None:
        return (across.mean() + down.mean()).item()
    missing = hole[:, 0] > 0.5
    both_across, both_down = missing[..., 1:] & missing[..., :-1], missing[..., 1:, :] & missing[..., :-1, :]
    return (across[both_across].mean() + down[both_down].mean()).item()
