"""From a draft to a run that has begun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ganstudio.engine.modelfile import name_of
from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.paths import runs_folder
from trainers.launch import prepare, start
from trainers.recipe import Recipe
from trainers.run import Run


def begin(recipe: Recipe, params: Any, data: tuple[Path, ...], title: str) -> Run:
    """Make the folder of a run called after `title`, and start it in a process of its own. Raises GanstudioError."""
    folder = free_folder(title)
    try:
        run = prepare(recipe, params, data, folder)
        start(run)
    except OSError as error:
        sentence = _("The training cannot be begun in {folder}: {reason}.")
        raise FileError(sentence.format(folder=folder, reason=error.strerror or error)) from error
    return run


def free_folder(title: str) -> Path:
    """A folder for a run called so; with a number where there is one already."""
    name = name_of(title, "run")
    folder, number = runs_folder() / name, 2
    while folder.exists():
        folder, number = runs_folder() / f"{name}-{number}", number + 1
    return folder
