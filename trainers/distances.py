"""How far made pictures are from real ones as a crowd, under true names: none of this is FID, which is Inception's.

Sets of pictures are (N, C, H, W) in [0, 1].
"""

from __future__ import annotations

import math
from functools import cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SLICED_WASSERSTEIN = "sliced Wasserstein"
KERNEL_DISTANCE = "kernel distance"
COVERAGE = "coverage"
"""Share of real pictures that have a made one among their neighbours: low where some kinds are never made."""
NOVELTY = "novelty"
"""Mean distance of a made picture to the nearest it could have been copied from, over that of held-out pictures: well
below 1 where pictures are known by heart."""
_PATCHES, _SIDE, _WAYS = 16, 7, 128
_FIVE_TAPS = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
_NEIGHBOURS = 3


def sliced_wasserstein(made: Tensor, real: Tensor) -> float:
    """Mean over the levels of a Laplacian pyramid, down to 16 pixels, of the distance of 7 × 7 patches (Karras et al.
    2018, section 5), times 1000 as there."""
    count = min(len(made), len(real))
    levels = [_pyramid(each[:count].float()) for each in (made, real)]
    found = [_sliced(_patches(ours), _patches(theirs)) for ours, theirs in zip(*levels, strict=True)]
    return 1000 * sum(found) / len(found)


def kernel_distance(made: Tensor, real: Tensor) -> float:
    """Squared maximum mean discrepancy, unbiased, with the polynomial kernel of Bińkowski et al. 2018 (KID, equation
    4), on features of our own: those of a small network with fixed random weights. Times 1000; near 0 for equal
    crowds."""
    a, b = _features(made), _features(real)
    own = [_kernel(each, each).fill_diagonal_(0).sum() / (len(each) * (len(each) - 1)) for each in (a, b)]
    return 1000 * float(own[0] + own[1] - 2 * _kernel(a, b).mean())


def variety(pictures: Tensor) -> Tensor:
    """Mean distance of two pictures, on copies of 8 × 8."""
    small = F.adaptive_avg_pool2d(pictures.float(), 8).flatten(1)
    # Matrix products would lose what is nearly alike, and pdist is not there on every device.
    apart = torch.cdist(small, small, compute_mode="donot_use_mm_for_euclid_dist")
    return apart.sum() / max(1, len(small) * (len(small) - 1))


def coverage(made: Tensor, real: Tensor) -> float:
    """See COVERAGE (Naeem et al. 2020, equation 6, with 3 neighbours), on copies of 16 × 16."""
    a, b = _small(made), _small(real)
    radii = torch.cdist(b, b).kthvalue(min(_NEIGHBOURS + 1, len(b)), dim=1).values
    return float((torch.cdist(b, a).amin(1) <= radii).float().mean())


def novelty(made: Tensor, learnt: Tensor, held_out: Tensor) -> float:
    """See NOVELTY, on copies of 16 × 16."""
    near = [torch.cdist(_small(each), _small(learnt)).amin(1).mean() for each in (made, held_out)]
    return float(near[0] / near[1].clamp(min=1e-6))


def _small(pictures: Tensor) -> Tensor:
    return F.adaptive_avg_pool2d(pictures.float(), 16).flatten(1)


def _pyramid(pictures: Tensor) -> list[Tensor]:
    """Laplacian (Burt and Adelson 1983), fine to coarse."""
    levels = []
    while pictures.shape[-1] >= 32:
        smaller = F.interpolate(_blurred(pictures), scale_factor=0.5)
        levels.append(pictures - F.interpolate(smaller, pictures.shape[-2:], mode="bilinear"))
        pictures = smaller
    return [*levels, pictures]


def _blurred(pictures: Tensor) -> Tensor:
    channels = pictures.shape[1]
    taps = _FIVE_TAPS.to(pictures.device)
    kernel = torch.outer(taps, taps).expand(channels, 1, 5, 5)
    return F.conv2d(F.pad(pictures, (2,) * 4, mode="reflect"), kernel, groups=channels)


def _patches(level: Tensor) -> Tensor:
    """(N · patches, values) at some places of every picture, each colour of all of them with mean 0 and deviation 1."""
    side, random = min(_SIDE, level.shape[-1]), torch.Generator().manual_seed(0)
    places = torch.randint(level.shape[-1] - side + 1, (_PATCHES, 2), generator=random).tolist()
    cut = torch.cat([level[..., top : top + side, left : left + side] for top, left in places])
    middle, spread = cut.mean((0, 2, 3), keepdim=True), cut.std((0, 2, 3), keepdim=True)
    return ((cut - middle) / (spread + 1e-8)).flatten(1)


def _sliced(a: Tensor, b: Tensor) -> float:
    ways = torch.randn(_WAYS, a.shape[1], generator=torch.Generator().manual_seed(0)).to(a.device)
    first, second = ((F.normalize(ways, dim=1) @ each.T).sort(1).values for each in (a, b))
    return float((first - second).abs().mean())


def _kernel(a: Tensor, b: Tensor) -> Tensor:
    return (a @ b.T / a.shape[1] + 1) ** 3


@torch.inference_mode()
def _features(pictures: Tensor) -> Tensor:
    """(N, 256): means and deviations over places of what random filters see at two depths."""
    maps = []
    x = pictures.float() * 2 - 1
    for layer in _filters(pictures.shape[1]):
        x = F.relu(layer.to(x.device)(x))
        maps.append(x)
    found = [part for each in maps[1:] for part in (each.mean((2, 3)), each.std((2, 3), correction=0))]
    features = torch.cat(found, dim=1)
    return features.clone()


@cache
def _filters(channels: int) -> tuple[nn.Conv2d, ...]:
    random = torch.Generator().manual_seed(0)
    layers = []
    for before, after in ((channels, 32), (32, 64), (64, 64)):
        layer = nn.Conv2d(before, after, 4, 2, 1, bias=False)
        with torch.no_grad():  # He et al. 2015: what comes out is as strong as what went in
            layer.weight.copy_(torch.randn(layer.weight.shape, generator=random) * math.sqrt(2 / (16 * before)))
        layers.append(layer.requires_grad_(False))
    return tuple(layers)
