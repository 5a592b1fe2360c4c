"""The one training loop. It knows steps, numbers and checkpoints, and nothing of what is learnt."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import _
from trainers.data import Batch, Batches
from trainers.fabric import Fabric
from trainers.run import Run


class Learner(Protocol):
    """What a recipe brings to the loop."""

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


@dataclass(frozen=True)
class Pace:
    """How long, and how often to stop and look."""

    steps: int
    every: int
    checkpoint_minutes: float


def trapezoid(index: int, steps: int, decay: float, warmup: int = 50) -> float:
    """The learning rate's factor: up in `warmup` steps, level, then straight to 0 in the last `decay` of `steps`."""
    down = (steps - index) / max(1.0, steps * decay)
    return max(0.0, min(1.0, (index + 1) / warmup, down))


class Average:
    """An exponential moving average of a network's weights (EMA), in float32."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, index: int) -> None:
        """Early on the average is short, or it would remember the random start."""
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


def fit(learner: Learner, batches: Batches, run: Run, pace: Pace, fabric: Fabric, job: Job) -> None:
    """Train until `pace.steps`, going on from the run's checkpoint; a cancelled job saves first."""
    start, seconds = _restore(learner, run)
    clock = _Clock(start, pace.steps, seconds)
    done, saved = start, time.monotonic()
    try:
        for index, batch in batches.from_step(start, pace.steps):
            losses = learner.step(index, tuple(fabric.to_device(part) for part in batch))
            done = index + 1
            if not fabric.is_global_zero:
                continue
            if done % pace.every == 0 or done == pace.steps:
                _report(learner, run, done, losses, clock)
            if time.monotonic() - saved > pace.checkpoint_minutes * 60:
                _save(learner, run, done, clock)
                saved = time.monotonic()
            job.progress(done / pace.steps, clock.text(done))
    except Cancelled:
        _save(learner, run, done, clock)
        raise
    if fabric.is_global_zero:
        if not pace.steps:  # nothing was to be learnt from batches
            _report(learner, run, done, {}, clock)
        _save(learner, run, done, clock)


class _Clock:
    """How fast this run is, and how long it has learnt in all, stops not counted."""

    def __init__(self, start: int, stop: int, before: float) -> None:
        self._start, self._stop, self._before, self._began = start, stop, before, time.monotonic()

    @property
    def seconds(self) -> float:
        return self._before + time.monotonic() - self._began

    def text(self, done: int) -> str:
        rate = (done - self._start) / max(1e-6, time.monotonic() - self._began)
        return _("step {done} of {steps}, {rate:.1f} a second").format(done=done, steps=self._stop, rate=rate)


def _restore(learner: Learner, run: Run) -> tuple[int, float]:
    """(steps done, seconds they took)."""
    saved = run.load()
    if saved is None:
        return 0, 0.0
    try:
        learner.restore(saved["learner"])
    except (RuntimeError, ValueError, KeyError) as error:  # torch's own words name hundreds of weights
        raise GanstudioError(
            _("The run in {folder} was begun with another network. Use its settings, or another folder.").format(
                folder=run.folder
            )
        ) from error
    run.log(f"going on at step {saved['step']}")
    return int(saved["step"]), float(saved["seconds"])


def _save(learner: Learner, run: Run, done: int, clock: _Clock) -> None:
    run.save({"step": done, "seconds": clock.seconds, "learner": learner.state()})


def _report(learner: Learner, run: Run, done: int, losses: Mapping[str, Tensor], clock: _Clock) -> None:
    values = {name: float(value) for name, value in losses.items()}
    if any(value != value for value in values.values()):
        raise GanstudioError(
            _("The training broke down at step {step}: a loss is no number any more. Lower the learning rate.").format(
                step=done
            )
        )
    values |= learner.measure()
    run.stats(done, {"minutes": clock.seconds / 60, **values})
    if png := learner.preview():  # there is none without validation pictures
        run.preview(done, png)
    run.log(f"step {done}: " + ", ".join(f"{name} {value:.4f}" for name, value in values.items()))
