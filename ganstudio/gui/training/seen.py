"""What there is to see of a run, looked up in its folder. Knows no Qt: it is done beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ganstudio.gui.training.record import Curve, Record
from ganstudio.i18n import _
from trainers import RECIPES, launch
from trainers.run import Kept, Run
from trainers.status import Phase, Status, read_status


@dataclass(frozen=True)
class Entry:
    """A run as the list shows it."""

    folder: Path
    title: str
    recipe: str
    status: Status
    working: bool
    picture: Path | None
    """Its newest preview."""
    changed: float
    """When, in seconds since 1970."""


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

    @property
    def point(self) -> Path | None:
        """The newest model."""
        return self.model_at(None)

    def model_at(self, step: int | None) -> Path | None:
        """The model as it was after `step` steps, or the next before that was kept; None: the newest."""
        fit = [kept for kept in self.kept if step is None or kept.step <= step]
        if fit:
            return fit[-1].model
        return self.run.model if self.run.model.exists() else None


def entry(run: Run) -> Entry:
    """What the list says of `run`."""
    described = run.describe()
    recipe = str(described.get("recipe", ""))
    params = described.get("params", {})
    title = params.get("title") if isinstance(params, dict) else ""
    status = _status(run)
    working = launch.at_work(run)
    if status.phase in (Phase.STARTING, Phase.TRAINING, Phase.PAUSED) and not working:
        status = replace(status, phase=Phase.STOPPED)  # its process was ended from outside
    previews = sorted((run.folder / "previews").glob("*.png"))
    return Entry(
        run.folder,
        str(title or run.folder.name),
        _(RECIPES[recipe].title) if recipe in RECIPES else recipe,
        status,
        working,
        previews[-1] if previews else None,
        _touched(run.folder),
    )


def look(run: Run, record: Record, curves: Mapping[str, Curve]) -> Seen:
    """All there is to see now; `curves` of the last time are used on where no number was added."""
    if record.read() or not curves:
        curves = record.curves()
    return Seen(run, entry(run), run.describe(), tuple(run.previews()), tuple(run.kept()), curves)


def _status(run: Run) -> Status:
    """The status; of a run of an older version without one, what its files tell."""
    status = read_status(run.folder)
    if status.updated or not (run.checkpoint.exists() or run.model.exists()):
        return status
    step = int(run.last_stats().get("step", 0))
    return replace(status, phase=Phase.FINISHED if run.model.exists() else Phase.STOPPED, step=step)


def _touched(folder: Path) -> float:
    for name in ("status.json", "stats.jsonl", "run.json"):
        try:
            return (folder / name).stat().st_mtime
        except OSError:
            continue
    return 0.0
