"""The program with a window. What is heavy (torch, codecs) is imported beside the window, after its first paint."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from ganstudio import __version__, crash, log
from ganstudio import settings as stored
from ganstudio.gui import place
from ganstudio.gui.faults import Faults
from ganstudio.gui.look.icons import app_icon
from ganstudio.gui.look.language import apply_language
from ganstudio.gui.look.theme import apply_theme
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.program import free_environment

_log = logging.getLogger(__name__)


def main(paths: list[Path]) -> int:
    """Show the window with these photos until it is closed; gives the exit code."""
    app = make_app()
    faults = Faults(app)
    faults.watch()
    crash.look()
    _log.info("The window opens: " + log.system())
    studio = Studio(stored.load())
    apply_language(app, studio.settings.language)
    apply_theme(app, studio.settings.theme)
    window = Window(studio)
    faults.told.connect(window.reports.tell)
    faults.refused.connect(studio.told)
    after_first_paint(window, lambda: window.begin(paths))
    if sys.platform == "darwin":  # elsewhere it would only cost time, at every event
        open_what_is_sent(app, window.session.open)
    place.show(window)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends it
    code = app.exec()
    if not studio.runner.stop():
        # A thread is deep in a library and will not come back for a while; nothing of the user's hangs on it any more.
        sys.stdout.flush()
        os._exit(code)
    return code


def make_app() -> QApplication:
    """Qt's application object, with what the system wants to know of the program."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    free_environment()
    app.setApplicationName("ganstudio")
    app.setApplicationDisplayName("ganstudio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("ganstudio")
    app.setWindowIcon(app_icon())
    return app


def after_first_paint(widget: QWidget, act: Callable[[], None]) -> None:
    """Call `act` when `widget` has been on the screen."""
    widget.installEventFilter(_Painted(widget, act))


def open_what_is_sent(app: QApplication, act: Callable[[list[Path]], None]) -> None:
    """Call `act` with files that are opened with the program on macOS: they come as events, not as words."""
    app.installEventFilter(_Sent(app, act))


class _Sent(QObject):
    def __init__(self, app: QApplication, act: Callable[[list[Path]], None]) -> None:
        super().__init__(app)
        self._act = act

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._act([Path(event.file())])
            return True
        return False


class _Painted(QObject):
    def __init__(self, widget: QWidget, act: Callable[[], None]) -> None:
        super().__init__(widget)
        self._act = act

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._act)
        return False
