"""Losses, three lines each. Predictions and targets (N, 3, H, W) in [0, 1]; logits of any shape."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F


def pixel(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean absolute error: sharper than the squared one (Lim et al. 2017, section 3.2)."""
    return F.l1_loss(prediction, target)


SPARE = 0.05
"""Added to the share of a picture that is missing, so that a scratch of a few pixels does not outweigh all else."""
_EASY, _UNIT = 4e-5, 0.02
"""Mean square error in a hole that could hardly be filled better; and what makes the loss as large as an error is."""


def inside(prediction: Tensor, target: Tensor, hole: Tensor) -> Tensor:
    """How wrong each picture's hole (N, 1, H, W) is filled: the logarithm of the mean square error, as decibels are.

    What is not to be known should come out as the mean of what it may be: absolute errors would settle for the median,
    which is bold, and boldly wrong. Logarithmic, since in a sky one level of 255 shows, and would else count for
    nothing beside a hole full of leaves.
    """
    errors = (prediction - target).square().mean(1, keepdim=True) * hole
    each = errors.sum((1, 2, 3)) / hole.sum((1, 2, 3)).clamp(min=1)
    return _UNIT * torch.log1p(each / _EASY).mean()


_SOFT = 6 / 110
"""How far colours of a palette still count for one another, in parts of 110."""


def colour(prediction: Tensor, target: Tensor) -> Tensor:
    """Error of a and b (N, 2, H, W) in parts of 110: absolute above a tenth, its square in tenths below (Huber).

    Zhang et al. 2017, equation 1. A dull mean is what it settles for where nothing tells the colour: the second stage
    is for that.
    """
    return F.smooth_l1_loss(prediction.float(), target, beta=0.1)


def likelihood(odds: Tensor, palette: Tensor, target: Tensor) -> Tensor:
    """Cross entropy of `odds` (N, Q, h, w) over a palette (Q, 2), against the colours (N, 2, H, W) seen at each place.

    A colour between those of the palette counts for all of them near it (soft encoding: Zhang et al.
    2016, section 2.2).
    """
    seen = F.adaptive_avg_pool2d(target, (odds.shape[2], odds.shape[3]))
    apart = (seen[:, None] - palette[None, :, :, None, None]).square().sum(2)
    share = (-apart / (2 * _SOFT**2)).softmax(1)
    return -(share * odds.float().log_softmax(1)).sum(1).mean()


def detail(prediction: Tensor, target: Tensor, window: int = 8) -> Tensor:
    """Difference in the local strength of detail, coarse to fine: texture statistics (Portilla and Simoncelli 2000).

    Wants as much detail as the original has, wherever in a square of `window` pixels it lies; what it looks like is
    the discriminator's business. Without it a generator that dares nothing is a comfortable answer to the pixel loss.
    Squared, since an absolute difference would settle for the median: less than the mean where detail is rare.
    """
    pairs = zip(_strengths(prediction, window), _strengths(target, window), strict=True)
    return torch.stack([F.mse_loss(ours, wanted) for ours, wanted in pairs]).sum()


def _strengths(rgb: Tensor, window: int) -> list[Tensor]:
    """Root mean squares of first and second differences, and of first ones at a half and a quarter of the size.

    The second ones keep checkerboards away, whose first differences alone could pass for texture.
    """
    half = F.avg_pool2d(rgb, 2)
    quarter = F.avg_pool2d(half, 2)
    first = [
        _strength(picture, 1, side) for picture, side in ((rgb, window), (half, window // 2), (quarter, window // 4))
    ]
    return [*first, _strength(rgb, 2, window)]


def _strength(rgb: Tensor, order: int, window: int) -> Tensor:
    across, down = rgb.diff(n=order, dim=-1)[..., :-order, :], rgb.diff(n=order, dim=-2)[..., :-order]
    return (F.avg_pool2d(across.square() + down.square(), window) + 1e-6).sqrt()


def steady(prediction: Tensor, scale: int, window: int = 2) -> Tensor:
    """How much of a picture stays where it is when the photo moves half a small pixel down and right: `prediction`
    holds twins, the second of each two being the shifted one.

    What is in the photo moves along, and may be invented freely; what keeps step with the raster of small pixels does
    not: the weave and the checkerboards of the pixel shuffle, which pass for detail otherwise. (The aliasing of
    Karras et al. 2021, StyleGAN3, made a loss.) Means over `window` × `window` small pixels at each place of the
    raster, in which noise and traces of JPEG, other in each twin, cancel out.
    """
    shift = scale // 2
    here, there = prediction[0::2, :, shift:, shift:], prediction[1::2, :, :-shift, :-shift]
    stays = (here - there)[..., : -(scale - shift), : -(scale - shift)]
    return F.avg_pool2d(F.pixel_unshuffle(stays, scale), window).abs().mean()


def discriminator(real: Tensor, fake: Tensor) -> Tensor:
    """Binary cross-entropy on logits: -log D(real) - log(1 - D(fake)) (Goodfellow et al. 2014, equation 1)."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator(fake: Tensor) -> Tensor:
    """-log D(G(x)), the non-saturating form (Ledig et al. 2017, equation 6)."""
    return F.softplus(-fake).mean()


def saturating(fake: Tensor) -> Tensor:
    """log(1 - D(G(z))), the generator's part of Goodfellow et al. 2014, equation 1: its slope is near 0 where D is
    sure, which their section 3 warns of."""
    return -F.softplus(fake).mean()


def wasserstein(real: Tensor, fake: Tensor) -> Tensor:
    """D(fake) - D(real), a critic's (Arjovsky et al. 2017, equation 2), whose slope must be kept by other means."""
    return fake.mean() - real.mean()


def wasserstein_fool(fake: Tensor) -> Tensor:
    """-D(fake), the generator's part of it, and of `hinge`."""
    return -fake.mean()


def hinge(real: Tensor, fake: Tensor) -> Tensor:
    """Nothing to learn from beyond 1 and -1 (Lim and Ye 2017; Miyato et al. 2018, equation 16)."""
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()


def least_squares(real: Tensor, fake: Tensor) -> Tensor:
    """(D(real) - 1)² + D(fake)² (Mao et al. 2017, LSGAN, equation 9 but for its halves; Zhu et al. 2017, section 4)."""
    return (real - 1).square().mean() + fake.square().mean()


def least_squares_fool(fake: Tensor) -> Tensor:
    """(D(fake) - 1)², the generator's part of it."""
    return (fake - 1).square().mean()


def relativistic(better: Tensor, worse: Tensor) -> Tensor:
    """-log sigmoid(better - worse), pair by pair: a discriminator that need only tell which of two is the photo.

    Jolicoeur-Martineau 2018; in pairs of the same content what the pictures show cancels out, so that it learns within
    minutes what gives a result away. The discriminator loses `relativistic(real, fake)`, the generator the reverse.
    """
    return F.softplus(worse - better).mean()


def feature_matching(fake: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """Mean absolute difference of features in parts of their mean size, averaged over the layers.

    Wang et al. 2018, pix2pixHD, equation 3; the division keeps it from growing with the discriminator's weights.
    """
    pairs = [(a, b.detach()) for a, b in zip(fake, real, strict=True)]
    return torch.stack([F.l1_loss(a.float(), b.float()) / (b.float().abs().mean() + 1e-6) for a, b in pairs]).mean()


def dice(logits: Tensor, target: Tensor) -> Tensor:
    """1 - 2 Σpt / (Σp + Σt) over the batch: rare pixels count as much as there are few (Milletari et al. 2016)."""
    share = torch.sigmoid(logits)
    return 1 - 2 * (share * target).sum() / (share.sum() + target.sum() + 1)
