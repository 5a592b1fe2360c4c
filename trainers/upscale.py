"""The recipe `upscale`: a super-resolution generator, first by pixel loss, then against a discriminator (SRGAN)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import choice, flag, integer, number, text
from trainers.lasting import staged
from trainers.recipe import Needs, Preset, Recipe
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


def _needs(params: UpscaleTraining) -> Needs:
    side = (params.patch + 16) * int(params.scale)  # what a sample is cut from, its margins too
    return Needs(folders=(N_("Sharp pictures"),), side=side, enough=40 if params.start else 400)


_BUNDLED = {"network": "residual", "scale": "4", "channels": 64, "blocks": 10, "patch": 32}
_FAITHFUL = _BUNDLED | {"start": "upscale-x4-faithful", "pixel_steps": 1000, "learning_rate": 1e-3, "decay": 0.5}
# The weights with which the bundled sharp model was made.
_SHARP = _BUNDLED | {
    "start": "upscale-x4-sharp",
    "degrade": True,
    "batch": 4,
    "pixel_steps": 0,
    "gan_steps": 1000,
    "gan_learning_rate": 2e-4,
    "perceptual_weight": 0.03,
    "adversarial_weight": 0.03,
    "detail_weight": 2.0,
    "steady_weight": 2.0,
}

RECIPE = Recipe(
    "upscale",
    N_("Super-resolution"),
    N_("Trains a network that enlarges pictures: exactly (pixel loss) or sharply (GAN)."),
    UpscaleTraining,
    train,
    goal=N_("Make small pictures larger"),
    needs=_needs,
    presets=(
        Preset("quick", N_("Quick look"), 5, _FAITHFUL | {"batch": 4, "gan_steps": 0}),
        Preset("standard", N_("Standard"), 60, _FAITHFUL | {"batch": 8, "gan_steps": 0}),
        Preset("patient", N_("Patient"), 480, _FAITHFUL | {"batch": 8, "patch": 40, "gan_steps": 0}),
        Preset("sharp", N_("Sharp, with invented detail"), 60, _SHARP),
    ),
    lasting=staged,
    metric=("psnr", True),
    networks={"residual": {}, "srgan": {}},
)
