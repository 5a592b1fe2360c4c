"""Losses, three lines each. Predictions and targets (N, 3, H, W) in [0, 1]; logits of any shape."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F


def pixel(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean absolute error: sharper than the squared one (Lim et al. 2017, section 3.2)."""
    return F.l1_loss(prediction, target)


def detail(prediction: Tensor, target: Tensor, window: int = 8) -> Tensor:
    """Difference in the local strength of edges and texture: RMS gradients of squares of `window` pixels.

    Wants as much detail as the original has, wherever in the square it lies; what it looks like is the discriminator's
    business. Without it a generator that dares nothing is a comfortable answer to the pixel loss. Squared, since an
    absolute difference would settle for the median, which is less than the mean wherever little detail is likelier.
    """
    return F.mse_loss(_strength(prediction, window), _strength(target, window))


def _strength(rgb: Tensor, window: int) -> Tensor:
    across, down = rgb.diff(dim=-1)[..., :-1, :], rgb.diff(dim=-2)[..., :-1]
    return (F.avg_pool2d(across.square() + down.square(), window) + 1e-6).sqrt()


def discriminator(real: Tensor, fake: Tensor) -> Tensor:
    """Binary cross-entropy on logits: -log D(real) - log(1 - D(fake)) (Goodfellow et al. 2014, equation 1)."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator(fake: Tensor) -> Tensor:
    """-log D(G(x)), the non-saturating form (Ledig et al. 2017, equation 6)."""
    return F.softplus(-fake).mean()


def feature_matching(fake: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """Mean absolute difference of features, averaged over the layers (Wang et al. 2018, pix2pixHD, equation 3)."""
    return torch.stack([F.l1_loss(a, b.detach()) for a, b in zip(fake, real, strict=True)]).mean()
