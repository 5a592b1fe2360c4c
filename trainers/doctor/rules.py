"""What tells each illness: numbers of `stats.jsonl` that hold for some time. Never the settings.

All bounds were set on small runs of `generate` on faces; tests/bench/doctor.py judges them on others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainers.doctor import evidence
from trainers.doctor.course import Course, Holds, Numbers
from trainers.doctor.diagnosis import Illness
from trainers.signals import (
    CHANGE,
    D_FAKE,
    D_HELD_OUT,
    D_REAL,
    DISCRIMINATOR,
    GENERATOR,
    GENERATOR_GRADIENT,
    LIKENESS,
    VARIETY,
)

Sees = Callable[[Course], Holds]
Says = Callable[[Course], str]


@dataclass(frozen=True)
class Rule:
    """`illness` is there where `holds` is true of the last `rows` rows that have all of `needs`; `says` gives the
    numbers."""

    illness: Illness
    needs: tuple[str, ...]
    rows: int
    holds: Sees
    says: Says


def _certain(seen: Course) -> Holds:
    """The discriminator is never in doubt. One that compares two pictures of the same (relativistic: the two numbers
    add up to 1) is soon sure which is the better, and does no harm by it."""
    compares = np.abs(seen.smooth(D_REAL) + seen.smooth(D_FAKE) - 1) < 0.002
    return _apart(seen) > np.where(compares, 0.97, 0.8)


def _stalled(seen: Course) -> Holds:
    """It tells pictures well apart all the time, at a high price, and the generator hardly gets beyond its start."""
    loss, variety = seen.smooth(GENERATOR), seen.smooth(VARIETY)
    return (_apart(seen) > 0.35) & (((loss > 1.2) & (variety < 0.35)) | ((loss > 2) & (variety < 0.5)))


def _vanishing(seen: Course) -> Holds:
    """Nothing is left of the gradient, or the loss has come to rest although all made pictures are seen through: only
    one that saturates does (Goodfellow et al. 2014, section 3)."""
    gradient = seen.smooth(GENERATOR_GRADIENT)
    gone = gradient < np.maximum(0.01 * np.maximum.accumulate(gradient), 1e-4)
    return (gone | (np.abs(seen.smooth(GENERATOR)) < 0.05)) & (seen.smooth(D_FAKE) < 0.04) & (_apart(seen) > 0.6)


def _blind(seen: Course) -> Holds:
    """It says the same of all pictures, step after step; one that is fooled by good pictures still wavers."""
    return (np.abs(_apart(seen)) < 0.01) & (seen.spread(D_REAL) < 0.008) & (seen.spread(D_FAKE) < 0.008)


def _fooled(seen: Course) -> Holds:
    """It takes made pictures for the real ones."""
    return _apart(seen) < -0.15


def _collapse(seen: Course) -> Holds:
    """All alike, far more than by the noise of the start; or most of the variety that there was is lost."""
    variety = seen.smooth(VARIETY)
    return (variety < 0.03) | (variety < 0.35 * np.maximum.accumulate(variety))


def _overfitting(seen: Course) -> Holds:
    """Karras et al. 2020, equation 1, r_v: with probabilities, and where they are apart at all."""
    unknown = seen.smooth(D_REAL) - seen.smooth(D_HELD_OUT)
    return (unknown > 0.12) & (unknown > 0.6 * _apart(seen))


def _diverging(seen: Course) -> Holds:
    """Every fifth time at least the discriminator is twice as wrong as guessing is, whatever the loss."""
    return seen.high(DISCRIMINATOR) > 4.0


def _tossed(seen: Course) -> Holds:
    """Time and again the discriminator is far more wrong than guessing is, since what is made has changed wholly. One
    that only stumbles over itself is told by a generator that has hardly moved."""
    return (seen.above(DISCRIMINATOR, 2.0) >= 0.25) & (seen.smooth(VARIETY) > 0.5)


def _inverted(seen: Course) -> Holds:
    return seen.smooth(LIKENESS) < -0.3


def _unchanged(seen: Course) -> Holds:
    return (seen.smooth(CHANGE) < 0.02) & (_apart(seen) > 0.3)


def _apart(seen: Course) -> Numbers:
    return seen.smooth(D_REAL) - seen.smooth(D_FAKE)


_SAID = (D_REAL, D_FAKE)
RULES: tuple[Rule, ...] = (
    Rule(Illness.VANISHING_GRADIENT, (GENERATOR, GENERATOR_GRADIENT, *_SAID), 8, _vanishing, evidence.vanishing),
    Rule(Illness.NO_CONVERGENCE, (DISCRIMINATOR, *_SAID), 8, _diverging, evidence.diverging),
    Rule(Illness.NO_CONVERGENCE, (DISCRIMINATOR, VARIETY, *_SAID), 8, _tossed, evidence.tossed),
    Rule(Illness.MODE_COLLAPSE, (VARIETY,), 8, _collapse, evidence.collapse),
    Rule(Illness.OVERFITTING, (*_SAID, D_HELD_OUT), 10, _overfitting, evidence.overfitting),
    Rule(Illness.STRONG_DISCRIMINATOR, _SAID, 12, _certain, evidence.certain),
    Rule(Illness.STRONG_DISCRIMINATOR, (GENERATOR, VARIETY, *_SAID), 20, _stalled, evidence.stalled),
    Rule(Illness.STRONG_GENERATOR, _SAID, 15, _blind, evidence.blind),
    Rule(Illness.STRONG_GENERATOR, _SAID, 15, _fooled, evidence.fooled),
    Rule(Illness.COLOUR_INVERSION, (LIKENESS, *_SAID), 15, _inverted, evidence.inverted),
    Rule(Illness.IDENTITY, (CHANGE, *_SAID), 80, _unchanged, evidence.unchanged),
)
