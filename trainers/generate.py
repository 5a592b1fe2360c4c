"""The recipe `generate`: small pictures out of noise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_, _
from ganstudio.params import choice, flag, integer, number, text
from trainers.lasting import even
from trainers.recipe import Needs, Preset, Recipe, Shape
from trainers.training import Training

NON_SATURATING, SATURATING, LEAST_SQUARES = "non-saturating", "saturating", "least-squares"
WASSERSTEIN, HINGE = "wasserstein", "hinge"
NONE, ALWAYS, ADAPTIVE = "none", "always", "adaptive"
AUTO, GREY, COLOUR = "auto", "grey", "colour"


@dataclass(frozen=True)
class GenerateTraining(Training):
    """The networks are those of Radford et al. 2016 (DCGAN), narrower; the losses those of several papers."""

    size: int = integer(
        32, low=8, high=64, step=8, title=N_("Size"), help=N_("Side of the pictures in pixels, a power of two")
    )
    by_class: bool = flag(
        False, title=N_("By class"), help=N_("Each folder in the folder is a class, and the model draws by class")
    )
    colours: str = choice(
        AUTO,
        {AUTO: N_("As the pictures are"), GREY: N_("Grey"), COLOUR: N_("In colour")},
        title=N_("Colours"),
    )
    whole: bool = flag(
        False,
        title=N_("Whole pictures"),
        help=N_("Pictures that are no squares are widened by the colours of their edge, not cut"),
    )
    mirror: bool = flag(False, title=N_("Mirror"), help=N_("Learn from mirrored pictures too; not for writing"))
    loss: str = choice(
        NON_SATURATING,
        {
            NON_SATURATING: N_("Non-saturating"),
            SATURATING: N_("Saturating"),
            LEAST_SQUARES: N_("Least squares"),
            WASSERSTEIN: "Wasserstein",
            HINGE: N_("Hinge"),
        },
        title=N_("Loss"),
        help=N_("What generator and discriminator play for"),
    )
    steps: int = integer(3000, low=1, high=10_000_000, title=N_("Steps"))
    batch: int = integer(64, low=2, high=1024, title=N_("Batch"), help=N_("Pictures in one step, over all processes"))
    learning_rate: float = number(
        1e-3, low=0, high=1, step=1e-4, title=N_("Learning rate"), help=N_("Of the generator")
    )
    judge_rate: float = number(
        1e-3,
        low=0,
        high=1,
        step=1e-4,
        title=N_("Discriminator rate"),
        help=N_("Learning rate of the discriminator"),
    )
    judge_steps: int = integer(
        1, low=1, high=20, title=N_("Discriminator steps"), help=N_("Of the discriminator in one step of the training")
    )
    generator_steps: int = integer(
        1, low=1, high=50, title=N_("Generator steps"), help=N_("Of the generator in one step of the training")
    )
    augment: str = choice(
        ALWAYS,
        {NONE: N_("None"), ALWAYS: N_("Always"), ADAPTIVE: N_("Adaptive")},
        title=N_("Augmentation"),
        help=N_("Changes that keep the discriminator from learning few pictures by heart"),
    )
    smoothness: float = number(
        0.0,
        low=0,
        high=100,
        step=0.1,
        title=N_("Smoothness"),
        help=N_("Weight of the discriminator's slope at real pictures (R1); more for fewer of them"),
    )
    penalty: float = number(
        10.0,
        low=0,
        high=1000,
        step=1,
        title=N_("Gradient penalty"),
        help=N_("How much the discriminator's slope is kept at 1"),
        when={"loss": (WASSERSTEIN,)},
    )
    norm: str = choice(
        "none",
        {"none": N_("None"), "batch": N_("Batch norm"), "spectral": N_("Spectral norm")},
        title=N_("Discriminator norm"),
    )
    dims: int = integer(64, low=1, high=512, title=N_("Noise"), help=N_("Numbers that a picture is made of"))
    channels: int = integer(
        32, low=4, high=128, step=4, title=N_("Channels"), help=N_("Of the generator at half the size")
    )
    judge_channels: int = integer(
        32, low=4, high=128, step=4, title=N_("Discriminator channels"), help=N_("At half the size")
    )
    validation_count: int = integer(
        256, low=2, high=4096, title=N_("Validation pictures"), help=N_("How many are measured")
    )
    every: int = integer(250, low=1, high=1_000_000, title=N_("Report every"), help=N_("Steps between measurements"))
    start: str = text(title=N_("Start from"), help=N_("Model file to start from; empty starts from random weights"))


def train(params: GenerateTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.generate_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


def _needs(params: GenerateTraining) -> Needs:
    shape = Shape.CLASSES if params.by_class else Shape.ONE
    return Needs(shape, (N_("Pictures to make more of"),), side=16, enough=200, keeps=False)


def _refuse(params: GenerateTraining) -> str:
    return _("The size must be a power of two, as 32 or 64.") if params.size & (params.size - 1) else ""


RECIPE = Recipe(
    "generate",
    N_("Small pictures"),
    N_("Trains a network that makes small pictures like those of a folder out of noise (DCGAN)."),
    GenerateTraining,
    train,
    goal=N_("Make new small pictures like mine"),
    needs=_needs,
    presets=(
        Preset("quick", N_("Quick look"), 5, {"average": 0.99}),
        Preset("standard", N_("Standard"), 60),
        Preset("patient", N_("Patient"), 480, {"size": 64, "batch": 64}),
    ),
    lasting=even,
    metric=("sliced Wasserstein", False),
    networks={"dcgan": {}},
    refuse=_refuse,
)
