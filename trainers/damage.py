"""The recipe `damage`: a network that says where a photo is damaged, learnt on clean pictures that are damaged anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import integer, number
from trainers.recipe import Recipe
from trainers.training import Training


@dataclass(frozen=True)
class DamageTraining(Training):
    """What the user chooses."""

    steps: int = integer(8000, low=1, high=10_000_000, title=N_("Steps"))
    patch: int = integer(
        160,
        low=64,
        high=512,
        step=32,
        title=N_("Patch"),
        help=N_("Side of the squares to learn from, a multiple of 32; smaller pictures are enlarged"),
    )
    channels: int = integer(24, low=6, high=240, step=6, title=N_("Channels"), help=N_("Width of the network"))
    blocks: int = integer(4, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the network"))
    learning_rate: float = number(2e-3, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"))
    decay: float = number(
        0.5,
        low=0,
        high=1,
        step=0.05,
        title=N_("Decay"),
        help=N_("Share of each stage in which the learning rate falls to 0"),
    )
    average: float = number(0.998, low=0, high=0.99999, step=1e-4, title=N_("Weight average"), help=N_("EMA decay"))
    every: int = integer(500, low=1, high=1_000_000, title=N_("Report every"), help=N_("Steps between measurements"))


def train(params: DamageTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the pictures below `data`, in the folder `run`."""
    from trainers.damage_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


RECIPE = Recipe(
    "damage",
    N_("Damage"),
    N_("Trains a network that finds scratches, dust and creases, on clean photos that are damaged as it learns."),
    DamageTraining,
    train,
    networks={"damage": {}},
)
