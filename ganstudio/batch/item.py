"""One photo of a batch: where it comes from, where it goes, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class State(StrEnum):
    """How far a photo is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Item:
    """A photo and what became of it; replaced by another one when that changes."""

    source: Path
    target: Path
    """File of the result; while it waits, the one planned: a number is added where that exists."""
    state: State = State.WAITING
    reason: str = ""
    """Why it failed or was skipped, a sentence."""
    seconds: float = 0.0
    """From the beginning of its reading to the end of its writing, without waiting in between."""
    size: tuple[int, int] = (0, 0)
    """(width, height) of the result."""

    @property
    def settled(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in (State.DONE, State.FAILED, State.SKIPPED)
