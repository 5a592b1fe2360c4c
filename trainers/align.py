"""The recipe `align`: a network that says whether a square shows a face, and how to put it straight."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import integer, number, text
from trainers.recipe import Recipe
from trainers.training import Training


@dataclass(frozen=True)
class AlignTraining(Training):
    """What the user chooses."""

    steps: int = integer(5000, low=1, high=10_000_000, title=N_("Steps"))
    batch: int = integer(48, low=1, high=4096, title=N_("Batch"), help=N_("Pictures in one step, over all processes"))
    size: int = integer(
        40, low=16, high=128, step=8, title=N_("Size"), help=N_("Side of the squares it sees, a multiple of 8")
    )
    channels: int = integer(16, low=2, high=128, step=2, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(2, low=1, high=16, title=N_("Blocks"), help=N_("Depth of the network"))
    mined: int = integer(
        600,
        low=0,
        high=1_000_000,
        title=N_("Mined photos"),
        help=N_("In so many photos, upside down, OpenCV's cascades look for what they wrongly take for faces"),
    )
    start: str = text(
        title=N_("Start from"), help=N_("Model file to start from, whose own mistakes are learnt from as well")
    )
    learning_rate: float = number(3e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"))
    decay: float = number(
        0.5,
        low=0,
        high=1,
        step=0.05,
        title=N_("Decay"),
        help=N_("Share of each stage in which the learning rate falls to 0"),
    )
    average: float = number(0.998, low=0, high=0.99999, step=1e-4, title=N_("Weight average"), help=N_("EMA decay"))
    validation_count: int = integer(
        500, low=1, high=100_000, title=N_("Validation pictures"), help=N_("How many are measured")
    )
    every: int = integer(500, low=1, high=1_000_000, title=N_("Report every"), help=N_("Steps between measurements"))


def train(params: AlignTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say: `data` are a folder of aligned faces, and then folders of photos."""
    from trainers.align_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


RECIPE = Recipe(
    "align",
    N_("Alignment"),
    N_("Trains a network that tells faces from what is none, and puts them straight: --data FACES PHOTOS…"),
    AlignTraining,
    train,
    networks={"align": {}},
)
