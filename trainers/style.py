"""The recipe `style`: pictures of one kind become pictures of another, with pairs to learn from or without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ganstudio.engine.job import Job
from ganstudio.i18n import N_
from ganstudio.params import choice, flag, integer, number, text
from trainers.lasting import every
from trainers.problem import off_raster
from trainers.recipe import Needs, Preset, Recipe, Shape
from trainers.training import Training

CYCLEGAN, DISCOGAN, PIX2PIX = "cyclegan", "discogan", "pix2pix"
FEW, NEVER, ALWAYS = "few", "never", "always"
FOLDERS, PENCIL, EDGES, STROKES, DOTS = "folders", "pencil", "edges", "strokes", "dots"
PAINTED = STROKES, DOTS
"""Pairs whose second picture is painted, in the colours of the second folder."""


@dataclass(frozen=True)
class StyleTraining(Training):
    """The defaults are those of Zhu et al. 2017 (CycleGAN) and Isola et al. 2017 (pix2pix), but for the size."""

    method: str = choice(
        CYCLEGAN,
        {CYCLEGAN: "CycleGAN", DISCOGAN: "DiscoGAN", PIX2PIX: "pix2pix"},
        title=N_("Method"),
        help=N_("CycleGAN and DiscoGAN learn from two folders without pairs, pix2pix from pairs"),
    )
    pairs: str = choice(
        FOLDERS,
        {
            FOLDERS: N_("From the folders"),
            PENCIL: N_("Pencil drawings of photos"),
            EDGES: N_("Edges of photos"),
            STROKES: N_("Photos painted with brush strokes"),
            DOTS: N_("Photos painted with dots"),
        },
        title=N_("Pairs"),
        help=N_(
            "For pix2pix: two folders with equal names or one with pictures side by side; or drawn from photos alone"
        ),
    )
    backwards: bool = flag(False, title=N_("Backwards"), help=N_("Learn the way from the second kind to the first"))
    start: str = text(title=N_("Start from"), help=N_("Model file to start from; empty starts from random weights"))
    start_back: str = text(
        title=N_("Start the way back from"), help=N_("Model file of the reverse direction to start from")
    )
    back: str = text(
        title=N_("Name of the way back"),
        help=N_("Name for the model of the reverse direction, which is kept too; empty leaves it out"),
    )
    steps: int = integer(20000, low=1, high=10_000_000, title=N_("Steps"))
    batch: int = integer(1, low=1, high=512, title=N_("Batch"), help=N_("Pictures in one step, over all processes"))
    learning_rate: float = number(2e-4, low=1e-6, high=0.1, step=1e-4, title=N_("Learning rate"))
    judge_rate: float = number(
        2e-4,
        low=1e-6,
        high=0.1,
        step=1e-4,
        title=N_("Discriminator rate"),
        help=N_("The discriminators' learning rate"),
    )
    decay: float = number(
        0.5,
        low=0,
        high=1,
        step=0.05,
        title=N_("Decay"),
        help=N_("Share of the steps in which the learning rate falls to 0"),
    )
    judges_first: int = integer(
        0,
        low=0,
        high=1_000_000,
        title=N_("Discriminators first"),
        help=N_("Steps in which only the discriminators learn: generators that nobody criticises learn to do nothing"),
    )
    cycle_weight: float = number(
        10.0,
        low=0,
        high=1000,
        step=1,
        title=N_("Cycle weight"),
        help=N_("How much a picture shall come back as it was"),
    )
    identity_weight: float = number(
        5.0,
        low=0,
        high=1000,
        step=1,
        title=N_("Identity weight"),
        help=N_("CycleGAN: how much a picture that is of the kind already shall stay as it is"),
    )
    pixel_weight: float = number(
        100.0, low=0, high=1000, step=1, title=N_("Pixel weight"), help=N_("pix2pix: how much each pixel counts")
    )
    pool: int = integer(
        50,
        low=0,
        high=10_000,
        title=N_("Image pool"),
        help=N_("CycleGAN: how many earlier results the discriminators are shown again"),
    )
    channels: int = integer(64, low=8, high=256, step=8, title=N_("Channels"), help=N_("Width of the generators"))
    blocks: int = integer(6, low=1, high=64, title=N_("Blocks"), help=N_("Depth of the generators"))
    residual: bool = flag(
        True, title=N_("Residual"), help=N_("The generators learn what to change, not the whole picture")
    )
    soft: bool = flag(
        True,
        title=N_("No raster"),
        help=N_("What is drawn anew is no finer than four pixels, so that skies stay plain; off for fine lines"),
    )
    judge_channels: int = integer(
        64, low=8, high=256, step=8, title=N_("Discriminator channels"), help=N_("Width of the discriminators")
    )
    spectral: bool = flag(
        False,
        title=N_("Spectral norm"),
        help=N_("Discriminators with bounded slopes in place of instance norm: they see tone and colours too"),
    )
    several_sizes: bool = flag(
        False,
        title=N_("Several sizes"),
        help=N_(
            "Without pairs: discriminators without a norm that see patches at three sizes; they soon tell brush strokes"
        ),
    )
    moments_weight: float = number(
        0.0,
        low=0,
        high=1000,
        step=0.1,
        title=N_("Statistics weight"),
        help=N_(
            "Without pairs: how much means and correlations of what discriminators see shall be as in real pictures"
        ),
    )
    augment: str = choice(
        FEW,
        {FEW: N_("For few pictures"), NEVER: N_("Never"), ALWAYS: N_("Always")},
        title=N_("Augmentation"),
        help=N_(
            "Without pairs: what discriminators see is moved and has holes, so that they learn no pictures by heart;"
            " few are less than 200 of a kind"
        ),
    )
    patch: int = integer(
        128, low=64, high=512, step=4, title=N_("Patch"), help=N_("Side of the squares to learn from, a multiple of 4")
    )
    closer: float = number(
        1.0,
        low=0.5,
        high=4,
        step=0.25,
        title=N_("Closer"),
        help=N_("From how much nearer pictures are looked at: brush strokes get that many times as large"),
    )
    hold_out: bool = flag(
        False,
        title=N_("Hold out"),
        help=N_("Leave every fifth picture of the second folder, by its name, for measuring"),
    )


def train(params: StyleTraining, data: tuple[Path, ...], run: Path, job: Job) -> None:
    """Train as `params` say on the folders `data`: first kind, second kind; or the pairs; in the folder `run`."""
    if params.method == PIX2PIX:
        from trainers.pairs_learner import train as train_with_torch
    else:
        from trainers.style_learner import train as train_with_torch

    train_with_torch(params, data, run, job)


def _needs(params: StyleTraining) -> Needs:
    if params.method != PIX2PIX:
        kinds = (N_("Pictures to be changed"), N_("Pictures as they shall become"))
        return Needs(Shape.TWO, kinds, side=200, enough=40)
    if params.pairs == FOLDERS:
        return Needs(
            Shape.PAIRS, (N_("Pictures before"), N_("The same pictures after")), side=200, enough=40, keeps=False
        )
    if params.pairs in PAINTED:
        return Needs(Shape.TWO, (N_("Photos to be drawn"), N_("Paintings for the colours")), side=200, enough=40)
    return Needs(folders=(N_("Photos to be drawn"),), side=200, enough=40)


def _refuse(params: StyleTraining) -> str:
    return off_raster(params.patch, 4)


def _lasting(params: StyleTraining, steps: int) -> StyleTraining:
    first = round(params.judges_first * steps / params.steps)
    return replace(params, steps=steps, judges_first=first, every=every(steps))


# What the bundled painting was made with: small generators from which all training goes into the style.
_PAINTED = {
    "method": CYCLEGAN,
    "channels": 48,
    "blocks": 5,
    "judge_channels": 32,
    "spectral": True,
    "learning_rate": 8e-4,
    "judge_rate": 5e-4,
    "cycle_weight": 0.7,
    "average": 0.99,
    "steps": 1000,
    "judges_first": 150,
}
_PAIRED = {
    "method": PIX2PIX,
    "channels": 48,
    "blocks": 5,
    "judge_channels": 32,
    "batch": 4,
    "learning_rate": 1e-3,
    "judge_rate": 4e-4,
    "average": 0.99,
    "steps": 1000,
}

RECIPE = Recipe(
    "style",
    N_("Style translation"),
    N_("Trains a network that turns pictures of one kind into another (CycleGAN, DiscoGAN, pix2pix)."),
    StyleTraining,
    train,
    goal=N_("Turn pictures of one kind into another"),
    needs=_needs,
    presets=(
        Preset("quick", N_("Quick look"), 5, _PAINTED | {"identity_weight": 0.0}),
        Preset("standard", N_("Standard"), 60, _PAINTED | {"identity_weight": 0.35}),
        Preset("patient", N_("Patient"), 480, _PAINTED | {"identity_weight": 0.35, "channels": 64, "blocks": 6}),
        Preset("pairs", N_("From pairs, before and after"), 60, _PAIRED),
    ),
    lasting=_lasting,
    metric=("error", False),
    networks={"style": {"residual": True, "soft": False}},
    refuse=_refuse,
)
