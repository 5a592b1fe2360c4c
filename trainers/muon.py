"""Muon: momentum whose update is made orthogonal (Jordan 2024), for convolutions read as matrices.

Torch's own Muon takes matrices only. Against Adam on the upscaling recipe it reached +1.69 dB over bicubic where Adam
reached +1.29 in the same processor time (docs/decisions/muon.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import torch
from torch import Tensor, nn

# The quintic of the Newton-Schulz iteration: its slope at 0 is as steep as convergence allows (Jordan 2024).
_A, _B, _C = 3.4445, -4.7750, 2.0315


def orthogonal(matrices: Tensor, rounds: int = 5) -> Tensor:
    """The nearest semi-orthogonal matrices to (..., rows, columns), about: singular values come out in [0.7, 1.2]."""
    wide = matrices if matrices.shape[-2] <= matrices.shape[-1] else matrices.mT
    x: Tensor = wide / (wide.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(rounds):
        gram = x @ x.mT
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    return x if wide is matrices else x.mT


class Muon(torch.optim.Optimizer):
    """Steps are scaled to the size of Adam's (0.2·√max side, Liu et al. 2025), so that Adam's learning rates fit."""

    def __init__(self, params: Iterable[Tensor], lr: float = 1e-3, momentum: float = 0.95) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "most": float("inf")})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            weights = sorted((w for w in group["params"] if w.grad is not None), key=_matrix)
            # Matrices of one shape are made orthogonal together: many small products leave the processor idle.
            for shape, alike in groupby(weights, key=_matrix):
                self._update(list(alike), -group["lr"] * 0.2 * max(shape) ** 0.5, group["momentum"])

    def _update(self, weights: list[Tensor], scale: float, momentum: float) -> None:
        directions = torch.stack([self._direction(weight, momentum) for weight in weights])
        for weight, update in zip(weights, orthogonal(directions), strict=True):
            weight.add_(update.reshape(weight.shape), alpha=scale)

    def _direction(self, weight: Tensor, momentum: float) -> Tensor:
        """Nesterov's: the gradient, drawn towards its running mean."""
        gradient = weight.grad
        assert gradient is not None
        state = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight)
        state["momentum"].lerp_(gradient, 1 - momentum)
        return gradient.lerp(state["momentum"], momentum).flatten(1)


def _matrix(weight: Tensor) -> tuple[int, int]:
    return weight.shape[0], weight.shape[1:].numel()


def adam(weights: Iterable[Tensor], betas: tuple[float, float] = (0.9, 0.99)) -> torch.optim.Adam:
    """Adam, whose rate is kept below 1e-3 where Muon's is larger."""
    return torch.optim.Adam([{"params": list(weights), "most": 1e-3}], betas=betas)


def optimizers(network: nn.Module, inner: str = "body") -> list[torch.optim.Optimizer]:
    """Muon for the convolutions of `network.<inner>`, Adam for all that is no matrix or touches pixels.

    Each group says the `most` its learning rate may be.
    """
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, weight in network.named_parameters():
        (matrices if weight.ndim >= 2 and name.startswith(inner) else others).append(weight)
    return [Muon(matrices), adam(others)] if matrices else [adam(others)]
