"""What pictures of a kind have in common, as a discriminator sees it: means and correlations of its features.

Matching the means of what a discriminator sees (Salimans et al. 2016, "Improved Techniques for Training GANs", section
3.1) gives a generator a steady way to go while the discriminator has only just begun to tell; the products of channels,
averaged over all places, are what a texture is (Gatys et al. 2016, "Image Style Transfer", equation 3).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

_KEEP = 0.95
"""Of the running means, so that one picture of a small batch is not taken for its whole kind."""


def moments(features: Sequence[Tensor]) -> list[Tensor]:
    """Of each layer's (N, C, H, W): the means (1, C) above the mean products (C, C), over pictures and places."""
    found = []
    for layer in features:
        places = layer.float().transpose(0, 1).flatten(1)  # (C, N H W)
        products = places @ places.T / places.shape[1]
        found.append(torch.cat([places.mean(1)[None], products]))
    return found


def apart(ours: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
    """How far moments are from those that are `wanted`: squared, in parts of these, so that layers count alike."""
    pairs = zip(ours, wanted, strict=True)
    return torch.stack([_apart(a[:1], b[:1]) + _apart(a[1:], b[1:]) for a, b in pairs]).mean()


def _apart(a: Tensor, b: Tensor) -> Tensor:
    return (a - b).square().sum() / b.square().sum().clamp(min=1e-8)


class Kind:
    """The moments of a kind of pictures, followed as the discriminator changes."""

    def __init__(self) -> None:
        self.known: list[Tensor] = []

    def learn(self, features: Sequence[Tensor]) -> list[Tensor]:
        """The moments now that these `features` are seen too, through which gradients pass to them."""
        seen = moments(features)
        before = self.known or [layer.detach() for layer in seen]
        after = [torch.lerp(new, old, _KEEP) for old, new in zip(before, seen, strict=True)]
        self.known = [layer.detach() for layer in after]
        return after


class Resemblance:
    """What pictures that are made lack to be of a kind, as one discriminator sees both."""

    def __init__(self) -> None:
        self.real, self.made = Kind(), Kind()

    def missing(self, features: Sequence[Tensor]) -> Tensor:
        """How far the made pictures are from the kind, with those that have these `features`; 0 before any is known."""
        ours = self.made.learn(features)
        return apart(ours, self.real.known or ours)
