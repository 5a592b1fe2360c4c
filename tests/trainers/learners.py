"""A learner that learns nothing, and how it is trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ganstudio.engine.job import Job
from trainers.data import Batch, Batches
from trainers.fabric import make
from trainers.loop import Pace, fit
from trainers.run import Run
from trainers.timeline import Keeping, Timeline


class Counter:
    """Counts its steps; its loss is `loss`, its score what `scores` says of the steps seen so far."""

    def __init__(self, loss: float = 1.0, scores: Mapping[int, float] | None = None) -> None:
        self.loss, self.scores, self.seen = loss, scores or {}, list[int]()
        self.does: dict[int, Callable[[], object]] = {}

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        self.seen.append(index)
        self.does.get(index, lambda: None)()
        return {"loss": torch.tensor(self.loss)}

    def measure(self) -> dict[str, float]:
        return {"seen": float(len(self.seen)), "score": self.scores.get(len(self.seen), 0.0)}

    def preview(self) -> bytes:
        return b"png"

    def state(self) -> dict[str, Any]:
        return {"seen": self.seen}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.seen = list(state["seen"])


def go(learner: Counter, run: Run, steps: int, job: Job | None = None, keeping: Keeping | None = None) -> None:
    """Train to `steps`, with a report every two; a model of a point of the timeline is a thousand bytes."""
    run.open("test", {}, (), ["test"])

    def model(path: Path) -> None:
        path.write_bytes(bytes(1000))

    timeline = Timeline(run, keeping, model) if keeping else None
    with Batches(lambda _random: (torch.zeros(1),), 1, 0) as batches:
        fit(learner, batches, run, Pace(steps, 2, 1000), make(1, 1, "float32", "cpu"), job or Job(), timeline)
