"""The window of random faces, with a model that makes some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.explorer import making
from ganstudio.gui.explorer.window import ExplorerWindow
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.tools import facing
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.explorer.hand import settled
from tests.tools.faces import save_model_of_faces


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of faces and one that enlarges, of random weights."""
    folder = tmp_path_factory.mktemp("faces")
    save_model_of_faces(folder)
    small.save(folder, "upscale-x4-faithful")
    # What torch does once, it does here, where no watchdog waits.
    facing.made("", 1, Context(Engine(Store([folder]), "cpu", "float32"), Job()))
    return folder


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PAUSE", 0)


@pytest.fixture
def explorer(qtbot: QtBot, studio: Studio) -> Iterator[ExplorerWindow]:
    """By itself, at the size the network makes, its first face there."""
    made = ExplorerWindow(studio)
    qtbot.addWidget(made)
    made.keep.set_times(1)
    made.bring()
    settled(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, window: Window) -> Iterator[ExplorerWindow]:
    """The same, from the menu of the main window."""
    made = window.explorer.window
    made.keep.set_times(1)
    window.menu_actions["random_faces"].trigger()
    settled(qtbot, made)
    yield made
    window.explorer.close()
