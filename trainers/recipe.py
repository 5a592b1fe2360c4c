"""What a recipe is: the declaration from which the command line and the trainer tab are made. Imports no torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from ganstudio.engine.job import Job

Train = Callable[[Any, tuple[Path, ...], Path, Job], None]
Refuse = Callable[[Any], str]
Lasting = Callable[[Any, int], Any]


class Shape(Enum):
    """How the folders of a recipe are arranged."""

    ONE = "one"
    """Pictures; several folders count as one."""
    TWO = "two"
    """Two folders of different kinds, without pairs: A, then B."""
    PAIRS = "pairs"
    """Two folders whose pictures belong together by their stems: A, then B."""
    CLASSES = "classes"
    """One folder with a folder for each class in it."""


@dataclass(frozen=True)
class Needs:
    """What a recipe learns from; asked by the wizard and by the check of the folders."""

    shape: Shape = Shape.ONE
    folders: tuple[str, ...] = ()
    """A marked title for each folder that is asked for."""
    side: int = 64
    """Pixels; smaller pictures are of no use."""
    enough: int = 40
    """Pictures (of each kind) below which the check says that they are few."""
    factor: int = 1
    """For pairs: how many times larger B's pictures are."""
    grey: bool = True
    """Whether pictures without colours are of use."""
    keeps: bool = True
    """Whether pictures stay decoded in memory, while there is room."""


@dataclass(frozen=True)
class Preset:
    """Settings for someone who has so many `minutes`; steps follow from what a step takes on this computer."""

    id: str
    title: str
    minutes: float
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """How one kind of network is trained.

    `train(params, data folders, run folder, job)` starts the run, or goes on exactly where it stopped if the run folder
    already holds a checkpoint. It imports torch when called. `title`, `summary` and `goal` are marked with `N_`.
    """

    id: str
    title: str
    summary: str
    params: type[Any]
    train: Train
    goal: str = ""
    """What the model shall do, as the first page of the wizard says it; without one the wizard does not offer it."""
    needs: Callable[[Any], Needs] = lambda _params: Needs()
    """What is needed with these parameters."""
    presets: tuple[Preset, ...] = ()
    lasting: Lasting | None = None
    """`lasting(params, steps)`: the parameters of a run of so many steps in all, its stages in proportion."""
    metric: tuple[str, bool] = ("", True)
    """The name of the number on validation pictures that says which checkpoint is best, and whether more is better."""
    networks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Architectures that it trains → what a model means that does not say a parameter in its config."""
    refuse: Refuse = lambda _params: ""
    """Why its network cannot be trained with these parameters, translated; empty where it can."""

    def problem(self, params: Any, data: tuple[Path, ...]) -> str:
        """Why there can be no training with these parameters and folders, translated; empty where there can."""
        from trainers.problem import problem  # it knows recipes

        return problem(self, params, data)
