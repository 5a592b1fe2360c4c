"""One network that learns, and what belongs to it: its optimizers and, where it is shipped, its average."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from trainers.fabric import Fabric
from trainers.loop import Average, average_gradients


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
        """Set the learning rate, which no group of weights takes beyond its own `most`."""
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = min(rate, group["most"])

    def forget(self) -> None:
        """Drop the gradients."""
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)

    def step(self, index: int) -> None:
        """One step along the gradients that are there."""
        average_gradients(self._fabric, self.network.parameters())
        for optimizer in self.optimizers:
            optimizer.step()
        if self.average:
            self.average.update(self.network, index)

    @contextmanager
    def averaged(self) -> Iterator[nn.Module]:
        """The network with its averaged weights, for looking only."""
        assert self.average is not None
        now = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average.weights)
        self.network.eval()
        try:
            with torch.inference_mode(), self._fabric.autocast():
                yield self.network
        finally:
            self.network.train()
            self.network.load_state_dict(now)

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
