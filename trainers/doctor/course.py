"""How the numbers of a run went: columns of its rows, smoothed, and since when something holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Holds = NDArray[np.bool_]

_SMOOTH = 7
"""Rows of which the median is taken: single steps of a GAN say little."""
_SILENT = 3
"""Rows without a number after which it is a thing of the past: of a stage that is over."""


@dataclass(frozen=True)
class Course:
    """Columns of equal length, of the rows that have all of them; `steps` says which those are."""

    steps: NDArray[np.int64]
    columns: dict[str, Numbers]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the columns."""
        return tuple(self.columns)

    def raw(self, name: str) -> Numbers:
        """The numbers as they were written."""
        return self.columns[name]

    def smooth(self, name: str) -> Numbers:
        """The median of each number and the few before it."""
        return medians(self.columns[name])

    def spread(self, name: str, rows: int = 15) -> Numbers:
        """How far apart the numbers of the last rows lie at each row: the 90th percentile less the 10th."""
        windows = _windows(self.columns[name], rows)
        return np.asarray(np.nanpercentile(windows, 90, axis=1) - np.nanpercentile(windows, 10, axis=1))

    def above(self, name: str, bound: float, rows: int = 15) -> Numbers:
        """The share of the last rows that lies above `bound`, at each row; of what is not there yet, nothing does."""
        return np.asarray((np.nan_to_num(_windows(self.columns[name], rows), nan=-np.inf) > bound).mean(axis=1))

    def high(self, name: str, rows: int = 15) -> Numbers:
        """What a fifth of the last rows lies above, at each row."""
        return np.asarray(np.nanpercentile(_windows(self.columns[name], rows), 80, axis=1))


def course(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> Course | None:
    """The course of the numbers called `names`; None where they are not written, or no more."""
    have = [index for index, row in enumerate(rows) if all(_is_number(row.get(name)) for name in names)]
    if not have or have[-1] < len(rows) - _SILENT:
        return None
    steps = np.array([rows[index].get("step", 0) for index in have], np.int64)
    return Course(steps, {name: np.array([rows[index][name] for index in have], np.float64) for name in names})


def medians(values: Numbers, rows: int = _SMOOTH) -> Numbers:
    """Of each value and the `rows` - 1 before it, as far as there are any."""
    return np.asarray(np.nanmedian(_windows(values, rows), axis=1))


def since(steps: NDArray[np.int64], holds: Holds, rows: int) -> int | None:
    """The step since which `holds` is true without a break, up to the last; None if that is fewer than `rows`."""
    breaks = np.flatnonzero(~holds)
    first = int(breaks[-1]) + 1 if len(breaks) else 0
    return int(steps[first]) if len(steps) - first >= rows else None


def _windows(values: Numbers, rows: int) -> Numbers:
    padded = np.concatenate([np.full(rows - 1, np.nan), values])
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, rows))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and value == value and abs(value) != float("inf")
