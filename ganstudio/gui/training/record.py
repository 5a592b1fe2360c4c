"""The numbers of a run, read on as its file grows. Knows no Qt: it is read beside the window."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

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
    def smooth(self) -> Floats:
        """Weighted by a bell over the neighbours; the ends by what there is."""
        width = SMOOTH * len(self.values)
        if width < 1:
            return self.values
        reach = math.ceil(2.5 * width)
        bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
        there = np.isfinite(self.values)
        total = np.convolve(np.where(there, self.values, 0.0), bell, "full")[reach:-reach]
        weight = np.convolve(there.astype(float), bell, "full")[reach:-reach]
        return np.asarray(np.divide(total, weight, out=np.full(len(total), np.nan), where=weight > 1e-9))

    @cached_property
    def thin(self) -> Curve:
        """The same with at most `MOST` points."""
        stretch = math.ceil(2 * len(self.values) / MOST)
        if stretch < 3:
            return self
        kept: list[int] = []
        for start in range(0, len(self.values), stretch):
            part = self.values[start : start + stretch]
            if np.isfinite(part).any():
                kept += sorted({start + int(np.nanargmin(part)), start + int(np.nanargmax(part))})
        return Curve(self.steps[kept], self.values[kept])

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
        self._at, self._inode = 0, 0
        self.rows: list[dict[str, Any]] = []

    def read(self) -> bool:
        """Read on; whether there was anything new. A file that was written anew is read from its start."""
        try:
            stat = self._file.stat()
            if stat.st_ino != self._inode or stat.st_size < self._at:
                self._at, self._inode = 0, stat.st_ino
                self.rows.clear()
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
        """Each number by its name, in the order of first sight."""
        found: dict[str, tuple[list[float], list[float]]] = {}
        for row in self.rows:
            for name, value in row.items():
                if name not in NOT_DRAWN and isinstance(value, int | float) and not isinstance(value, bool):
                    steps, values = found.setdefault(name, ([], []))
                    steps.append(float(row["step"]))
                    values.append(float(value) if math.isfinite(value) else math.nan)
        return {name: Curve(np.array(steps), np.array(values)) for name, (steps, values) in found.items()}

    def _add(self, line: bytes) -> None:
        try:
            row = dict(json.loads(line))
            step = int(row["step"])
        except (ValueError, TypeError, KeyError):
            return
        while self.rows and self.rows[-1]["step"] > step:
            self.rows.pop()  # it went on from an earlier checkpoint: what came after that is of no run any more
        if self.rows and self.rows[-1]["step"] == step:
            self.rows[-1].update(row)
        else:
            self.rows.append(row)
