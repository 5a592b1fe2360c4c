"""One network that learns, and what belongs to it: its optimizers and, where it is shipped, its average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from trainers.average import Average
from trainers.fabric import Fabric
from trainers.updates import follow


def set_rate(optimizers: Iterable[torch.optim.Optimizer], rate: float) -> None:
    """Set the learning rate, which no group of weights takes beyond its own `most`."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = min(rate, group["most"])


@contextmanager
def averaged(network: nn.Module, average: Average, fabric: Fabric) -> Iterator[nn.Module]:
    """`network` with its averaged weights, for looking only."""
    now = {name: value.clone() for name, value in network.state_dict().items()}
    network.load_state_dict(average.weights)
    network.eval()
    try:
        with torch.inference_mode(), fabric.autocast():
            yield network
    finally:
        network.train()
        network.load_state_dict(now)


class Pupil:
    """`network` on the device of `fabric`, with `optimizers`; `decay` of its average (EMA), None keeps none."""

    def __init__(
        self,
        network: nn.Module,
        optimizers: list[torch.optim.Optimizer],
        fabric: Fabric,
        decay: float | None = None,
    ) -> None:
        self.network, self.optimizers, self._fabric = network, optimizers, fabric
        self.average = None if decay is None else Average(network, decay)

    def pace(self, rate: float) -> None:
        """Set the learning rate."""
        set_rate(self.optimizers, rate)

    def forget(self) -> None:
        """Drop the gradients."""
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)

    def step(self, index: int) -> Tensor:
        """One step along the gradients that are there; their 2-norm."""
        norm = follow(self._fabric, self.network, self.optimizers)
        if self.average:
            self.average.update(self.network, index)
        return norm

    def averaged(self) -> AbstractContextManager[nn.Module]:
        """The network with its averaged weights, for looking only."""
        assert self.average is not None
        return averaged(self.network, self.average, self._fabric)

    def state(self) -> dict[str, Any]:
        """All that must be kept to go on exactly."""
        average = self.average.weights if self.average else {}
        optimizers = [optimizer.state_dict() for optimizer in self.optimizers]
        return {"network": self.network.state_dict(), "average": average, "optimizers": optimizers}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from `state`."""
        self.network.load_state_dict(state["network"])
        for name, value in state["average"].items():
            assert self.average is not None
            self.average.weights[name].copy_(value)
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
