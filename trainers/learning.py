"""A recipe carried out: from parameters, folders and a learner to a finished model in the run's folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import cv2
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.params import to_json
from trainers.attempt import alone, ended, ending
from trainers.average import Average
from trainers.data import Batches, Sample
from trainers.fabric import Fabric, make
from trainers.finish import Network, write_model
from trainers.learner import Learner
from trainers.loop import Pace, fit
from trainers.precision import choose
from trainers.run import Run
from trainers.status import Phase
from trainers.timeline import Keeping, Timeline
from trainers.training import Training
from trainers.watch import begin


class Taught(Learner, Protocol):
    """A learner whose averaged weights become the model."""

    @property
    def average(self) -> Average: ...


class Returning(Taught, Protocol):
    """One that learns the way back as well."""

    @property
    def way_back(self) -> Average: ...


@dataclass(frozen=True)
class Lesson:
    """What a recipe brings beside its parameters."""

    samples: Callable[[], Sample]
    learner: Callable[[Fabric], Taught]
    steps: int
    architecture: str
    config: Mapping[str, Any]
    back: str = ""
    """Name of a second model, of the way back, if the learner learns one."""


def learn(recipe: str, params: Training, data: tuple[Path, ...], folder: Path, job: Job, lesson: Lesson) -> None:
    """Learn `lesson` in the run `folder`, on from where it stopped, and leave a model of the task called `recipe`."""
    fabric = make(params.devices, params.nodes, params.precision)
    if not fabric.is_global_zero:
        _learn(recipe, params, Run(folder), job, lesson, fabric)
        return
    with ending(folder), alone(folder):
        run = Run(folder)
        run.open(recipe, to_json(params), data, ["ganstudio", *sys.argv[1:]])
        begin(folder, params.batch)
        _learn(recipe, params, run, job, lesson, fabric)
        ended(folder, Phase.FINISHED)


def _learn(recipe: str, params: Training, run: Run, job: Job, lesson: Lesson, fabric: Fabric) -> None:
    samples, learner = lesson.samples(), lesson.learner(fabric)
    pace = Pace(lesson.steps, params.every, params.checkpoint_minutes, seed=params.seed)
    network = Network(recipe, lesson.architecture, lesson.config)

    def keep_model(path: Path) -> None:
        write_model(run, path, learner.average.weights, params, network)

    keeping = Keeping(params.every, params.keep_every, params.disk * 1e9, metric(recipe))
    threads = 1 if fabric.device.type == "cpu" else 12
    with Batches(samples, params.batch, params.seed, fabric.global_rank, fabric.world_size, threads) as batches:
        choose(params, run, fabric, learner, batches, lesson.steps)
        fit(learner, batches, run, pace, fabric, job, Timeline(run, keeping, keep_model))
    if fabric.is_global_zero:
        keep_model(run.model)
        if lesson.back:
            path = run.folder / f"{lesson.back}.safetensors"
            write_model(run, path, cast(Returning, learner).way_back.weights, params, network, lesson.back)


def metric(recipe: str) -> tuple[str, bool]:
    """The number by which a point of a run is the best, and whether more is better."""
    from trainers import RECIPES

    return RECIPES[recipe].metric if recipe in RECIPES else ("", True)


def check_patch(patch: int, raster: int) -> None:
    """Raise GanstudioError for a patch that a network cannot take."""
    if patch % raster:
        raise GanstudioError(_("The patch must be a multiple of {raster} pixels.").format(raster=raster))


def sheet(columns: list[Tensor]) -> bytes:
    """Pictures (1, 3, H, W) in [0, 1] side by side as a PNG; empty where there are none."""
    if not columns:
        return b""
    grid = torch.cat(columns, dim=-1)[0].clamp(0, 1).mul(255).round().byte().permute(1, 2, 0)  # CHW → HWC
    return bytes(cv2.imencode(".png", grid.numpy()[..., ::-1])[1])
