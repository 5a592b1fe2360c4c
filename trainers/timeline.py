"""Which points of a run are kept, and for how long: a model at every report, what is needed to go on at some."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from trainers.run import Run
from trainers.written import whole

Metric = tuple[str, bool]
"""The number that says which point is best, and whether more is better."""


@dataclass(frozen=True)
class Keeping:
    """A checkpoint for every `nth` report and for the best by `metric`; all within about `disk` bytes."""

    every: int
    nth: int
    disk: float
    metric: Metric = ("", True)


class Timeline:
    """Of `run`; `write_model` writes the model of now to a path."""

    def __init__(self, run: Run, keeping: Keeping, write_model: Callable[[Path], None]) -> None:
        self._run, self._keeping, self._write_model = run, keeping, write_model

    @cached_property
    def _best(self) -> tuple[int, float] | None:
        """Looked for only when the run has been put back to its checkpoint, and has forgotten what came after."""
        return best(self._run.rows(), self._keeping.metric)

    def wants_checkpoint(self, step: int, values: Mapping[str, float]) -> bool:
        """Whether this point shall be one to go on from: every n-th, and a better one than all before."""
        return self._is_nth(step) or self._is_better(values)

    def keep(self, step: int, values: Mapping[str, float], checkpoint: bool) -> None:
        """Keep the model of now, and the run's last `checkpoint`, which must be that of `step`."""
        self._write_model(_made(self._run.model_at(step)))
        if checkpoint:
            # Not by a second name of the same file: what damages one must not damage the other.
            whole(_made(self._run.checkpoint_at(step)), lambda part: shutil.copyfile(self._run.checkpoint, part))
        if checkpoint and self._is_better(values):
            before, self._best = self._best, (step, values[self._keeping.metric[0]])
            if before and not self._is_nth(before[0]):
                self._run.checkpoint_at(before[0]).unlink(missing_ok=True)
        self._thin_out()

    def _is_nth(self, step: int) -> bool:
        return step % (self._keeping.every * self._keeping.nth) == 0

    def _is_better(self, values: Mapping[str, float]) -> bool:
        name, more = self._keeping.metric
        if name not in values or values[name] != values[name]:
            return False
        return self._best is None or (values[name] > self._best[1] if more else values[name] < self._best[1])

    def _thin_out(self) -> None:
        """Until all fits: of models or checkpoints, whichever take more, the one that leaves the smallest gap."""
        while True:
            kept = self._run.kept()
            kinds = [
                {point.step: point.model for point in kept},
                {point.step: point.checkpoint for point in kept if point.checkpoint},
            ]
            sizes = [sum(path.stat().st_size for path in kind.values()) for kind in kinds]
            if sum(sizes) <= self._keeping.disk:
                return
            first = {self._best[0]} if self._best else set()
            held = first | kinds[1].keys(), first  # a point that can be gone on from is known by its model
            spare = [
                (size, kind[step])
                for size, kind, its in zip(sizes, kinds, held, strict=True)
                for step in spare_of(kind, its)
            ]
            if not spare:
                return
            max(spare, key=lambda each: each[0])[1].unlink(missing_ok=True)


def spare_of(steps: Iterable[int], held: set[int]) -> list[int]:
    """The one of `steps` whose absence leaves the smallest gap; never the first, the last, or one of `held`."""
    order = sorted(steps)
    gaps = {order[at]: order[at + 1] - order[at - 1] for at in range(1, len(order) - 1) if order[at] not in held}
    return [min(gaps, key=lambda step: gaps[step])] if gaps else []


def best(rows: Sequence[Mapping[str, float]], metric: Metric) -> tuple[int, float] | None:
    """(step, number) of the best of `rows`; None where none has the number."""
    name, more = metric
    found = [(int(row["step"]), float(row[name])) for row in rows if row.get(name) is not None]
    found = [each for each in found if each[1] == each[1]]
    return (max if more else min)(found, key=lambda each: each[1], default=None)


def _made(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    return path
