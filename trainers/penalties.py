"""Slopes of a discriminator, which keep it from being steeper than a generator can follow."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

Judge = Callable[[Tensor], Tensor]


def r1(judge: Judge, real: Tensor) -> Tensor:
    """Mean squared slope at real pictures (N, C, H, W) (Mescheder et al. 2018, equation 9, without its γ / 2).

    Counted for pictures in [-1, 1], for which papers give their weights; ours are in [0, 1].
    """
    return (_slope(judge, real) / 2).square().sum(1).mean()


def gradient_penalty(judge: Judge, real: Tensor, fake: Tensor) -> Tensor:
    """How far slopes between real and made pictures are from 1, squared (Gulrajani et al. 2017, equation 3, without λ).

    Counted for pictures in [-1, 1], as `r1`.
    """
    share = torch.rand(len(real), 1, 1, 1, device=real.device)
    steep: Tensor = torch.linalg.vector_norm(_slope(judge, torch.lerp(real, fake, share)) / 2, dim=1)
    return (steep - 1).square().mean()


def _slope(judge: Judge, pictures: Tensor) -> Tensor:
    seen = pictures.detach().requires_grad_()
    (slope,) = torch.autograd.grad(judge(seen).sum(), seen, create_graph=True)
    return slope.flatten(1)


def gradient_norm(network: nn.Module) -> Tensor:
    """The 2-norm of all gradients of `network`, as they are."""
    found = [weight.grad for weight in network.parameters() if weight.grad is not None]
    return torch.nn.utils.get_total_norm(found)
