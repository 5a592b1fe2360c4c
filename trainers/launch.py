"""Starts runs in a process of their own, which goes on when the window is closed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.params import to_json
from ganstudio.program import program
from trainers.recipe import Recipe
from trainers.run import Run
from trainers.status import Phase, Status, read_status, write_status
from trainers.written import refused

AT_WORK = (Phase.STARTING, Phase.TRAINING, Phase.PAUSED)
_PATIENCE = 60.0
"""Seconds: clocks are not exact, and a process may need a while to begin."""


def prepare(recipe: Recipe, params: object, data: Sequence[Path], folder: Path) -> Run:
    """The run in `folder`, described and not begun. Raises GanstudioError where there is one already."""
    run = Run(folder)
    if run.exists:
        raise GanstudioError(_("There is a run in {folder} already. Choose another name.").format(folder=folder))
    run.open(recipe.id, to_json(params), tuple(data), ["ganstudio", "train", "resume", str(folder)])
    write_status(folder, Status(Phase.WAITING))
    return run


def start(run: Run) -> int:
    """Begin with `run`, or go on with it; the number of the process that does. Raises GanstudioError where the folder
    holds no run any more, and FileError where nothing can be written into it."""
    if not run.exists:
        raise GanstudioError(_("The folder {folder} holds no run.").format(folder=run.folder))
    try:
        return _start(run)
    except OSError as error:
        raise refused(run.folder / "output.txt", error) from error


def _start(run: Run) -> int:
    status = replace(read_status(run.folder), phase=Phase.STARTING, process=0, sentence="")
    write_status(run.folder, status)
    with (run.folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [*program(), "train", "resume", str(run.folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) if os.name == "nt" else 0,
        )
    if read_status(run.folder) == replace(status, updated=read_status(run.folder).updated):
        write_status(run.folder, replace(status, process=process.pid))  # so that it is missed if it never gets so far
    return process.pid


def at_work(run: Run) -> bool:
    """Whether a process trains `run` now (paused counts), as far as its status and the computer's processes say."""
    import psutil  # not installed where only training runs

    status = read_status(run.folder)
    if status.phase not in AT_WORK:
        return False
    try:
        process = psutil.Process(status.process) if status.process else None
        if process is None:  # it is being started
            return time.time() - status.updated < _PATIENCE
        # Numbers are given again: whoever has begun after the last word is another.
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() < status.updated + _PATIENCE
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # the latter of a number given again, to somebody else's
        return False
