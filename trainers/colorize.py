"""The recipe `colorize`: a network that colours grey pictures, led by dabs; pixel loss, then a discriminator."""

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
class ColorizeTraining(StagedTraining):
    """Pictures are seen whole or nearly so: what a thing is, and so its colour, shows from what is around it."""

    channels: int = integer(40, low=8, high=256, step=8, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(6, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the network"))
    patch: int = integer(
        192,
        low=64,
        high=512,
        step=16,
        title=N_("Patch"),
        help=N_("Side that the squares to learn from are resized to, a multiple of 16"),
    )
    learning_rate: float = number(
        2e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"), help=N_("Of the generator, in stage 1")
    )
    perceptual_weight: float = number(
        0.05,
        low=0,
        high=100,
        step=0.01,
        title=N_("Perceptual weight"),
        help=N_("Weight of the feature loss in stage 2"),
    )
    adversarial_weight: float = number(0.01, low=0, high=10, step=1e-3, title=N_("Adversarial weight"))


def train(params: ColorizeTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.colorize_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


def _needs(params: ColorizeTraining) -> Needs:
    enough = 100 if params.start else 2000
    return Needs(folders=(N_("Pictures in colour"),), side=64, enough=enough, grey=False)


def _refuse(params: ColorizeTraining) -> str:
    return off_raster(params.patch, 16)


_BUNDLED = {"start": "colorize", "channels": 32, "blocks": 6, "decay": 0.5, "learning_rate": 1e-3}

RECIPE = Recipe(
    "colorize",
    N_("Colorization"),
    N_("Trains a network that colours grey pictures, by itself and led by dabs of colour (GAN)."),
    ColorizeTraining,
    train,
    goal=N_("Colour black and white pictures"),
    needs=_needs,
    presets=(
        Preset("quick", N_("Quick look"), 5, _BUNDLED | {"batch": 4, "patch": 128, "pixel_steps": 1000}),
        Preset(
            "standard",
            N_("Standard"),
            60,
            _BUNDLED | {"batch": 8, "patch": 128, "pixel_steps": 900, "gan_steps": 100},
        ),
        Preset(
            "patient", N_("Patient"), 480, _BUNDLED | {"batch": 8, "patch": 160, "pixel_steps": 900, "gan_steps": 100}
        ),
    ),
    lasting=staged,
    metric=("gain, 10 dabs", True),
    networks={"colorize": {}},
    refuse=_refuse,
)
