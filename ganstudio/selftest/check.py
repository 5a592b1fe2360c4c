"""One thing that is tried, and what came of it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ganstudio.errors import GanstudioError


@dataclass(frozen=True)
class Check:
    """`act(folder)` does it in a folder that is gone afterwards, and gives a fact for the table, or raises."""

    group: str
    name: str
    act: Callable[[Path], str]


@dataclass(frozen=True)
class Outcome:
    """`fact` is the reason where it has `failed`."""

    check: Check
    fact: str
    seconds: float
    failed: bool = False
    trace: str = ""
    """Where it failed, if that was a bug."""


def outcomes(checks: Iterable[Check], folder: Path) -> Iterator[Outcome]:
    """Do one after the other, each in a folder of its own below `folder`; none keeps the next from being tried."""
    for number, check in enumerate(checks):
        place = folder / str(number)
        place.mkdir()
        began = time.monotonic()
        try:
            fact, failed, trace = check.act(place), False, ""
        except GanstudioError as error:
            fact, failed, trace = str(error), True, ""
        except Exception as error:  # a module that was left out of the package, for one
            fact, failed, trace = repr(error), True, traceback.format_exc()
        yield Outcome(check, fact, time.monotonic() - began, failed, trace)


def agree(true: object, sentence: str) -> None:
    """Raise GanstudioError with `sentence` unless it is true."""
    if not true:
        raise GanstudioError(sentence)
