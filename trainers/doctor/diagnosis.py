"""What the doctor says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Illness(Enum):
    """The worst first. Its value names the page that explains it: `resources/lessons/<language>/<value>.md`."""

    NOT_A_NUMBER = "not-a-number"
    NO_CONVERGENCE = "no-convergence"
    MODE_COLLAPSE = "mode-collapse"
    VANISHING_GRADIENT = "vanishing-gradient"
    STILL_GENERATOR = "still-generator"
    OVERFITTING = "overfitting"
    STRONG_DISCRIMINATOR = "strong-discriminator"
    STRONG_GENERATOR = "strong-generator"
    COLOUR_INVERSION = "colour-inversion"
    IDENTITY = "identity-output"


@dataclass(frozen=True)
class Remedy:
    """`title` is the button's; `changes` are new values of the recipe's parameters, from `step` on: that of the last
    healthy checkpoint."""

    title: str
    changes: Mapping[str, Any]
    step: int


@dataclass(frozen=True)
class Diagnosis:
    """Translated sentences. `evidence` gives the numbers and since when; `signals` are the curves that show it."""

    illness: Illness
    step: int
    title: str
    evidence: str
    remedy: Remedy | None
    signals: tuple[str, ...] = ()
