"""What a recipe brings to the loop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from torch import Tensor

from trainers.data import Batch


class Learner(Protocol):
    """What learns: networks, their optimizers, and what it is measured on."""

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        """Learn from one batch; the numbers to record."""
        ...

    def measure(self) -> dict[str, float]:
        """Numbers on pictures that are not learnt from."""
        ...

    def preview(self) -> bytes:
        """A PNG of fixed pictures as the network makes them now; empty where there are none."""
        ...

    def state(self) -> dict[str, Any]:
        """All that must be kept to go on exactly."""
        ...

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from `state`."""
        ...
