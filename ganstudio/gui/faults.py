"""Faults that nobody has caught, wherever they come up: written down, told once, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from ganstudio import log
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import _

QUIET = 10.0
"""Seconds without a certain fault after which it is told again: one that comes with every paint is told once."""
_OFTEN = 3
"""How often the same message of Qt is written down."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)
_qt = logging.getLogger("qt")


class Faults(QObject):
    """Listens from `watch` to `leave`. Its signals arrive in the window's thread, after whatever goes on there."""

    told = Signal(str)
    """A sentence about a fault that is nobody's but the program's."""
    refused = Signal(str)
    """A sentence about something the user can act on, which ought to have been told in its place."""
    _fault = Signal(str)
    _refusal = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: dict[tuple[str, str], float] = {}
        self._said: dict[str, int] = {}
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        queued = Qt.ConnectionType.QueuedConnection  # they may come up while something is painted
        self._fault.connect(self.told, queued)
        self._refusal.connect(self.refused, queued)

    def watch(self) -> None:
        """From now on. Warnings of Python and Qt go into the log, too."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook, threading.excepthook = self._raised, self._raised_in_thread
        sys.unraisablehook = self._unraisable
        logging.captureWarnings(True)
        qInstallMessageHandler(self._said_by_qt)

    def leave(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        logging.captureWarnings(False)
        qInstallMessageHandler(None)

    def _raised(self, kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, Exception):
            self._before[0](kind, error, place)
        elif isinstance(error, GanstudioError):
            self._refusal.emit(str(error))
        elif isinstance(error, MemoryError):
            self._refusal.emit(_("There is too little memory for this; close photos or programs."))
        elif self._new(error, place):
            self._fault.emit(log.write_bug(error.with_traceback(place)))
        for name in ("last_type", "last_value", "last_traceback"):  # whose frames would keep photos in memory
            vars(sys).pop(name, None)

    def _raised_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and isinstance(told.exc_value, Exception):
            self._raised(told.exc_type, told.exc_value, told.exc_traceback)

    def _unraisable(self, told: sys.UnraisableHookArgs) -> None:
        """While something was thrown away: of use to who looks for a bug, and to nobody else."""
        if told.exc_value is not None and self._new(told.exc_value, told.exc_traceback):
            _log.warning("A fault while cleaning up", exc_info=told.exc_value)

    def _new(self, error: BaseException, place: TracebackType | None) -> bool:
        """Whether this fault has not come up for a while."""
        frames = traceback.extract_tb(place)
        key = type(error).__name__, f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        now = time.monotonic()
        before, self._last[key] = self._last.get(key), now
        return before is None or now - before > QUIET

    def _said_by_qt(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        self._said[text] = self._said.get(text, 0) + 1
        if self._said[text] <= _OFTEN:
            _qt.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
