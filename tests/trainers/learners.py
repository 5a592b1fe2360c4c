"""A learner that learns nothing, and how it is trained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ganstudio.engine.job import Job
from trainers.data import Batch, Batches
from trainers.fabric import make
from trainers.loop import Pace, fit
from trainers.pupil import Pupil
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


class Line:
    """A line through points: learns 2 x from x by Adam, in batches of four."""

    def __init__(self) -> None:
        self.fabric = make(1, 1, "float32", "cpu")
        torch.manual_seed(3)
        self.pupil = Pupil(nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1)), [], self.fabric, 0.9)
        self.pupil.optimizers.append(torch.optim.Adam(self.pupil.network[0].parameters(), 0.1))  # type: ignore[index]
        self.poison: set[int] = set()
        self.fits = 4
        self.sizes: list[int] = []

    def step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        (points,) = batch
        if len(points) > self.fits:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        self.sizes.append(len(points))
        self.pupil.forget()
        made = self.pupil.network[0](points)  # type: ignore[index]
        loss = (made - 2 * points).square().mean() * (float("nan") if index in self.poison else 1)
        self.fabric.backward(loss)
        return {"loss": loss.detach(), "gradient": self.pupil.step(index)}

    def measure(self) -> dict[str, float]:
        return {}

    def preview(self) -> bytes:
        return b""

    def state(self) -> dict[str, Any]:
        return self.pupil.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        self.pupil.restore(state)


def draw(line: Line, run: Run, steps: int) -> list[float]:
    """Learn for so many steps; the weights."""
    run.open("test", {}, (), ["test"])
    with Batches(lambda random: (torch.from_numpy(random.random(1, np.float32)),), 4, 0) as batches:
        fit(line, batches, run, Pace(steps, 100, 1000, record=1), line.fabric, Job())
    return [weight.item() for weight in line.pupil.network[0].parameters()]  # type: ignore[union-attr]


def go(learner: Counter, run: Run, steps: int, job: Job | None = None, keeping: Keeping | None = None) -> None:
    """Train to `steps`, with a report every two; a model of a point of the timeline is a thousand bytes."""
    run.open("test", {}, (), ["test"])

    def model(path: Path) -> None:
        path.write_bytes(bytes(1000))

    timeline = Timeline(run, keeping, model) if keeping else None
    with Batches(lambda _random: (torch.zeros(1),), 1, 0) as batches:
        fit(learner, batches, run, Pace(steps, 2, 1000), make(1, 1, "float32", "cpu"), job or Job(), timeline)


def assert_alike(first: Path, second: Path) -> None:
    """Two runs ended bit for bit alike: networks, averages, optimizers and whatever else their checkpoints hold."""
    one, two = Run(first).load(), Run(second).load()
    assert one is not None and two is not None and one["step"] == two["step"]
    _assert_same(one["learner"], two["learner"], "")


def _assert_same(one: Any, two: Any, where: str) -> None:
    assert type(one) is type(two), where
    if isinstance(one, Tensor):
        assert torch.equal(one.isnan(), two.isnan()) and torch.equal(one.nan_to_num(), two.nan_to_num()), where
    elif isinstance(one, Mapping):
        assert list(one) == list(two), where
        for name in one:
            _assert_same(one[name], two[name], f"{where}/{name}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(two), where
        for at, both in enumerate(zip(one, two, strict=True)):
            _assert_same(*both, f"{where}/{at}")
    else:
        assert one == two, where
