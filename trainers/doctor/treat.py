"""The treatment: a run is set back to where it was healthy, with other parameters. Nothing is deleted."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.params import from_json, to_json
from trainers import RECIPES
from trainers.attempt import alone
from trainers.doctor.diagnosis import Diagnosis, Remedy
from trainers.run import Run
from trainers.status import Phase, read_status, write_status
from trainers.written import refused

_ASIDE, _STATS = "before-treatment", "stats.jsonl"


def treat(run: Run, diagnosis: Diagnosis) -> None:
    """Make `run` go on from the last healthy checkpoint with the remedy's changes, as soon as it is started.

    What came after that checkpoint is moved into a folder of the run's. Raises GanstudioError where there is no remedy,
    and `attempt.Taken` while another process trains the run.
    """
    if diagnosis.remedy is None:
        raise GanstudioError(_("There is no remedy that could be applied to this run. Read the page about it."))
    described = run.describe()
    recipe = RECIPES[described["recipe"]]
    params = from_json(recipe.params, {**described["params"], **diagnosis.remedy.changes})
    command = ["ganstudio", "train", "resume", str(run.folder)]
    with alone(run.folder):
        _set_back(run, diagnosis.remedy)
        run.open(recipe.id, to_json(params), _data(described), command)
        _say(run, diagnosis, diagnosis.remedy)


def _set_back(run: Run, remedy: Remedy) -> None:
    """Make the checkpoint of the remedy's step the last, and move aside what came after it."""
    part = run.checkpoint.with_name(run.checkpoint.name + ".part")
    if remedy.step:
        _take(run.checkpoint_at(remedy.step), part)  # before anything is moved: it may be gone
    aside = _new_folder(run.folder / _ASIDE)
    if (run.folder / _STATS).exists():
        shutil.copyfile(run.folder / _STATS, aside / _STATS)
        run.forget_after(remedy.step)
    later = [path for step, path in run.previews() if step > remedy.step]
    for kept in run.kept():
        if kept.step > remedy.step:
            later += [kept.model, *([kept.checkpoint] if kept.checkpoint else [])]
    later += [path for path in (run.checkpoint, run.model) if path.exists()]
    for path in later:
        target = aside / path.relative_to(run.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    if remedy.step:
        os.replace(part, run.checkpoint)


def _take(checkpoint: Path, target: Path) -> None:
    try:
        shutil.copyfile(checkpoint, target)
    except FileNotFoundError as error:
        sentence = _("{path} is no longer there; look at the run again.")
        raise GanstudioError(sentence.format(path=checkpoint)) from error
    except OSError as error:
        raise refused(target, error) from error


def _data(described: dict[str, Any]) -> tuple[Path, ...]:
    return tuple(Path(each) for each in described["data"])


def _new_folder(place: Path) -> Path:
    """A folder of the next number in `place`."""
    numbers = [int(path.name) for path in place.glob("*") if path.name.isdigit()]
    folder = place / str(max(numbers, default=0) + 1)
    folder.mkdir(parents=True)
    return folder


def _say(run: Run, diagnosis: Diagnosis, remedy: Remedy) -> None:
    """In the log, and in the status that is read by whoever watches."""
    changes = ", ".join(f"{name} = {value}" for name, value in remedy.changes.items())
    run.log(f"{diagnosis.illness.value} since step {diagnosis.step}: back to step {remedy.step} with {changes}")
    phase = Phase.STOPPED if remedy.step else Phase.WAITING
    status = replace(read_status(run.folder), phase=phase, step=remedy.step, sentence="", process=0)
    write_status(run.folder, status)
