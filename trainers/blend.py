"""The recipe `blend`: a network that brings a piece into the light and colours of the photo around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import integer, number
from trainers.recipe import Recipe
from trainers.staged import StagedTraining


@dataclass(frozen=True)
class BlendTraining(StagedTraining):
    """What is learnt from is made from single photos, one region of which is shifted; the photo itself is asked for."""

    channels: int = integer(24, low=8, high=256, step=8, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(4, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the network"))
    patch: int = integer(
        192,
        low=64,
        high=512,
        step=16,
        title=N_("Patch"),
        help=N_("Side of the squares to learn from, a multiple of 16; smaller pictures are enlarged"),
    )
    learning_rate: float = number(
        1e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"), help=N_("Of the generator, in stage 1")
    )
    gan_learning_rate: float = number(
        2e-4,
        low=1e-6,
        high=0.1,
        step=1e-4,
        title=N_("Adversarial learning rate"),
        help=N_("Of the generator and, by another optimizer, of the discriminator, in stage 2"),
    )
    perceptual_weight: float = number(
        0.1, low=0, high=100, step=0.1, title=N_("Perceptual weight"), help=N_("Weight of the feature loss in stage 2")
    )


def train(params: BlendTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.blend_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


RECIPE = Recipe(
    "blend",
    N_("Blend"),
    N_("Trains a network that makes a piece of another photo look native: first its colours, then the seam (GAN)."),
    BlendTraining,
    train,
    networks={"harmonize": {}},
)
