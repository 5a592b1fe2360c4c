"""What stands in for the check of folders, the trial on this computer, and the process that trains."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.gui.training.wizard.wizard import Wizard
from tests.gui.rooms import PATIENCE
from trainers.clinic.report import Finding, Report, Weight
from trainers.estimate import Estimate
from trainers.recipe import Needs, Recipe
from trainers.run import Run

ROOMY = Estimate(0.25, 2.0, 1_400_000_000, 6_000_000_000, 230_000_000, 50_000_000_000, "cpu", "float32")


class Fakes:
    """`findings` are what the check finds among three pictures; `estimate` is what the trial says."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.estimate = ROOMY
        self.problem = ""
        self.hold = False
        """Whether the check and the trial go on until they are cancelled."""
        self.checked: list[tuple[tuple[Path, ...], Needs]] = []
        self.measured: list[Any] = []
        self.started: list[Run] = []

    def check(self, data: tuple[Path, ...], needs: Needs, job: Job, validation: Path | None = None) -> Report:
        """As trainers.clinic.check."""
        self.checked.append((data, needs))
        self._work(job)
        return Report(self.findings, (3,) * len(data), 0.1)

    def measure(self, recipe: Recipe, params: Any, data: tuple[Path, ...], job: Job, iterations: int = 20) -> Estimate:
        """As trainers.estimate."""
        self.measured.append(params)
        self._work(job)
        return self.estimate

    def start(self, run: Run) -> int:
        """As trainers.launch."""
        self.started.append(run)
        return 1

    def _work(self, job: Job) -> None:
        job.progress(0.5, "half")
        waiting = threading.Event()
        while self.hold:
            waiting.wait(0.01)
            job.check()
        if self.problem:
            raise GanstudioError(self.problem)


def finding(weight: Weight, *paths: Path, out: bool = True, **more: Any) -> Finding:
    """One about `paths`, each by itself."""
    made = Finding("empty", weight, "Empty pictures", "Leave them out.", tuple((path,) for path in paths))
    return replace(made, leave_out=paths if out else (), **more)


def click(qtbot: QtBot, widget: Any) -> None:
    """With the left button, in its middle."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def waited(qtbot: QtBot, wizard: Wizard) -> None:
    """Until the page lets one go on."""
    qtbot.waitUntil(wizard.foot.next.isEnabled, timeout=PATIENCE)


def gathered(qtbot: QtBot, wizard: Wizard, *folders: Path, goal: str = "upscale") -> None:
    """The folders of a goal are chosen, and counted."""
    wizard.show_page(0)
    click(qtbot, wizard.goals.cards[goal])
    for zone, folder in zip(wizard.folders.zones, folders, strict=False):
        zone.add([folder])
    waited(qtbot, wizard)


def arrived(qtbot: QtBot, wizard: Wizard, place: int) -> None:
    """On from the folders to the page at `place`, and until that lets one go on."""
    while wizard.place < place:
        click(qtbot, wizard.foot.next)
        waited(qtbot, wizard)
