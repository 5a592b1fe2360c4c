"""What there is to see of a run, looked up in its folder. Knows no Qt: it is done beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ganstudio.gui.training.record import Curve, Record
from ganstudio.i18n import _
from trainers import launch, runs
from trainers.run import Kept, Run
from trainers.status import Phase, Status


@dataclass(frozen=True)
class Entry:
    """A run as the list shows it."""

    folder: Path
    title: str
    recipe: str
    status: Status
    working: bool
    """Whether a process is at it; paused counts."""
    picture: Path | None
    """Its newest preview."""
    changed: float
    """When it was last written into, in seconds since 1970."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A run as its page shows it."""

    run: Run
    entry: Entry
    described: Mapping[str, Any]
    previews: tuple[tuple[int, Path], ...]
    kept: tuple[Kept, ...]
    curves: Mapping[str, Curve]

    @property
    def status(self) -> Status:
        """How it is doing."""
        return self.entry.status

    @property
    def working(self) -> bool:
        """Whether a process is at it; paused counts."""
        return self.entry.working

    def kept_at(self, step: int | None) -> Kept | None:
        """The model as it was after `step` steps, or the next before that was kept; None: the newest of them."""
        fit = [kept for kept in self.kept if step is None or kept.step <= step]
        return fit[-1] if fit else None

    def has_model(self, step: int | None) -> bool:
        """Whether there is a model of that point of time, or, of a run that kept none, one at its end."""
        return self.kept_at(step) is not None or (not self.kept and self.run.model.exists())


def entry(run: Run) -> Entry:
    """What the list says of `run`."""
    status, recipe, previews = runs.state(run), runs.recipe_of(run), run.previews()
    return Entry(
        run.folder,
        runs.title(run),
        _(recipe.title) if recipe else str(run.describe().get("recipe", "")),
        status,
        launch.at_work(run) and status.phase is not Phase.WAITING,
        previews[-1][1] if previews else None,
        runs.touched(run),
    )


def look(run: Run, record: Record, curves: Mapping[str, Curve]) -> Seen:
    """All there is to see now; `curves` of the last time are used on where no number was added."""
    if record.read() or not curves:
        curves = record.curves()
    return Seen(run, entry(run), run.describe(), tuple(run.previews()), tuple(run.kept()), curves)
