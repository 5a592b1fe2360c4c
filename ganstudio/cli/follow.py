"""How a training goes, on a terminal: what it writes into its log above a bar; in a pipe the log alone."""

from __future__ import annotations

import time
from pathlib import Path

from ganstudio.cli.progress import shown, watched
from ganstudio.engine.job import Job, remaining
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import N_, _, ngettext
from trainers import runs
from trainers.launch import AT_WORK
from trainers.run import Run
from trainers.status import Phase, Status

PHASES = {
    Phase.WAITING: N_("not begun"),
    Phase.STARTING: N_("starting"),
    Phase.TRAINING: N_("training"),
    Phase.PAUSED: N_("paused"),
    Phase.STOPPED: N_("stopped"),
    Phase.FINISHED: N_("finished"),
    Phase.FAILED: N_("failed"),
}
_LOOK = 0.5
"""Seconds between two looks at the folder."""


class News:
    """Lines that are new in the log of a run since the last call."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "log.txt"
        self._at = self._log.stat().st_size if self._log.exists() else 0
        self._looked = 0.0

    def __call__(self) -> list[str]:
        """Whole lines, at most twice a second; without the date, which whoever watches knows."""
        if time.monotonic() - self._looked < _LOOK:
            return []
        self._looked = time.monotonic()
        try:
            with self._log.open("rb") as file:
                file.seek(self._at)
                data = file.read()
        except OSError:
            return []
        whole = data[: data.rfind(b"\n") + 1]
        self._at += len(whole)
        return [line.partition(" ")[2] for line in whole.decode("utf-8", "replace").splitlines()]


def follow(run: Run) -> int:
    """Show how `run` goes until it ends; Ctrl+C ends the watching alone. Gives the exit code."""
    news = News(run.folder)
    try:
        with watched(runs.title(run), times=False, news=news) as job:
            status = _until_its_end(run, job, news)
    except Cancelled:
        print(_("The training goes on. To end it: ganstudio runs stop {name}").format(name=run.folder.name))
        return 0
    if status.phase is Phase.FAILED:
        raise GanstudioError(status.sentence)
    print(
        _("The run {name} is {phase} at step {step}.").format(
            name=run.folder.name, phase=_(PHASES[status.phase]), step=status.step
        )
    )
    return 0


def _until_its_end(run: Run, job: Job, news: News) -> Status:
    while (status := runs.state(run)).phase in AT_WORK:
        job.progress(status.step / max(1, status.steps), words(status))
        if not shown():
            for line in news():
                print(line, flush=True)
        time.sleep(_LOOK / 2)
    return status


def words(status: Status) -> str:
    """How it goes, in a line."""
    parts = [_(PHASES[status.phase])]
    if status.steps:
        parts.append(_("step {done} of {steps}").format(done=status.step, steps=status.steps))
    if status.phase is Phase.TRAINING and status.rate:
        parts += [_("{rate:.1f} a second").format(rate=status.rate), left(status.seconds_left)]
    if status.memory:
        parts.append(_("{n} MB of memory").format(n=round(status.memory / 1e6)))
    return ", ".join(part for part in parts if part)


def left(seconds: float) -> str:
    """How long it will take, as a person says it; empty where that is not known."""
    return remaining(seconds) if seconds > 0 else ""


def duration(seconds: float) -> str:
    """Seconds, minutes or hours, whichever fit."""
    if seconds < 90:
        count = max(1, round(seconds))
        return ngettext("{n} second", "{n} seconds", count).format(n=count)
    if seconds < 90 * 60:
        count = round(seconds / 60)
        return ngettext("{n} minute", "{n} minutes", count).format(n=count)
    return _("{n} hours").format(n=f"{seconds / 3600:.1f}")
