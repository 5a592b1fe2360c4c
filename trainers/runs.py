"""All runs of this user: found by name, told how they are, their models put to use, thrown away."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from ganstudio import paths
from ganstudio.engine.modelfile import KEY, SUFFIX, ModelInfo, name_of, read_header, replace_file, write_header
from ganstudio.engine.store import Store
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.params import from_json
from trainers import launch
from trainers.recipe import Recipe
from trainers.run import Run
from trainers.status import Phase, Status, read_status


def listed(folder: Path | None = None) -> list[Run]:
    """The runs in `folder`, by default the user's, the one that was touched last first."""
    place = folder or paths.runs_folder()
    runs = [Run(path.parent) for path in place.glob("*/run.json")]
    return sorted(runs, key=touched, reverse=True)


def find(name: str, folder: Path | None = None) -> Run:
    """The run called `name`, or that in the folder `name`. Raises GanstudioError where there is none."""
    for run in (Run((folder or paths.runs_folder()) / name), Run(Path(name))):
        if name and run.exists:
            return run
    there = ", ".join(run.folder.name for run in listed(folder)) or _("none")
    raise GanstudioError(_("There is no run called {name}; there are: {names}.").format(name=name, names=there))


def title(run: Run) -> str:
    """What the run's model shall be called in lists."""
    params = run.describe().get("params")
    return str((params.get("title") if isinstance(params, dict) else "") or run.folder.name)


def recipe_of(run: Run) -> Recipe | None:
    """The recipe, if this version knows it."""
    from trainers import RECIPES

    return RECIPES.get(str(run.describe().get("recipe")))


def params_of(run: Run) -> Any:
    """The parameters that stand in the run's folder. Raises GanstudioError where this version does not know them."""
    recipe, values = recipe_of(run), run.describe().get("params")
    if recipe is None or not isinstance(values, dict):
        raise GanstudioError(_("The folder {folder} holds no run that can be gone on with.").format(folder=run.folder))
    return from_json(recipe.params, values)


def state(run: Run) -> Status:
    """How the run is: stopped, where its process was ended from outside; from its files, where it is an old one."""
    status = read_status(run.folder)
    if status.phase in launch.AT_WORK and not launch.at_work(run):
        return replace(status, phase=Phase.STOPPED)
    if status.updated or not (run.checkpoint.exists() or run.model.exists()):
        return status
    step = int(run.last_stats().get("step", 0))
    return replace(status, phase=Phase.FINISHED if run.model.exists() else Phase.STOPPED, step=step)


def touched(run: Run) -> float:
    """When the run was last written into, in seconds since 1970."""
    files = [run.folder / name for name in ("status.json", "stats.jsonl", "run.json")]
    return max((path.stat().st_mtime for path in files if path.exists()), default=0.0)


def model_at(run: Run, step: int | None = None) -> Path:
    """The model as it was after `step` steps, or the next before that was kept; None: the finished, else the newest.

    Of an old run that kept none it is the finished. Raises GanstudioError where there is none yet, or none so early.
    """
    kept = run.kept()
    if run.model.exists() and (step is None or not kept):
        return run.model
    fit = [point.model for point in kept if step is None or point.step <= step]
    if fit:
        return fit[-1]
    if kept:
        raise GanstudioError(
            _("The run {name} has no model of step {step} or before; its first is that of step {first}.").format(
                name=run.folder.name, step=step, first=kept[0].step
            )
        )
    raise GanstudioError(
        _("The run {name} has no model yet: it leaves one with its first report.").format(name=run.folder.name)
    )


def promote(run: Run, step: int | None = None, called: str = "", store: Store | None = None) -> ModelInfo:
    """Put the model of that step among the user's models, with a title; at once it is in its tool's list.

    A model that is there already stays what it is and is called as it was.
    """
    with tempfile.TemporaryDirectory(prefix="ganstudio-", ignore_cleanup_errors=True) as place:
        return (store or Store()).add(export(run, Path(place) / f"model{SUFFIX}", step, called))


def export(run: Run, target: Path, step: int | None = None, called: str = "") -> Path:
    """Write the model of that step with its card into one file, for another computer; gives the file.

    `called`: its title; empty takes the run's. Raises ModelError where it cannot be written.
    """
    source = model_at(run, step)
    words = called or title(run)
    path = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
    replace_file(path, lambda file: _copy(source, file, name_of(words), words))
    return path


def delete(run: Run) -> None:
    """Throw the run away with all that is in its folder. Raises GanstudioError while it is trained, or for no run."""
    if not run.exists:
        raise GanstudioError(_("The folder {folder} holds no run.").format(folder=run.folder))
    if launch.at_work(run):
        raise GanstudioError(_("The run {name} is being trained; stop it first.").format(name=run.folder.name))
    try:
        shutil.rmtree(run.folder)
    except OSError as error:
        reason = error.strerror or error
        raise FileError(_("{name} cannot be removed: {reason}.").format(name=run.folder, reason=reason)) from error


def _copy(source: Path, target: IO[bytes], name: str, words: str) -> None:
    """The same weights under another name and title."""
    header: dict[str, Any] = read_header(source)
    ours = json.loads(header["__metadata__"][KEY]) | {"name": name, "title": words}
    header["__metadata__"] = {KEY: json.dumps(ours, ensure_ascii=False)}
    with source.open("rb") as file:
        file.seek(8 + int.from_bytes(file.read(8), "little"))
        write_header(target, header)
        shutil.copyfileobj(file, target)
