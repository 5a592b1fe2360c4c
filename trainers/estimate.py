"""What a training will take on this computer, found by doing the first steps of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganstudio.engine.job import Job
from trainers.recipe import Recipe


@dataclass(frozen=True)
class Estimate:
    """`step_seconds` of one step, measured; `start_seconds` before the first; `memory` and `disk` in bytes, of which
    there are `memory_free` and `disk_free`."""

    step_seconds: float
    start_seconds: float
    memory: int
    memory_free: int
    disk: int
    disk_free: int
    device: str
    precision: str
    advice: tuple[str, ...] = ()
    """Translated sentences: what to lower if it does not fit."""

    @property
    def fits(self) -> bool:
        """Whether there is room for it."""
        return self.memory <= self.memory_free and self.disk <= self.disk_free

    def seconds(self, steps: int) -> float:
        """Of a run of so many steps."""
        return self.start_seconds + steps * self.step_seconds

    def steps(self, minutes: float) -> int:
        """How many can be done in so many minutes; at least 20."""
        return max(20, round((minutes * 60 - self.start_seconds) / self.step_seconds))


def estimate(recipe: Recipe, params: Any, data: tuple[Path, ...], job: Job, iterations: int = 20) -> Estimate:
    """Do `iterations` real steps in a folder that is thrown away. Raises what the training itself would raise."""
    raise NotImplementedError
