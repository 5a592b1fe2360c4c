"""The recipe `face`: an encoder and a generator of faces, and sliders found in labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_, _
from ganstudio.params import flag, integer, number, text
from trainers.lasting import staged
from trainers.recipe import Needs, Preset, Recipe
from trainers.staged import StagedTraining


@dataclass(frozen=True)
class FaceTraining(StagedTraining):
    """Stage 1 learns to give faces back, stage 2 adds the discriminator and random faces.

    Every tenth face by its name is never learnt from; on those it is measured.
    """

    size: int = integer(
        64, low=16, high=512, step=16, title=N_("Size"), help=N_("Side of the faces in pixels, a power of two")
    )
    labels: str = text(
        title=N_("Labels"),
        help=N_(
            "CSV with a column called file; each other column becomes a slider; empty: labels.csv beside the faces"
        ),
    )
    measured: bool = flag(
        True, title=N_("Measured sliders"), help=N_("Add sliders for lighting, yaw and lightness of the hair")
    )
    others: str = text(
        title=N_("Other faces"),
        help=N_("Folder of faces with other labels: a small classifier learns them and labels the training faces"),
    )
    other_labels: str = text(title=N_("Labels of the other faces"), help=N_("Their CSV; empty: labels.csv beside them"))
    slider_steps: int = integer(
        4,
        low=0,
        high=1000,
        title=N_("Slider steps"),
        help=N_("How often at most, in the end, sliders are corrected by what the network makes of them; 0: never"),
    )
    fade_steps: int = integer(
        2000,
        low=0,
        high=10_000_000,
        title=N_("Fade-in steps"),
        help=N_("Steps in which a new size comes in, where the model to start from is of a smaller one"),
    )
    dims: int = integer(
        192, low=16, high=1024, step=16, title=N_("Code"), help=N_("Numbers of a layer's code, a multiple of 16")
    )
    channels: int = integer(
        24, low=4, high=256, step=4, title=N_("Channels"), help=N_("Width at 128 pixels; twice that at each half of it")
    )
    widest: int = integer(160, low=8, high=1024, step=8, title=N_("Widest"), help=N_("Most channels of any size"))
    batch: int = integer(16, low=1, high=512, title=N_("Batch"), help=N_("Faces in one step, over all processes"))
    validation: str = text(
        title=N_("Validation folder"), help=N_("Faces to measure on; empty: the tenth that is not learnt from")
    )
    validation_count: int = integer(
        64, low=1, high=1000, title=N_("Validation pictures"), help=N_("How many are measured")
    )
    pixel_weight: float = number(
        10.0, low=0, high=100, step=0.1, title=N_("Pixel weight"), help=N_("Weight of the pixel loss in stage 2")
    )
    adversarial_weight: float = number(0.1, low=0, high=10, step=1e-3, title=N_("Adversarial weight"))
    random_weight: float = number(
        0.5, low=0, high=10, step=0.1, title=N_("Random weight"), help=N_("Adversarial weight of random faces")
    )
    judge_rate: float = number(
        1e-3,
        low=1e-6,
        high=0.1,
        step=1e-4,
        title=N_("Discriminator rate"),
        help=N_("Learning rate of the discriminator"),
    )
    smoothness: float = number(
        0.3,
        low=0,
        high=100,
        step=0.1,
        title=N_("Smoothness"),
        help=N_("Weight of the discriminator's slope at photos (R1); more for fewer photos"),
    )


def train(params: FaceTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the aligned faces below `data`, in the folder `run`."""
    from trainers.face_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


def _needs(params: FaceTraining) -> Needs:
    enough = 500 if params.start else 5000
    return Needs(
        folders=(N_("Faces, each upright in the middle of its picture"),), side=params.size // 2, enough=enough
    )


def _refuse(params: FaceTraining) -> str:
    return _("The size must be a power of two, as 64 or 128.") if params.size & (params.size - 1) else ""


def _lasting(params: FaceTraining, steps: int) -> FaceTraining:
    whole = params.pixel_steps + params.gan_steps
    fade = min(10_000_000, round(params.fade_steps * steps / whole)) if whole else params.fade_steps
    return replace(staged(params, steps), fade_steps=fade)


_BUNDLED = {"start": "faces", "size": 64, "dims": 192, "channels": 16, "widest": 160, "smoothness": 0.1}
_RATES = {"learning_rate": 1e-3, "gan_learning_rate": 1.5e-4, "decay": 0.5}

RECIPE = Recipe(
    "face",
    N_("Faces"),
    N_("Trains a network that gives faces back, makes random ones, and changes them by sliders named by labels."),
    FaceTraining,
    train,
    goal=N_("Change faces and make new ones"),
    needs=_needs,
    presets=(
        Preset(
            "quick",
            N_("Quick look"),
            5,
            _BUNDLED | _RATES | {"batch": 8, "pixel_steps": 100, "gan_steps": 0, "slider_steps": 0, "fade_steps": 0},
        ),
        Preset(
            "standard",
            N_("Standard"),
            60,
            _BUNDLED | _RATES | {"batch": 16, "pixel_steps": 100, "gan_steps": 900, "fade_steps": 0},
        ),
        Preset(
            "patient",
            N_("Patient"),
            480,
            _BUNDLED | _RATES | {"batch": 16, "pixel_steps": 200, "gan_steps": 800, "fade_steps": 0},
        ),
    ),
    lasting=_lasting,
    metric=("PSNR", True),
    networks={"face": {}},
    refuse=_refuse,
)
