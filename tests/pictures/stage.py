"""A window to be photographed: at home in an empty folder, in one look and one language, at rest before each picture.

What differs from one computer to another, or from one minute to the next, is set, so that the same picture comes twice:
the processor in full precision, how long models take, no cursor that blinks.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ganstudio.gui.app import make_app
from ganstudio.gui.look.language import apply_language
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.library.speed import ENOUGH, Speed
from ganstudio.library.versus import Cost
from ganstudio.paths import resource
from ganstudio.settings import Settings

PATIENCE = 300
"""Seconds: a watchdog."""
LOOKS = 5
"""How often in a row the window must look the same to be at rest."""
BETWEEN = 0.1
"""Seconds between two looks."""
SAMPLES = [resource("samples") / name for name in ("astronaut.png", "cat.png", "coffee.png")]


@contextmanager
def shown(theme: str, language: str = "en", size: tuple[int, int] = (1440, 900)) -> Iterator[Window]:
    """A window without photos, whose device is known. What belongs to it is gone at the end."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="ganstudio-", ignore_cleanup_errors=True))
        stack.enter_context(mock.patch.dict(os.environ, GANSTUDIO_HOME=home))
        stack.enter_context(mock.patch("ganstudio.library.speed.measure", _speed))
        stack.enter_context(mock.patch("ganstudio.gui.library.compare.trials.measured", _measured))
        app = make_app()
        stack.callback(app.setCursorFlashTime, app.cursorFlashTime())
        app.setCursorFlashTime(0)
        apply_language(app, language)
        stack.callback(apply_language, app, "en")
        apply_theme(app, theme)
        window = Window(Studio(Settings(language=language, theme=theme, device="cpu", precision="float32")))
        stack.callback(_close, window)
        window.resize(*size)
        window.show()
        window.begin([])
        wait(lambda: window.studio.device is not None)
        yield window


def at_home(name: str) -> Path:
    """A place in the folder that is home while a window is shown."""
    return Path(os.environ["GANSTUDIO_HOME"]) / name


def opened(window: Window, *paths: Path) -> Page:
    """The page of the last of these files, which are opened now."""
    window.session.open(paths)
    wait(lambda: all(window.session.page_of(path) for path in paths))
    page = window.session.page_of(paths[-1])
    assert page
    window.session.show(page)
    return page


def sample(window: Window, number: int, tool: str) -> Page:
    """One of the samples, of which all are open, with a tool chosen for it; all of it is seen."""
    if not window.session.pages:
        opened(window, *SAMPLES)
    page = window.session.pages[number]
    window.session.show(page)
    window.menu_actions[f"tool:{tool}"].trigger()
    wait(lambda: True)
    page.canvas.fit()
    return page


def wait(until: Callable[[], object], seconds: float = 0.0) -> None:
    """Let the window work for `seconds`, and until `until`."""
    app = make_app()
    begin = time.monotonic()
    while time.monotonic() < begin + seconds or not until():
        assert time.monotonic() < begin + PATIENCE, "that takes too long"
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def at_rest(window: Window, seen: QWidget | None = None) -> QImage:
    """What is to be seen of `seen`, or of the window, when nothing is at work and nothing changes any more."""
    before, alike = QImage(), 0
    begin = time.monotonic()
    while alike < LOOKS:
        assert time.monotonic() < begin + PATIENCE, "it never rests"
        wait(lambda: not window.studio.runner._tasks, BETWEEN)
        now = _grab(seen or window).toImage()
        before, alike = now, (alike + 1 if now == before else 0)
    return before


def _grab(seen: QWidget) -> QPixmap:
    """With the menus that stand before it."""
    picture = seen.grab()
    painter = QPainter(picture)
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each.windowType() == Qt.WindowType.Popup:
            painter.drawPixmap(each.pos() - seen.mapToGlobal(QPoint()), each.grab())
    painter.end()
    return picture


def _speed(*_of: Any, **_how: Any) -> Speed:
    """Instead of that of this computer, at this moment."""
    return Speed(0.8, ENOUGH)


def _measured(work: Callable[[], Any], _device: object) -> tuple[Any, Cost]:
    return work(), Cost(0.4, 105_000_000)


def _close(window: Window) -> None:
    for page in tuple(window.session.pages):
        window.session.close(page)
    window.close()
    assert window.studio.runner.stop(60)
    QCoreApplication.processEvents()  # what tasks that had ended before have still to tell it
    window.deleteLater()
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
