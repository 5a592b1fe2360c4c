"""The numbers of a run, read on as its file grows. Knows no Qt: it is read beside the window."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NOT_DRAWN = ("step", "time", "minutes")
MOST = 1200
"""Points of a curve; of more the lowest and the highest of each stretch are kept, so that no spike is lost."""
SMOOTH = 0.03
"""Share of a curve over which its numbers are averaged."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One number over the steps; NaN where it was none."""

    steps: Floats
    values: Floats

    @cached_property
    def smooth(self) -> Curve:
        """Weighted by a bell over the neighbours, the ends by what there is; of many points, of the means of a few."""
        means = self._means
        width = SMOOTH * len(means.values)
        if width < 1:
            return means
        reach = math.ceil(2.5 * width)
        bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
        there = np.isfinite(means.values)
        total = np.convolve(np.where(there, means.values, 0.0), bell, "full")[reach:-reach]
        weight = np.convolve(there.astype(float), bell, "full")[reach:-reach]
        return Curve(means.steps, np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 1e-9))

    @cached_property
    def thin(self) -> Curve:
        """The same with at most `MOST` points."""
        stretch = math.ceil(2 * len(self.values) / MOST)
        if stretch < 3:
            return self
        whole = len(self.values) // stretch * stretch
        there, starts = np.isfinite(self.values[:whole]), np.arange(0, whole, stretch)
        low = np.where(there, self.values[:whole], np.inf).reshape(-1, stretch).argmin(axis=1)
        high = np.where(there, self.values[:whole], -np.inf).reshape(-1, stretch).argmax(axis=1)
        kept = np.unique(np.concatenate([starts + low, starts + high, np.arange(whole, len(self.values))]))
        return Curve(self.steps[kept], self.values[kept])

    @property
    def _means(self) -> Curve:
        """At most `MOST` points, each the mean of its stretch."""
        stretch = math.ceil(len(self.values) / MOST)
        if stretch < 2:
            return self
        whole = len(self.values) // stretch * stretch
        values = self.values[:whole].reshape(-1, stretch)
        there = np.isfinite(values)
        count = there.sum(axis=1)
        total = np.where(there, values, 0.0).sum(axis=1)
        means = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
        return Curve(self.steps[:whole].reshape(-1, stretch).mean(axis=1), means)

    def best(self, *, more: bool) -> tuple[float, float]:
        """(step, value) of the highest, or else of the lowest; NaN where there is none."""
        if not np.isfinite(self.values).any():
            return math.nan, math.nan
        place = int(np.nanargmax(self.values) if more else np.nanargmin(self.values))
        return float(self.steps[place]), float(self.values[place])

    def at(self, step: float) -> float:
        """The number noted last at or before `step`; NaN before the first."""
        place = int(np.searchsorted(self.steps, step, "right")) - 1
        return float(self.values[place]) if place >= 0 else math.nan


class Record:
    """What `stats.jsonl` of the run in `folder` says so far."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "stats.jsonl"
        self._at, self._inode, self._last = 0, 0, -1
        self._columns: dict[str, tuple[list[float], list[float]]] = {}
        """Name → steps, values."""

    def read(self) -> bool:
        """Read on; whether there was anything new. A file that was written anew is read from its start."""
        try:
            stat = self._file.stat()
            if stat.st_ino != self._inode or stat.st_size < self._at:
                self._at, self._inode, self._last = 0, stat.st_ino, -1
                self._columns.clear()
            if stat.st_size == self._at:
                return False
            with self._file.open("rb") as file:
                file.seek(self._at)
                data = file.read()
        except OSError:
            return False
        whole = data[: data.rfind(b"\n") + 1]  # the last line may be on its way
        self._at += len(whole)
        for line in whole.splitlines():
            self._add(line)
        return bool(whole)

    def curves(self) -> dict[str, Curve]:
        """Each number by its name, in the order of first sight, ready to be drawn."""
        made = {name: Curve(np.array(steps), np.array(values)) for name, (steps, values) in self._columns.items()}
        for curve in made.values():
            _ready = curve.thin, curve.smooth  # here, beside the window
        return made

    def _add(self, line: bytes) -> None:
        try:
            row = dict(json.loads(line))
            step = int(row["step"])
        except (ValueError, TypeError, KeyError):
            return
        if step <= self._last:
            self._go_back(step)
        self._last = step
        for name, value in row.items():
            if name not in NOT_DRAWN and isinstance(value, int | float) and not isinstance(value, bool):
                steps, values = self._columns.setdefault(name, ([], []))
                if steps and steps[-1] == step:
                    values[-1] = _finite(value)
                else:
                    steps.append(float(step))
                    values.append(_finite(value))

    def _go_back(self, step: int) -> None:
        """It went on from an earlier checkpoint: what came after `step` is of no run any more."""
        for name, (steps, values) in tuple(self._columns.items()):
            left = bisect_right(steps, step)
            del steps[left:], values[left:]
            if not left:
                del self._columns[name]


def _finite(value: float) -> float:
    return float(value) if math.isfinite(value) else math.nan
