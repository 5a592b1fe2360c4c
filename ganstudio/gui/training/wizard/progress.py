"""Something slow goes on: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.i18n import N_


class Waiting(QFrame):
    """`cancelled` and `again` are what the user asks."""

    cancelled = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._title, self._text = QLabel(), QLabel()
        self._title.setProperty("kind", "strong")
        self._text.setProperty("kind", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self.cancel, self.again_button = QPushButton(), QPushButton()
        say(self.cancel, N_("Stop"))
        say(self.again_button, N_("Try again"))
        self.cancel.clicked.connect(self.cancelled)
        self.again_button.clicked.connect(self.again)
        self._lay_out()

    def begin(self, title: str) -> None:
        """It has begun; `title` is marked."""
        say(self._title, title)
        self._text.setText(" ")
        self._bar.setRange(0, 0)
        self._show(running=True)

    def show_progress(self, done: float, text: str) -> None:
        """How far it is, in [0, 1], and what is going on."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done))
        self._text.setText(text)

    def stop(self, reason: str) -> None:
        """It has ended without a result."""
        say(self._title, "")
        self._title.setText(reason)
        self._text.setText("")
        self._show(running=False)

    def _show(self, *, running: bool) -> None:
        for shown in (self._bar, self.cancel, self._text):
            shown.setVisible(running)
        self.again_button.setVisible(not running)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        head.addWidget(self._title, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._text)
