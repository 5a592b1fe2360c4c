"""A window with a tiny model, and a watch that no thread outlives it. Imported by the conftest of those who need it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from ganstudio.engine.store import Store
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.settings import Settings
from tests.engine import small

PATIENCE = 60_000
"""Milliseconds: a watchdog."""
ROUNDS = 1000
"""How often is looked whether threads have ended; not how long, as a busy computer takes longer for each."""


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two models of random weights, the default of super-resolution among them."""
    folder = tmp_path_factory.mktemp("tiny")
    small.save(folder, "upscale-x4-faithful")
    small.save(folder, "upscale-x2-faithful", scale=2, seed=1)
    return folder


@pytest.fixture
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that leaves a thread behind."""
    gc.collect()
    gc.freeze()  # what is there already, torch and Qt above all, need not be looked through at every collection below
    before = _threads()
    yield
    request.node.funcargs.clear()  # pytest itself would keep the window alive
    for _round in range(ROUNDS):
        if not (left := _threads() - before):
            break
        _sweep()
        gc.collect()  # widgets and their callbacks know each other
        time.sleep(0.01)
    assert not left, f"threads left behind: {left}"


def _threads() -> set[threading.Thread]:
    """Those of Python. What it notes of Qt's threads that have used its own stays for ever; `studio` watches these."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _sweep() -> None:
    """Delete what waits for it, which an event loop would do."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


@pytest.fixture
def studio(qapp: object, tiny_models: Path, no_leaks: None) -> Iterator[Studio]:
    """Runs on the processor in full precision, so that results can be compared."""
    made = Studio(Settings(device="cpu", precision="float32"), Store([tiny_models]))
    tasks = made.runner._tasks
    yield made
    if _alive(made):
        assert made.runner.stop(20), "a task does not end"
    assert not tasks


def _alive(studio: Studio) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(studio) and shiboken6.isValid(studio.runner))


@pytest.fixture
def window(qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Shown, empty. What is open at the end is closed without asking."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    made = Window(studio)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.work.cancel()
    for page in tuple(made.session.pages):
        made.session.close(page)
    made.close()
    assert studio.runner.stop(20), "a task does not end"
    made.deleteLater()
    for _round in range(3):
        _sweep()


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three small pictures in a folder, numbered."""
    folder = tmp_path / "fotos año 日本"
    folder.mkdir()
    return [save_picture(folder / f"photo {number}.png", seed=number) for number in (1, 2, 3)]


def save_picture(path: Path, width: int = 40, height: int = 30, seed: int = 0) -> Path:
    """A picture file of noise that is smooth enough to be looked at."""
    rough = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8)
    done, data = cv2.imencode(path.suffix, cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC))
    assert done
    path.write_bytes(data.tobytes())
    return path


def photo(width: int = 40, height: int = 30, seed: int = 0) -> Photo:
    """A photo without a file."""
    return Photo(small.picture(height, width + seed))


def opened(qtbot: QtBot, window: Window, *paths: Path) -> None:
    """Open `paths` and wait until they are there."""
    window.session.open(paths)
    qtbot.waitUntil(
        lambda: all(window.session.page_of(path) for path in paths) and not window.session._reading, timeout=PATIENCE
    )


def finished(qtbot: QtBot, window: Window) -> None:
    """Wait until the tool is done."""
    qtbot.waitUntil(lambda: window.work.page is None, timeout=PATIENCE)
