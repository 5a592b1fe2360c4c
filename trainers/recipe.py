"""What a recipe is: the declaration from which the command line and the trainer tab are made. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganstudio.engine.job import Job

Train = Callable[[Any, tuple[Path, ...], Path, Job], None]


@dataclass(frozen=True)
class Recipe:
    """How one kind of network is trained.

    `train(params, data folders, run folder, job)` starts the run, or goes on exactly where it stopped if the run folder
    already holds a checkpoint. It imports torch when called. `title` and `summary` are marked with `N_`.
    """

    id: str
    title: str
    summary: str
    params: type[Any]
    train: Train
