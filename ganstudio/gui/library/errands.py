"""What is done to model files beside the window: one thing after the other, seen, and stopped at a click."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task
from ganstudio.i18n import N_, _

BAR = 1000
"""Steps of the bar."""
BRIEF = 250
"""Milliseconds that something takes before it is worth telling."""


@dataclass(frozen=True)
class Errand:
    """`told` is a sentence on what is being done; `done` gets what `work` gives."""

    told: str
    work: Callable[[Job], Any]
    done: Callable[[Any], None]


class Errands(QWidget):
    """Hidden while there is nothing to do."""

    failed = Signal(str)
    """A sentence."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._waiting: deque[Errand] = deque()
        self._task: Task | None = None
        self._told, self._bar, self._stop = Elided(), QProgressBar(), QToolButton()
        self._late = QTimer(self, singleShot=True, interval=BRIEF)
        self._late.timeout.connect(self.show)
        self._stop.clicked.connect(self.cancel)
        self._lay_out()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._task is not None

    def submit(self, errand: Errand) -> None:
        """Do it, after all that was submitted before."""
        self._waiting.append(errand)
        if self._task is None:
            self._next()
        else:
            self._tell(self._now.told)

    def cancel(self) -> None:
        """Stop what is being done, and all that waits."""
        self._waiting.clear()
        if self._task:
            self._task.cancel()

    def _next(self) -> None:
        if not self._waiting:
            self._task = None
            self._late.stop()
            self.hide()
            return
        errand = self._now = self._waiting.popleft()
        self._bar.setRange(0, 0)
        self._tell(errand.told)
        if not self.isVisible():
            self._late.start()

        def done(result: Any) -> None:
            errand.done(result)
            self._next()

        def failed(sentence: str) -> None:
            self.failed.emit(sentence)
            self._next()

        self._task = self._studio.runner.submit(
            errand.work, done=done, failed=failed, progress=self._progress, cancelled=self._next
        )

    def _tell(self, sentence: str) -> None:
        more = len(self._waiting)
        self._told.tell(f"{sentence}   {_('{n} more').format(n=more)}" if more else sentence)

    def _progress(self, done: float, _text: str) -> None:
        self._bar.setRange(0, BAR)
        self._bar.setValue(round(BAR * done))

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("kind", "banner")
        put_icon(self._stop, "x")
        say(self._stop, N_("Cancel"), "toolTip")
        say(self._stop, N_("Cancel"), "accessibleName")
        self._bar.setTextVisible(False)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._told)
        words.addWidget(self._bar)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 8, 8, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._stop)
        around = QHBoxLayout(self)
        around.setContentsMargins(16, 0, 16, 8)
        around.addWidget(frame)
