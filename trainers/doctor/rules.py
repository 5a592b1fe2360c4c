"""What tells each illness: numbers of `stats.jsonl` that hold for some time. Never the settings.

The numbers were set on runs of other seeds, data and recipes than those in tests/bench/doctor.py that judge them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import _
from trainers import signals
from trainers.doctor.course import Course, Holds
from trainers.doctor.diagnosis import Illness

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


def _strong_discriminator(seen: Course) -> Holds:
    real, fake = seen.smooth(signals.D_REAL), seen.smooth(signals.D_FAKE)
    return (real > 0.95) & (fake < 0.03)


def _vanishing(seen: Course) -> Holds:
    gradient, fake = seen.smooth(signals.GENERATOR_GRADIENT), seen.smooth(signals.D_FAKE)
    most = np.maximum.accumulate(gradient)
    return (fake < 0.05) & (gradient < np.maximum(0.01 * most, 1e-4))


def _strong_generator(seen: Course) -> Holds:
    real, fake = seen.smooth(signals.D_REAL), seen.smooth(signals.D_FAKE)
    return fake > real


def _collapse(seen: Course) -> Holds:
    return seen.smooth(signals.VARIETY) < 0.15


def _overfitting(seen: Course) -> Holds:
    """Karras et al. 2020, section 3.1: r_v, with probabilities for logits."""
    real, fake, held = (seen.smooth(name) for name in (signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT))
    apart = real - fake
    return (apart > 0.3) & (real - held > 0.6 * apart)


def _no_convergence(seen: Course) -> Holds:
    return seen.smooth(signals.DISCRIMINATOR) > 2.0


def _inversion(seen: Course) -> Holds:
    return seen.smooth(signals.LIKENESS) < -0.3


def _identity(seen: Course) -> Holds:
    return (seen.smooth(signals.CHANGE) < 0.03) & (seen.smooth(signals.LIKENESS) > 0.98)


def _two(seen: Course) -> str:
    real, fake = (seen.smooth(name)[-1] for name in (signals.D_REAL, signals.D_FAKE))
    return _("The discriminator gives real pictures {real:.2f} and made ones {fake:.2f} of 1.").format(
        real=real, fake=fake
    )


RULES: tuple[Rule, ...] = (
    Rule(
        Illness.VANISHING_GRADIENT,
        (signals.GENERATOR_GRADIENT, signals.D_REAL, signals.D_FAKE),
        12,
        _vanishing,
        _two,
    ),
    Rule(Illness.NO_CONVERGENCE, (signals.DISCRIMINATOR, signals.D_REAL, signals.D_FAKE), 12, _no_convergence, _two),
    Rule(Illness.MODE_COLLAPSE, (signals.VARIETY, signals.D_REAL, signals.D_FAKE), 20, _collapse, _two),
    Rule(Illness.OVERFITTING, (signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT), 12, _overfitting, _two),
    Rule(Illness.STRONG_DISCRIMINATOR, (signals.D_REAL, signals.D_FAKE), 15, _strong_discriminator, _two),
    Rule(Illness.STRONG_GENERATOR, (signals.D_REAL, signals.D_FAKE), 20, _strong_generator, _two),
    Rule(Illness.COLOUR_INVERSION, (signals.LIKENESS, signals.D_REAL, signals.D_FAKE), 15, _inversion, _two),
    Rule(Illness.IDENTITY, (signals.CHANGE, signals.LIKENESS, signals.D_REAL, signals.D_FAKE), 30, _identity, _two),
)
