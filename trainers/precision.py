"""Which precision a run learns in: measured once on this computer with its own network, and then kept."""

from __future__ import annotations

import time
from copy import deepcopy

import torch

from ganstudio.engine.loaded import is_out_of_memory
from trainers.data import Batch, Batches
from trainers.fabric import AUTO, BFLOAT16, FLOAT32, Fabric, usual
from trainers.learner import Learner
from trainers.run import Run
from trainers.training import Training

_SHORT = 200
"""Steps: shorter runs are not worth the measuring."""
_GAIN = 0.9
"""Of the time with float32 that bfloat16 may take at most, being less exact."""
_SLOW = 1.0
"""Seconds that a step takes, from which one will do."""


def choose(params: Training, run: Run, fabric: Fabric, learner: Learner, batches: Batches, steps: int) -> None:
    """Set the precision of `fabric`: as asked for, as the run has it already, or the faster one."""
    found = params.precision
    if found == AUTO:
        found = fabric.broadcast(str(run.describe().get("precision", "")))
    if not found:
        begun = fabric.broadcast(run.checkpoint.exists())  # by a program that did not measure
        found = (
            usual()
            if begun or steps < _SHORT or usual() == FLOAT32
            else _faster(params, fabric, learner, batches, steps)
        )
    fabric.precision = found
    if fabric.is_global_zero and params.precision == AUTO:
        run.note(precision=found)
        run.log(f"learns in {found}")


def _faster(params: Training, fabric: Fabric, learner: Learner, batches: Batches, steps: int) -> str:
    before = deepcopy(dict(learner.state()))
    seconds = {}
    for precision in (BFLOAT16, FLOAT32):
        fabric.precision = precision
        try:
            seconds[precision] = _seconds(params, fabric, learner, batches, steps)
        except Exception as error:
            if fabric.world_size > 1 or not is_out_of_memory(error):
                raise
            seconds[precision] = float("inf")  # bfloat16 takes less, and is tried first
        learner.restore(deepcopy(before))
    return fabric.broadcast(BFLOAT16 if seconds[BFLOAT16] <= _GAIN * seconds[FLOAT32] else FLOAT32)


def _seconds(params: Training, fabric: Fabric, learner: Learner, batches: Batches, steps: int) -> float:
    """Of a step early in the run and one late in it, which may be of another stage."""
    taken = 0.0
    for index in (_beside_reports(steps // 4, params.every), _beside_reports(3 * steps // 4, params.every)):
        batch = tuple(fabric.to_device(part) for _step, made in batches.from_step(index, index + 1) for part in made)
        first = _timed(fabric, learner, index, batch)  # libraries choose their ways
        times = [_timed(fabric, learner, index, batch) for _time in range(_repeats(fabric, first))]
        taken += min(times)
    return taken


def _timed(fabric: Fabric, learner: Learner, index: int, batch: Batch) -> float:
    _wait(fabric)
    began = time.perf_counter()
    learner.step(index, batch)
    _wait(fabric)
    return time.perf_counter() - began


def _wait(fabric: Fabric) -> None:
    if fabric.device.type == "cuda":
        torch.cuda.synchronize(fabric.device)


def _repeats(fabric: Fabric, first: float) -> int:
    """Processes that learn together must all do as many."""
    return 1 if first > _SLOW and fabric.world_size == 1 else 3


def _beside_reports(index: int, every: int) -> int:
    """A step after which nothing is reported, which would take time of its own."""
    return index + 1 if (index + 1) % every == 0 else index
