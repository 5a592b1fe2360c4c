"""The recipe `upscale`: a super-resolution generator, first by pixel loss, then against a discriminator (SRGAN)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import choice, flag, integer, number, text
from trainers.recipe import Recipe
from trainers.staged import StagedTraining


@dataclass(frozen=True)
class UpscaleTraining(StagedTraining):
    """Sizes in pixels of the small picture."""

    network: str = choice(
        "residual",
        {"residual": N_("Compact residual network"), "srgan": N_("SRGAN of the paper")},
        title=N_("Network"),
        help=N_("What the generator, and with SRGAN the discriminator too, looks like"),
    )
    scale: str = choice("4", {"2": "×2", "4": "×4"}, title=N_("Scale"))
    channels: int = integer(64, low=8, high=256, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(10, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the network"))
    patch: int = integer(32, low=16, high=256, title=N_("Patch"), help=N_("Side of the squares to learn from"))
    vgg: str = text(
        title=N_("VGG19 weights"),
        help=N_(
            "torchvision's VGG19 weights for the perceptual loss; without the file the discriminator's features serve"
        ),
    )
    degrade: bool = flag(
        False, title=N_("Degrade like a camera"), help=N_("Learn from blurred, noisy, compressed pictures")
    )
    steady_weight: float = number(
        0.0,
        low=0,
        high=100,
        step=0.1,
        title=N_("Steadiness weight"),
        help=N_("Weight of what does not move along when the photo moves by half a small pixel, in stage 2"),
    )


def train(params: UpscaleTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.upscale_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


RECIPE = Recipe(
    "upscale",
    N_("Super-resolution"),
    N_("Trains a network that enlarges pictures: exactly (pixel loss) or sharply (GAN)."),
    UpscaleTraining,
    train,
)
