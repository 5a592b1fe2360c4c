"""What a training will take on this computer, found by doing the first steps of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ganstudio import paths
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError, OutOfMemory
from ganstudio.i18n import _, language
from ganstudio.program import program
from trainers import launch
from trainers.advice import for_batch, for_disk, for_memory
from trainers.lasting import POINTS, every
from trainers.recipe import Recipe
from trainers.room import on_disk, pictures_to_come
from trainers.run import Run
from trainers.status import read_status
from trainers.trial import ANSWER, STAGES, Trial, stages

_LEAST = 20
"""Steps."""
_LOOKING, _FEWEST = 0.2, 2.0
"""Share of the time in which the pictures of validation are measured and shown; points of the timeline at least."""
_PATIENCE = 0.2
"""Seconds between two looks at the process."""
_KILLED = (-9, 137)


@dataclass(frozen=True)
class Estimate:
    """`step_seconds` of one step, measured; `start_seconds` before the first; `memory` and `disk` in bytes, of which
    there are `memory_free` and `disk_free`."""

    step_seconds: float
    start_seconds: float
    memory: int
    memory_free: int
    disk: int
    disk_free: int
    device: str
    precision: str
    advice: tuple[str, ...] = ()
    """Translated sentences: what to lower if it does not fit."""
    report_seconds: float = 0.0
    """Of each point of the timeline: measures, preview, and what is kept."""
    finish_seconds: float = 0.0
    """After the last step."""

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.memory <= self.memory_free and self.disk <= self.disk_free

    def seconds(self, steps: int, every: int = 0) -> float:
        """Of a run of so many steps with a point of the timeline `every` so many; 0: as there is time for."""
        reports = steps // (every or self.every(steps)) * self.report_seconds
        return self.start_seconds + steps * self.step_seconds + reports + self.finish_seconds

    def steps(self, minutes: float) -> int:
        """How many can be done in so many minutes; at least 20."""
        spare = minutes * 60 - self.start_seconds - self.finish_seconds
        reports = self._points(spare * _LOOKING) * self.report_seconds
        return max(_LEAST, round((spare - reports) / max(1e-6, self.step_seconds)))

    def every(self, steps: int) -> int:
        """Steps between two points of the timeline: learning gets most of the time, looking what `_LOOKING` says."""
        looking = steps * self.step_seconds * _LOOKING / (1 - _LOOKING)
        return every(steps, self._points(looking))

    def _points(self, seconds: float) -> float:
        """How many points there is time for."""
        return min(POINTS, max(_FEWEST, seconds / max(1e-6, self.report_seconds)))


def estimate(recipe: Recipe, params: Any, data: tuple[Path, ...], job: Job, iterations: int = 20) -> Estimate:
    """Do `iterations` real steps in a folder that is thrown away. Raises what the training itself would raise.

    A process of its own does them: what does not fit ends that one, and not the program.
    """
    if problem := recipe.problem(params, data):
        raise GanstudioError(problem)
    if not stages(recipe, params, iterations):
        raise GanstudioError(_("A run of no steps cannot be estimated: there is nothing to try. Just start it."))
    with tempfile.TemporaryDirectory(prefix="ganstudio-", ignore_cleanup_errors=True) as place:
        began = time.monotonic()
        answer = _answer(launch.prepare(recipe, params, data, Path(place)), job, iterations)
        took = time.monotonic() - began
    if "error" in answer:
        raise GanstudioError(answer["error"])
    return _estimate(recipe, params, data, Trial(**answer["trial"]), max(0.0, took - answer["seconds"]))


def _steps(params: Any) -> int:
    return sum(getattr(params, name, 0) for name in STAGES)


def _estimate(recipe: Recipe, params: Any, data: tuple[Path, ...], trial: Trial, loading: float) -> Estimate:
    """`loading`: seconds that the program itself takes to start."""
    kept = 0 if trial.device.startswith("cuda") else pictures_to_come(recipe.needs(params), data, trial.drawn)
    found = Estimate(
        step_seconds=trial.step,
        start_seconds=trial.start + loading,
        memory=trial.memory + kept,
        memory_free=trial.memory_free,
        disk=on_disk(params, trial, max(POINTS, _steps(params) // params.every)),
        disk_free=shutil.disk_usage(_existing(paths.runs_folder())).free,
        device=trial.device,
        precision=trial.precision,
        report_seconds=trial.report,
        finish_seconds=trial.finish,
    )
    lower = [
        *for_memory(params, found.memory, found.memory_free),
        *for_batch(params.batch, trial.batch),
        *for_disk(params, found.disk, found.disk_free),
    ]
    return replace(found, advice=tuple(lower))


def _answer(run: Run, job: Job, iterations: int) -> dict[str, Any]:
    """What the process says that does the steps; a cancelled job ends it."""
    words = ["--language", language(), "runs", "try", str(run.folder), "--steps", str(iterations)]
    with (run.folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [*program(), *words], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            while process.poll() is None:
                job.progress(_done(run.folder, iterations), _("Trying the first steps"))
                time.sleep(_PATIENCE)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
    if (run.folder / ANSWER).exists():
        return dict(json.loads((run.folder / ANSWER).read_text(encoding="utf-8")))
    if process.returncode in _KILLED:
        raise OutOfMemory(
            _("The system ended the first steps for want of memory. Lower the batch, or the size of the squares.")
        )
    raise RuntimeError((run.folder / "output.txt").read_text(encoding="utf-8", errors="replace")[-4000:])


def _done(folder: Path, iterations: int) -> float:
    steps = sum(read_status(stage).step for stage in folder.iterdir() if stage.name.isdigit())
    return min(0.95, 0.05 + 0.9 * steps / iterations)


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())
