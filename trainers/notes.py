"""What a training writes into the folder of its run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict

import torch
from torch import Tensor

from ganstudio.engine.loaded import is_out_of_memory
from ganstudio.errors import FileError, GanstudioError, ModelError
from ganstudio.i18n import _
from trainers import signals
from trainers.clock import Clock
from trainers.fabric import Fabric
from trainers.learner import Learner
from trainers.restore import Progress
from trainers.run import Run
from trainers.status import Phase
from trainers.timeline import Timeline
from trainers.watch import Watch
from trainers.written import refused


class Notes:
    """Of one stretch of a run. What cannot be written is told, and done without as long as it can be; only `save`
    raises FileError."""

    def __init__(
        self,
        learner: Learner,
        run: Run,
        fabric: Fabric,
        timeline: Timeline | None,
        clock: Clock,
        watch: Watch,
        progress: Progress,
    ) -> None:
        self._learner, self._run, self._fabric, self._timeline = learner, run, fabric, timeline
        self.clock, self.watch, self.progress = clock, watch, progress
        self._saved, self._in_trouble = time.monotonic(), False

    @property
    def age(self) -> float:
        """Seconds since the last checkpoint, or try to make one."""
        return time.monotonic() - self._saved

    def record(self, values: Mapping[str, Tensor]) -> None:
        """A line of numbers."""
        self._write(lambda: self._run.stats(self.progress.step, self._numbers(values)))

    def report(self, values: Mapping[str, Tensor]) -> None:
        """Numbers on validation pictures too, a preview, a point of the timeline."""
        done, numbers = self.progress.step, self._numbers(values)
        measured, png = self._looked()
        numbers |= measured
        self._write(lambda: self._run.stats(done, numbers))
        if png:  # there is none without validation pictures
            self._write(lambda: self._run.preview(done, png))
        self._run.log(f"step {done}: " + ", ".join(f"{name} {value:.4f}" for name, value in numbers.items()))
        self.keep(numbers)

    def _looked(self) -> tuple[dict[str, float], bytes]:
        try:
            return self._learner.measure(), self._learner.preview()
        except Exception as error:
            if not is_out_of_memory(error):
                raise
        self.say(_("Memory did not suffice to measure; give smaller or fewer pictures for validation."))
        return {}, b""

    def _numbers(self, values: Mapping[str, Tensor]) -> dict[str, float]:
        skipped = self.progress.skipped
        numbers = {"minutes": self.clock.seconds / 60} | told(values)
        return numbers | ({signals.SKIPPED: float(skipped)} if skipped else {})

    def keep(self, numbers: Mapping[str, float], *, wanted: bool = False) -> None:
        """A point of the timeline, to go on from where it is `wanted` or worth it."""
        timeline, done = self._timeline, self.progress.step
        if timeline and self._fabric.is_global_zero:
            checkpoint = (wanted or timeline.wants_checkpoint(done, numbers)) and self.try_to_save()
            self._write(lambda: timeline.keep(done, numbers, checkpoint))

    def save(self) -> None:
        """The checkpoint. Raises FileError."""
        if self._fabric.is_global_zero:
            self._saved = time.monotonic()
            self.progress.seconds = self.clock.seconds
            self._run.save(asdict(self.progress) | {"learner": self._learner.state()})

    def try_to_save(self) -> bool:
        """Whether that was possible now."""
        saved = self._write(self.save)
        if saved and self._in_trouble:
            self._in_trouble = False
            self.watch.say(Phase.TRAINING, self.progress.step, sentence="")
        return saved

    def say(self, sentence: str) -> None:
        """A sentence for whoever watches, and for later."""
        self._run.log(sentence)
        self.watch.say(Phase.TRAINING, self.progress.step, sentence=sentence)

    def _write(self, write: Callable[[], object]) -> bool:
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
            self.say(str(trouble))
            self._in_trouble = True
            return False
        return True


def told(values: Mapping[str, Tensor]) -> dict[str, float]:
    """Single numbers, fetched from the device at once."""
    if not values:
        return {}
    device = next(iter(values.values())).device
    together = torch.stack([value.detach().to(device, torch.float32).reshape(()) for value in values.values()])
    return dict(zip(values, together.tolist(), strict=True))
