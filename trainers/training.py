"""What all trainings have in common, whatever is learnt."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.params import choice, integer, number, text


@dataclass(frozen=True)
class Training:
    """Steps are updates of the network."""

    batch: int = integer(8, low=1, high=512, title=N_("Batch"), help=N_("Pictures in one step, over all processes"))
    decay: float = number(
        0.4,
        low=0,
        high=1,
        step=0.05,
        title=N_("Decay"),
        help=N_("Share of each stage in which the learning rate falls to 0"),
    )
    average: float = number(0.999, low=0, high=0.99999, step=1e-4, title=N_("Weight average"), help=N_("EMA decay"))
    validation: str = text(
        title=N_("Validation folder"),
        help=N_("Pictures to measure on; empty: a few of those to learn from, which are then not learnt from"),
    )
    validation_count: int = integer(
        12, low=1, high=1000, title=N_("Validation pictures"), help=N_("How many are measured")
    )
    every: int = integer(1000, low=1, high=1_000_000, title=N_("Report every"), help=N_("Steps between measurements"))
    checkpoint_minutes: float = number(3, low=0, high=600, step=1, title=N_("Minutes between checkpoints"))
    keep_every: int = integer(
        5,
        low=1,
        high=1000,
        title=N_("Keep every"),
        help=N_("Of so many reports one can be gone on from; the best always"),
    )
    disk: float = number(
        4.0,
        low=0.01,
        high=10_000,
        step=1,
        title=N_("Room for the timeline"),
        help=N_("Gigabytes for models and checkpoints of earlier steps; beyond, they are thinned out evenly"),
    )
    seed: int = integer(0, low=0, high=2**31 - 1, title=N_("Seed"))
    devices: int = integer(
        1, low=1, high=64, title=N_("Processes"), help=N_("Devices, or processes on a CPU, of each node")
    )
    nodes: int = integer(1, low=1, high=1024, title=N_("Nodes"), help=N_("Computers that train together"))
    precision: str = choice(
        "auto",
        {"auto": N_("Automatic"), "float32": "float32", "bfloat16": "bfloat16"},
        title=N_("Precision"),
    )
    title: str = text(title=N_("Title"), help=N_("Name of the model in lists"))
    terms: str = text(
        title=N_("Data and terms"), help=N_("Said on the model's card: what it was trained on, and what that allows")
    )
    limits: str = text(title=N_("Limits"), help=N_("Said on the model's card: what it is not good at"))
