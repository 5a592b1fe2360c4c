"""The one training loop. It knows steps, numbers and checkpoints, and nothing of what is learnt."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, FileError, GanstudioError, ModelError
from ganstudio.i18n import _
from trainers import signals
from trainers.away import away
from trainers.clock import Clock
from trainers.control import Ask
from trainers.data import Batch, Batches
from trainers.fabric import Fabric
from trainers.learner import Learner
from trainers.parts import Parts
from trainers.restore import Found, restored
from trainers.run import Run
from trainers.status import Phase
from trainers.timeline import Timeline
from trainers.watch import Watch
from trainers.written import refused

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
    _Fitting(learner, run, pace, fabric, job, timeline, restored(learner, run, fabric)).go(batches)


class _Fitting:
    """One stretch of a run, from start or checkpoint to the end or a stop."""

    def __init__(
        self,
        learner: Learner,
        run: Run,
        pace: Pace,
        fabric: Fabric,
        job: Job,
        timeline: Timeline | None,
        found: Found,
    ) -> None:
        self._learner, self._run, self._pace, self._fabric, self._job = learner, run, pace, fabric, job
        self._timeline, self._done = timeline, found.step
        self._clock = Clock(found.step, pace.steps, found.seconds)
        self._watch = Watch(run.folder, fabric, pace.steps, self._clock)
        self._saved = time.monotonic()
        self._parts = Parts(fabric, found.part)
        self._skipped, self._in_a_row = found.skipped, 0
        if found.part:
            self._watch.takes(found.part * fabric.world_size, "")
        if found.sentence:
            self._watch.say(Phase.TRAINING, found.step, sentence=found.sentence)

    def go(self, batches: Batches) -> None:
        pace, values = self._pace, dict[str, Tensor]()
        try:
            self._watch.say(Phase.TRAINING, self._done, now=True)
            for index, batch in batches.from_step(self._done, pace.steps):
                values = self._step(index, tuple(self._fabric.to_device(part) for part in batch))
                self._done = index + 1
                self._clock.mark(self._done)
                if self._fabric.is_global_zero:
                    self._write_down(values)
                self._heed()
        except (Cancelled, FileError):  # the latter where pictures are gone
            self._save()
            raise
        if not pace.steps:  # nothing was to be learnt from batches
            self._write_down(values)
        self._save()

    def _step(self, index: int, batch: Batch) -> dict[str, Tensor]:
        """The step; in smaller parts from now on if it does not fit into memory. Stops a run of nothing but NaN."""
        while True:
            _seed(self._pace.seed + 1 + index + 1_000_003 * self._fabric.global_rank, self._fabric.device)
            values, left_out = self._parts.step(self._learner.step, index, batch)
            if values is not None:
                break
            self._run.log(self._parts.sentence())
            self._watch.takes(self._parts.most * self._fabric.world_size, self._parts.sentence())
        self._skipped, self._in_a_row = self._skipped + left_out, (self._in_a_row + 1) * left_out
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
        pace, done = self._pace, self._done
        if done % pace.every == 0 or done >= pace.steps:
            self._report(values)
        elif done % pace.record == 0:
            self._written(lambda: self._run.stats(done, self._numbers(values)))
        if time.monotonic() - self._saved > pace.checkpoint_minutes * 60:
            self._written(self._save)
        self._watch.say(Phase.TRAINING, done)
        self._job.progress(done / max(1, pace.steps), self._clock.text())

    def _report(self, values: Mapping[str, Tensor]) -> None:
        done = self._done
        numbers = self._numbers(values) | self._learner.measure()
        self._written(lambda: self._run.stats(done, numbers))
        png = self._learner.preview()
        if png:  # there is none without validation pictures
            self._written(lambda: self._run.preview(done, png))
        self._run.log(f"step {done}: " + ", ".join(f"{name} {value:.4f}" for name, value in numbers.items()))
        self._keep(numbers)

    def _numbers(self, values: Mapping[str, Tensor]) -> dict[str, float]:
        numbers = {"minutes": self._clock.seconds / 60} | told(values)
        return numbers | ({signals.SKIPPED: float(self._skipped)} if self._skipped else {})

    def _keep(self, numbers: Mapping[str, float], *, wanted: bool = False) -> None:
        """A point of the timeline, to go on from where it is `wanted` or worth it."""
        if self._timeline:
            checkpoint = wanted or self._timeline.wants_checkpoint(self._done, numbers)
            if checkpoint:
                checkpoint = self._written(self._save)
            timeline, done = self._timeline, self._done
            self._written(lambda: timeline.keep(done, numbers, checkpoint))

    def _written(self, write: Callable[[], object]) -> bool:
        """Whether something could be written that the training can do without for now: a disk that is full may have
        room later. Raises FileError where the run's folder is gone."""
        try:
            write()
        except (OSError, FileError, ModelError) as error:
            trouble = error if isinstance(error, GanstudioError) else refused(self._run.folder / "models", error)
            if not self._run.folder.is_dir():
                raise FileError(
                    _("The folder {folder} of the run is gone, so the training ends.").format(folder=self._run.folder)
                ) from error
            self._run.log(str(trouble))
            self._watch.say(Phase.TRAINING, self._done, sentence=str(trouble))
            return False
        return True

    def _save(self) -> None:
        if self._fabric.is_global_zero:
            self._saved = time.monotonic()
            found = Found(self._done, self._clock.seconds, self._skipped, self._parts.most)
            self._run.save(asdict(found) | {"learner": self._learner.state()})

    def _heed(self) -> None:
        """Do what is asked."""
        asked = self._watch.asked(regularly=self._done % self._pace.record == 0)
        paused = self._answer(asked)
        if paused:
            self._written(self._save)
            self._watch.say(Phase.PAUSED, self._done, now=True)
        with self._clock.stopped():
            while paused:
                with away(self._learner.state(), self._fabric.device):
                    asked = self._wait()
                paused = self._answer([Ask.PAUSE, *asked])
        if asked:
            self._watch.say(Phase.TRAINING, self._done, now=True)

    def _wait(self) -> list[Ask]:
        """Until something is asked of a run that is paused."""
        self._watch.say(Phase.PAUSED, self._done, now=True)
        while True:
            self._job.check()
            time.sleep(0.1)
            self._watch.say(Phase.PAUSED, self._done)
            if asked := self._watch.asked(regularly=True):
                return asked

    def _answer(self, asked: list[Ask]) -> bool:
        """Whether the run shall be paused when all this was asked, one after the other."""
        paused = False
        for each in asked:
            if each is Ask.STOP:
                raise Cancelled
            if each is Ask.SNAPSHOT and self._fabric.is_global_zero:
                self._keep({}, wanted=True)
            paused = each is Ask.PAUSE or (paused and each is not Ask.RESUME)
        return paused


def _seed(value: int, device: torch.device) -> None:
    """As torch.manual_seed, which remembers a stack trace for each kind of device that has not been used yet."""
    torch.default_generator.manual_seed(value)
    if device.type == "cuda":
        torch.cuda.manual_seed(value)
    elif device.type == "mps":
        torch.mps.manual_seed(value)


def told(values: Mapping[str, Tensor]) -> dict[str, float]:
    """Single numbers, fetched from the device at once."""
    if not values:
        return {}
    device = next(iter(values.values())).device
    together = torch.stack([value.detach().to(device, torch.float32).reshape(()) for value in values.values()])
    return dict(zip(values, together.tolist(), strict=True))
