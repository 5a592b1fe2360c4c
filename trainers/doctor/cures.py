"""What helps: for each illness and recipe the parameters to change. One table, to be read.

A change tells the new value from the present one and from all parameters of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ganstudio.i18n import N_
from trainers.doctor.diagnosis import Illness

Change = Callable[[Any, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Cure:
    """The marked title of the button, and the changes. `anew`: no checkpoint can be gone on from with them."""

    title: str
    changes: Mapping[str, Change]
    anew: bool = False


def to(wanted: Any) -> Change:
    """`wanted`, whatever it is."""
    return lambda value, params: wanted


def instead(unfit: Any, fit: Any) -> Change:
    """`fit` where it is `unfit`."""
    return lambda value, params: fit if value == unfit else value


def times(factor: float, low: float = 0.0) -> Change:
    """So many times what it is, and no less than `low`."""
    return lambda value, params: max(value * factor, low)


def lowered(usual: float) -> Change:
    """To what is usual, or to a quarter where it is no more than that."""
    return lambda value, params: usual if value > usual else value / 4


def below(other: str) -> Change:
    """To half of the parameter `other`, or to half of itself where it is no more than that."""
    return lambda value, params: min(params[other], value) / 2


def beside(other: str) -> Change:
    """No more than the parameter `other`; where it is that already, half of itself."""
    return lambda value, params: params[other] if value > params[other] > 0 else value / 2


def up_to(other: str) -> Change:
    """To the parameter `other`, or twice itself where it is no less than that."""
    return lambda value, params: max(params[other], value * 2)


_CALMER = N_("Slow the discriminator down")
_KEENER = N_("Speed the discriminator up")
_SLOWER = N_("Lower the learning rates")
_MOVING = N_("Let the generator learn")
_SAFE = N_("Lower the learning rates, with full precision")
_STEEP = N_("Choose a loss that does not saturate")
_VARIED = N_("Hold the generator back")
_GENTLER = N_("Keep the discriminator from learning by heart")
_BOLDER = N_("Ask for more change")
_UPRIGHT = N_("Begin anew, with a stronger identity loss")

_STAGED = ("upscale", "inpaint", "colorize", "blend")
"""Recipes of two stages, whose discriminator learns at half of the generator's rate."""


def _staged(cure: Cure) -> dict[str, Cure]:
    return dict.fromkeys(_STAGED, cure)


_STAGED_RATES: Mapping[str, Change] = {"learning_rate": lowered(2e-3), "gan_learning_rate": lowered(5e-4)}


_RATES: Mapping[str, Mapping[str, Change]] = {
    "generate": {"learning_rate": lowered(1e-3), "judge_rate": lowered(1e-3), "smoothness": times(1.0, low=0.1)},
    "style": {"learning_rate": lowered(2e-4), "judge_rate": lowered(2e-4)},
    "face": {"learning_rate": lowered(2e-3), "gan_learning_rate": lowered(5e-4), "judge_rate": lowered(1e-3)},
    "damage": {"learning_rate": lowered(1e-3)},
    "align": {"learning_rate": lowered(1e-3)},
    **dict.fromkeys(_STAGED, _STAGED_RATES),
}

CURES: Mapping[Illness, Mapping[str, Cure]] = {
    Illness.NOT_A_NUMBER: {
        recipe: Cure(_SAFE, {**changes, "precision": to("float32")}) for recipe, changes in _RATES.items()
    },
    Illness.NO_CONVERGENCE: {recipe: Cure(_SLOWER, changes) for recipe, changes in _RATES.items()},
    Illness.STILL_GENERATOR: {
        "generate": Cure(_MOVING, {"learning_rate": up_to("judge_rate"), "judge_steps": to(1)}),
        "style": Cure(_MOVING, {"learning_rate": up_to("judge_rate"), "judges_first": to(0)}),
        "face": Cure(_MOVING, {"gan_learning_rate": up_to("judge_rate")}),
        **_staged(Cure(_MOVING, {"gan_learning_rate": times(2, low=5e-4), "adversarial_weight": times(2)})),
    },
    Illness.VANISHING_GRADIENT: {
        "generate": Cure(
            _STEEP,
            {
                "loss": instead("saturating", "non-saturating"),
                "judge_rate": beside("learning_rate"),
                "judge_steps": to(1),
                "smoothness": times(1.0, low=0.1),
            },
        ),
        "style": Cure(_STEEP, {"method": instead("discogan", "cyclegan"), "judge_rate": beside("learning_rate")}),
        "face": Cure(_CALMER, {"judge_rate": beside("gan_learning_rate"), "smoothness": times(2, low=0.3)}),
        **_staged(Cure(_CALMER, {"gan_learning_rate": times(0.5), "perceptual_weight": times(2)})),
    },
    Illness.STRONG_DISCRIMINATOR: {
        "generate": Cure(
            _CALMER,
            {"judge_rate": below("learning_rate"), "judge_steps": to(1), "smoothness": times(1.0, low=0.1)},
        ),
        "style": Cure(_CALMER, {"judge_rate": below("learning_rate")}),
        "face": Cure(_CALMER, {"judge_rate": below("gan_learning_rate"), "smoothness": times(2, low=0.3)}),
        **_staged(Cure(_CALMER, {"gan_learning_rate": times(0.5), "adversarial_weight": times(0.5)})),
    },
    Illness.STRONG_GENERATOR: {
        "generate": Cure(
            _KEENER,
            {"judge_rate": up_to("learning_rate"), "generator_steps": to(1), "smoothness": times(0.5)},
        ),
        "style": Cure(_KEENER, {"judge_rate": up_to("learning_rate")}),
        "face": Cure(_KEENER, {"judge_rate": up_to("gan_learning_rate"), "smoothness": times(0.5)}),
        **_staged(Cure(_KEENER, {"adversarial_weight": times(0.5), "pixel_weight": times(2)})),
    },
    Illness.MODE_COLLAPSE: {
        "generate": Cure(
            _VARIED,
            {"generator_steps": to(1), "learning_rate": beside("judge_rate"), "smoothness": times(2.0, low=0.1)},
        ),
        "style": Cure(_VARIED, {"learning_rate": beside("judge_rate"), "cycle_weight": times(2, low=10)}),
        "face": Cure(_VARIED, {"gan_learning_rate": beside("judge_rate"), "smoothness": times(2, low=0.3)}),
    },
    Illness.OVERFITTING: {
        "generate": Cure(
            _GENTLER,
            {
                "augment": instead("none", "always"),
                "smoothness": times(4.0, low=1.0),
                "judge_rate": below("learning_rate"),
            },
        ),
        "style": Cure(_GENTLER, {"augment": to("always"), "judge_rate": below("learning_rate")}),
        "face": Cure(_GENTLER, {"judge_rate": below("gan_learning_rate"), "smoothness": times(4, low=0.3)}),
        **_staged(Cure(_GENTLER, {"gan_learning_rate": times(0.5), "adversarial_weight": times(0.5)})),
    },
    Illness.COLOUR_INVERSION: {
        "style": Cure(
            _UPRIGHT,
            {
                "method": instead("discogan", "cyclegan"),
                "identity_weight": times(2, low=10),
                "residual": to(True),
                "seed": lambda value, params: value + 1,
            },
            anew=True,
        ),
    },
    Illness.IDENTITY: {
        "style": Cure(_BOLDER, {"identity_weight": times(0.2), "cycle_weight": times(0.5)}),
    },
}
