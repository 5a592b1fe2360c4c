"""Starts runs in a process of their own, which goes on when the window is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ganstudio.params import to_json
from trainers.recipe import Recipe
from trainers.run import Run
from trainers.status import Phase, Status, read_status, write_status

_AT_WORK = (Phase.STARTING, Phase.TRAINING, Phase.PAUSED)


def prepare(recipe: Recipe, params: object, data: Sequence[Path], folder: Path) -> Run:
    """The run in `folder`, described and not begun."""
    run = Run(folder)
    run.open(recipe.id, to_json(params), tuple(data), ["ganstudio", "train", "resume", str(folder)])
    write_status(folder, Status(Phase.WAITING))
    return run


def start(run: Run) -> int:
    """Begin with `run`, or go on with it; the number of the process that does."""
    write_status(run.folder, Status(Phase.STARTING))
    with (run.folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [*program(), "train", "resume", str(run.folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=getattr(subprocess, "DETACHED_PROCESS", 0) if os.name == "nt" else 0,
        )
    return process.pid


def at_work(run: Run) -> bool:
    """Whether a process trains `run` now (paused counts), as far as its status and the computer's processes say."""
    import psutil  # not installed where only training runs

    status = read_status(run.folder)
    return status.phase in _AT_WORK and (not status.process or psutil.pid_exists(status.process))


def program() -> list[str]:
    """How this program is started: as an installed program, or as a module of this Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ganstudio"]
