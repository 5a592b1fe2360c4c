"""Averages: of a network's weights over time (EMA), and of gradients over processes."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn

from trainers import turn
from trainers.fabric import Fabric


class Average:
    """An exponential moving average of a network's weights (EMA), in float32."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, index: int) -> None:
        """Early on the average is short, or it would remember the random start. Of a batch that is learnt from in parts
        only the last counts."""
        if not turn.present().last:
            return
        keep = min(self.decay, (1 + index) / (10 + index))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - keep)
            else:
                self.weights[name].copy_(value)


def average_gradients(fabric: Fabric, weights: Iterable[Tensor]) -> None:
    """Make all processes step alike: the mean of their gradients.

    Done here and not by a wrapper around the network, since wrappers forbid what GANs do: networks that take turns.
    """
    if fabric.world_size > 1:
        for weight in weights:
            if weight.grad is not None:
                weight.grad = fabric.all_reduce(weight.grad, reduce_op="mean")  # type: ignore[assignment]
