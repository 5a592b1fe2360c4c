"""How much of a plain loop's speed a training has: `python -m tests.bench.training`; the bar is 0.95.

The plain loop is what anyone would write: the same network, loss, optimizers, batches and precision, and nothing else.
Both take turns, some steps each, so that whatever else the computer does slows both alike.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from ganstudio.engine.job import Job
from ganstudio.params import check
from tests.bench.table import Row, show
from trainers import losses
from trainers.data import Batches, Pictures
from trainers.fabric import BFLOAT16, FLOAT32, make
from trainers.loop import Pace, fit
from trainers.run import Run
from trainers.timeline import Keeping, Timeline
from trainers.upscale import UpscaleTraining
from trainers.upscale_data import Samples, whole_side
from trainers.upscale_learner import UpscaleLearner

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
PARAMS = UpscaleTraining(network="residual", scale="4", channels=32, blocks=4, batch=4, patch=24)
STEPS, TURNS = 12, 5
"""Steps of a turn, as many turns of each; the middle one counts."""


@dataclass
class Trained:
    """The program's own loop, with all that it does beside: numbers, status, questions, one report and a checkpoint."""

    params: UpscaleTraining
    folder: Path
    done: int = 0

    def __post_init__(self) -> None:
        self.fabric = make(1, 1, self.params.precision)
        self.learner = UpscaleLearner(self.params, self.fabric, [])
        self.samples = Samples(Pictures((SAMPLES,), whole_side(self.params)), self.params)

    def turn(self) -> float:
        """Seconds a step, from the first step to the last."""
        run = Run(self.folder)
        run.open("upscale", {}, (), ["bench"])
        shutil.rmtree(self.folder / "models", ignore_errors=True)
        keeping = Keeping(every=10**6, nth=1, disk=1e9)
        timeline = Timeline(run, keeping, lambda path: torch.save(self.learner.average.weights, path))
        ends: list[float] = []
        self.done += STEPS
        with Batches(self.samples, self.params.batch, 0) as batches:
            pace = Pace(self.done, 10**6, 10)
            fit(self.learner, batches, run, pace, self.fabric, Job(lambda *_told: ends.append(_now())), timeline)
        # Written down at the last step: what a real run does every thousandth.
        return (ends[-2] - ends[0]) / (len(ends) - 2)


@dataclass
class Plain:
    """A loop without anything."""

    params: UpscaleTraining

    def __post_init__(self) -> None:
        self.trained = Trained(self.params, Path())
        self.index = 0

    def turn(self) -> float:
        """Seconds a step."""
        learner, fabric = self.trained.learner, self.trained.fabric
        ends = [0.0]
        with Batches(self.trained.samples, self.params.batch, 0) as batches:
            for index, batch in batches.from_step(self.index, self.index + STEPS):
                small, large = (part.contiguous(memory_format=torch.channels_last) for part in batch)
                with fabric.autocast():
                    fake = learner.generator(small)
                loss = losses.pixel(fake, large)
                for optimizer in learner.generator_steps:
                    optimizer.zero_grad(set_to_none=True)
                loss.backward()
                for optimizer in learner.generator_steps:
                    optimizer.step()
                learner.average.update(learner.generator, index)
                ends.append(_now())
        self.index += STEPS
        return (ends[-2] - ends[1]) / (len(ends) - 3)


def _now() -> float:
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter()


def ratio(precision: str) -> Row:
    """Times of both, in milliseconds, and the plain one's in parts of ours."""
    params = check(replace(PARAMS, precision=precision))
    with tempfile.TemporaryDirectory() as place:
        plain, trained = Plain(params), Trained(params, Path(place) / "run")
        turns: list[Callable[[], float]] = [plain.turn, trained.turn]
        for turn in turns:  # libraries choose their ways
            turn()
        times = [[turn() for turn in turns] for _turn in range(TURNS)]
    ours, theirs = (1000 * statistics.median(column) for column in list(zip(*times, strict=True))[::-1])
    return {"precision": precision, "plain loop ms": theirs, "training ms": ours, "share of its speed": theirs / ours}


if __name__ == "__main__":
    show("Training against a plain loop (bar: 0.95)", [ratio(precision) for precision in (FLOAT32, BFLOAT16)])
