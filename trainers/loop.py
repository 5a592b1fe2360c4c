"""The one training loop. It knows steps, numbers and checkpoints, and nothing of what is learnt."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, FileError, GanstudioError
from ganstudio.i18n import _
from trainers.away import away
from trainers.clock import Clock
from trainers.control import Ask
from trainers.data import Batch, Batches
from trainers.fabric import Fabric
from trainers.learner import Learner
from trainers.notes import Notes
from trainers.parts import Parts
from trainers.restore import restored
from trainers.run import Run
from trainers.status import Phase
from trainers.timeline import Timeline
from trainers.watch import Watch

_ENOUGH = 10
"""Steps in a row that had to be left out, after which a run is given up."""


@dataclass(frozen=True)
class Pace:
    """How long, and how often to stop and look."""

    steps: int
    every: int
    checkpoint_minutes: float
    record: int = 10
    """Steps between two lines of numbers; those of validation and a preview come with each `every`-th."""
    seed: int = 0


def trapezoid(index: int, steps: int, decay: float, warmup: int = 50) -> float:
    """The learning rate's factor: up in `warmup` steps, level, then straight to 0 in the last `decay` of `steps`."""
    down = (steps - index) / max(1.0, steps * decay)
    return max(0.0, min(1.0, (index + 1) / warmup, down))


def fit(
    learner: Learner,
    batches: Batches,
    run: Run,
    pace: Pace,
    fabric: Fabric,
    job: Job,
    timeline: Timeline | None = None,
) -> None:
    """Train until `pace.steps`, going on from the run's checkpoint; a cancelled job, or one asked to stop, saves first.

    Before each step torch's random numbers are seeded with its index: those that a learner draws within a step are the
    same in a run that went on after a stop.
    """
    progress, sentence = restored(learner, run, fabric)
    clock = Clock(progress.step, pace.steps, progress.seconds)
    watch = Watch(run.folder, fabric, pace.steps, clock)
    notes = Notes(learner, run, fabric, timeline, clock, watch, progress)
    watch.begin(progress.part * fabric.world_size, sentence, progress.step)
    try:
        _Fitting(learner, pace, fabric, job, notes).go(batches)
    finally:  # not every step is told; how it ended is for `attempt` to say
        watch.say(Phase.TRAINING, progress.step, now=True)


class _Fitting:
    """One stretch of a run, from start or checkpoint to the end or a stop."""

    def __init__(self, learner: Learner, pace: Pace, fabric: Fabric, job: Job, notes: Notes) -> None:
        self._learner, self._pace, self._fabric, self._job, self._notes = learner, pace, fabric, job, notes
        self._progress, self._clock, self._watch = notes.progress, notes.clock, notes.watch
        self._parts, self._in_a_row = Parts(fabric, self._progress.part), 0

    def go(self, batches: Batches) -> None:
        pace, progress, values = self._pace, self._progress, dict[str, Tensor]()
        try:
            for index, batch in batches.from_step(progress.step, pace.steps):
                values = self._step(index, tuple(self._fabric.to_device(part) for part in batch))
                progress.step = index + 1
                self._clock.mark(progress.step)
                self._write_down(values)
                self._heed()
        except (Cancelled, FileError):  # the latter where pictures are gone
            self._notes.save()
            raise
        if not pace.steps:  # nothing was to be learnt from batches
            self._write_down(values)
        self._notes.save()

    def _step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        """The step; in smaller parts from now on if it does not fit into memory. Stops a run of nothing but NaN."""
        while True:
            _seed(self._pace.seed + 1 + index + 1_000_003 * self._fabric.global_rank, self._fabric.device)
            values, left_out = self._parts.step(self._learner.step, index, batch)
            if values is not None:
                break
            self._progress.part = self._parts.most
            self._watch.takes(self._parts.most * self._fabric.world_size)
            self._notes.say(self._parts.sentence())
        self._progress.skipped += left_out
        self._in_a_row = (self._in_a_row + 1) * left_out
        if self._in_a_row >= _ENOUGH:
            raise GanstudioError(
                _(
                    "The training broke down at step {step}: {count} times in a row a number in it was infinite or "
                    "none. Lower the learning rate; the run can be gone on with from an earlier point."
                ).format(step=index + 1, count=_ENOUGH)
            )
        return values

    def _write_down(self, values: Mapping[str, Tensor]) -> None:
        """What this step calls for: a line of numbers, a report, a checkpoint, a word to whoever watches."""
        if not self._fabric.is_global_zero:
            return
        pace, done = self._pace, self._progress.step
        if done % pace.every == 0 or done >= pace.steps:
            self._notes.report(values)
        elif done % pace.record == 0:
            self._notes.record(values)
        if self._notes.age > pace.checkpoint_minutes * 60:
            self._notes.try_to_save()
        self._watch.say(Phase.TRAINING, done)
        self._job.progress(done / max(1, pace.steps), self._clock.text())

    def _heed(self) -> None:
        """Do what is asked."""
        done = self._progress.step
        asked = self._watch.asked(regularly=done % self._pace.record == 0)
        paused = self._answer(asked)
        if paused:
            self._notes.try_to_save()
        with self._clock.stopped():
            while paused:
                with away(self._learner.state(), self._fabric.device):
                    asked = self._wait()
                paused = self._answer([Ask.PAUSE, *asked])
        if asked:
            self._watch.say(Phase.TRAINING, done, now=True)

    def _wait(self) -> list[Ask]:
        """Until something is asked of a run that is paused."""
        self._watch.say(Phase.PAUSED, self._progress.step, now=True)
        while True:
            self._job.check()
            time.sleep(0.1)
            self._watch.say(Phase.PAUSED, self._progress.step)
            if asked := self._watch.asked(regularly=True):
                return asked

    def _answer(self, asked: list[Ask]) -> bool:
        """Whether the run shall be paused when all this was asked, one after the other."""
        paused = False
        for each in asked:
            if each is Ask.STOP:
                raise Cancelled
            if each is Ask.SNAPSHOT:
                self._notes.keep({}, wanted=True)
            paused = each is Ask.PAUSE or (paused and each is not Ask.RESUME)
        return paused


def _seed(value: int, device: torch.device) -> None:
    """As torch.manual_seed, which remembers a stack trace for each kind of device that has not been used yet."""
    torch.default_generator.manual_seed(value)
    if device.type == "cuda":
        torch.cuda.manual_seed(value)
    elif device.type == "mps":
        torch.mps.manual_seed(value)
