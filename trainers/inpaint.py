"""The recipe `inpaint`: a network that fills holes, first by pixel loss, then against a discriminator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import integer, number
from trainers.lasting import staged
from trainers.problem import off_raster
from trainers.recipe import Needs, Preset, Recipe
from trainers.staged import StagedTraining


@dataclass(frozen=True)
class InpaintTraining(StagedTraining):
    """The weights of stage 2 are those with which holes were filled with texture and not with mist."""

    channels: int = integer(24, low=8, high=256, step=8, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(6, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the network"))
    patch: int = integer(
        128,
        low=64,
        high=512,
        step=32,
        title=N_("Patch"),
        help=N_("Side of the squares to learn from, a multiple of 32; smaller pictures are enlarged"),
    )
    learning_rate: float = number(
        1e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"), help=N_("Of the generator, in stage 1")
    )
    perceptual_weight: float = number(
        0.1, low=0, high=100, step=0.1, title=N_("Perceptual weight"), help=N_("Weight of the feature loss in stage 2")
    )
    adversarial_weight: float = number(0.03, low=0, high=10, step=1e-3, title=N_("Adversarial weight"))


def train(params: InpaintTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.inpaint_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


def _needs(params: InpaintTraining) -> Needs:
    return Needs(folders=(N_("Pictures without holes"),), side=48, enough=40 if params.start else 400)


def _refuse(params: InpaintTraining) -> str:
    return off_raster(params.patch, 32)


_BUNDLED = {"start": "inpaint", "channels": 32, "blocks": 6, "batch": 4, "decay": 0.5, "learning_rate": 5e-4}

RECIPE = Recipe(
    "inpaint",
    N_("Fill"),
    N_("Trains a network that fills holes: first what is likely there, then with detail (GAN)."),
    InpaintTraining,
    train,
    goal=N_("Fill holes and take things away"),
    needs=_needs,
    presets=(
        Preset("quick", N_("Quick look"), 5, _BUNDLED | {"patch": 96, "pixel_steps": 1000, "gan_steps": 0}),
        Preset("standard", N_("Standard"), 60, _BUNDLED | {"patch": 128, "pixel_steps": 750, "gan_steps": 250}),
        Preset(
            "patient", N_("Patient"), 480, _BUNDLED | {"patch": 128, "batch": 8, "pixel_steps": 750, "gan_steps": 250}
        ),
    ),
    lasting=staged,
    metric=("gain, free", True),
    networks={"inpaint": {}},
    refuse=_refuse,
)
