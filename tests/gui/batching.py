"""The batch window with a folder of photos, and a tool that waits to be let go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch.desk import BatchDesk
from ganstudio.gui.batch.setup import Setup
from ganstudio.gui.batch.watch import Watch
from ganstudio.gui.batch.work import Stage
from ganstudio.gui.window import Window
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.workflow import Workflow
from tests.gui.rooms import PATIENCE, save_picture

FLIP = Workflow("mirror", (Edit("flip", {"direction": "horizontal"}),))


@pytest.fixture
def desk(window: Window, qtbot: QtBot) -> Iterator[BatchDesk]:
    """The desk of a window; what is at work at the end is stopped."""
    yield window.batches
    window.batches.work.cancel()
    qtbot.waitUntil(lambda: not window.batches.work.running, timeout=PATIENCE)


class Gate:
    """Holds photos in the middle of their work until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str = "flip") -> None:
        self.reached = threading.Semaphore(0)
        self._open = threading.Event()
        run = TOOLS[name].run

        def held(photo: Photo, params: object, context: Context) -> Photo:
            self.reached.release()
            while not self._open.wait(0.01):
                context.job.check()
            return run(photo, params, context)

        monkeypatch.setitem(TOOLS, name, replace(TOOLS[name], run=held))

    def open(self) -> None:
        """Let all through, from now on."""
        self._open.set()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four photos, one of them in a subfolder, and one that is none."""
    made = tmp_path / "viaje año"
    (made / "day 2").mkdir(parents=True)
    for number in (1, 2, 3):
        save_picture(made / f"photo {number}.png", seed=number)
    save_picture(made / "day 2" / "photo 4.png", seed=4)
    (made / "photo 10.png").write_bytes(b"no picture at all")
    return made


def started(qtbot: QtBot, desk: BatchDesk, folder: Path, output: Path | None, workflow: Workflow = FLIP) -> Watch:
    """Choose `folder` with its subfolders, and press Start."""
    setup = desk.window.setup
    desk.take([folder])
    setup.sources.recursive.set_value(True)
    setup.sources.recursive.changed.emit()
    setup.output.place.set_output(output)
    setup.show_workflow(workflow)
    qtbot.waitUntil(lambda: setup.sources.count == 5, timeout=PATIENCE)
    qtbot.mouseClick(setup.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.work.stage is not Stage.FINDING, timeout=PATIENCE)
    return desk.window.watch


def over(qtbot: QtBot, desk: BatchDesk) -> None:
    """Wait until nothing is at work any more."""
    qtbot.waitUntil(lambda: desk.work.stage is Stage.OVER, timeout=PATIENCE)


def held(qtbot: QtBot, desk: BatchDesk, gate: Gate) -> None:
    """Wait until a photo is in the middle of its work, and the one that is none has failed."""
    assert gate.reached.acquire(timeout=20)
    qtbot.waitUntil(lambda: len(of(desk, State.FAILED)) == 1, timeout=PATIENCE)


def of(desk: BatchDesk, state: State) -> list[Item]:
    """The photos of one state."""
    return [item for item in desk.work.files.items if item.state is state]


@pytest.fixture
def setup(desk: BatchDesk) -> Setup:
    """The first page, shown."""
    desk.show()
    return desk.window.setup
