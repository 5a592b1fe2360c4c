"""Runs made longer or shorter: their stages in proportion, and as many points of the timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from trainers.staged import StagedTraining
from trainers.training import Training

POINTS = 25
"""Points of a timeline, more or less."""
_NICE = (1, 2, 5)
S = TypeVar("S", bound=StagedTraining)
E = TypeVar("E", bound=Training)


def staged(params: S, steps: int) -> S:
    """`params` with so many steps in all; those of the first stage where there were none."""
    whole = params.pixel_steps + params.gan_steps
    gan = round(steps * params.gan_steps / whole) if whole else 0
    return replace(params, pixel_steps=steps - gan, gan_steps=gan, every=every(steps))


def even(params: E, steps: int) -> E:
    """`params`, those of a recipe without stages, with so many steps."""
    return replace(params, steps=steps, every=every(steps))  # type: ignore[call-arg]


def every(steps: int, points: float = POINTS) -> int:
    """Steps from one of so many points of the timeline to the next: a number easy on the eye."""
    wanted = max(1, steps / points)
    sizes = [nice * int(10**power) for power in range(7) for nice in _NICE]
    return min(sizes, key=lambda size: abs(size - wanted))
