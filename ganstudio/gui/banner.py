"""Sentences above the photo: what went wrong, what was done. Nothing waits for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_

MOST = 6
"""Sentences shown at once; older ones go."""
GOOD_NEWS = 8000
"""Milliseconds that good news stays."""


class Banner(QWidget):
    """Bad news stays until it is closed, and more of it is added below; good news goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = QFrame()
        self._frame.setProperty("kind", "banner")
        around = QHBoxLayout(self)
        around.setContentsMargins(12, 8, 12, 8)
        around.addWidget(self._frame)
        self._sentences: list[str] = []
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._deed = QPushButton()
        self._deed.setProperty("kind", "quiet")
        self._deed.clicked.connect(self._act)
        self._act_on: Callable[[], None] | None = None
        close = QToolButton()
        put_icon(close, "x")
        say(close, N_("Close"), "toolTip")
        close.clicked.connect(self.clear)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._deed, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._leaving = QTimer(self, singleShot=True, interval=GOOD_NEWS)
        self._leaving.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What is told now."""
        return "\n".join(self._sentences)

    def bad_news(self, sentence: str) -> None:
        """Tell what went wrong; an empty sentence tells nothing."""
        if not sentence or sentence in self._sentences:
            return
        if self._frame.property("mood") != "bad":
            self._sentences = []
        self._tell([*self._sentences, sentence][-MOST:], "bad")

    def good_news(self, sentence: str, deed: str = "", act: Callable[[], None] | None = None) -> None:
        """Tell what was done, with a button that does `act`."""
        self._tell([sentence], "good", deed, act)
        self._leaving.start()

    def offer(self, sentence: str, deed: str, act: Callable[[], None]) -> None:
        """Tell of something that can be done, until it is done or the sentence is closed."""
        self._tell([sentence], "offer", deed, act)

    def forget_bad_news(self) -> None:
        """Something else has begun. Good news goes by itself."""
        if self._frame.property("mood") == "bad":
            self.clear()

    def clear(self) -> None:
        """Tell nothing more."""
        self._leaving.stop()
        self._sentences, self._act_on = [], None
        self.hide()

    def _tell(self, sentences: list[str], mood: str, deed: str = "", act: Callable[[], None] | None = None) -> None:
        self._leaving.stop()
        self._sentences, self._act_on = sentences, act
        self._text.setText(self.text)
        self._deed.setText(deed)
        self._deed.setVisible(bool(deed))
        self._frame.setProperty("mood", mood)
        self._frame.style().unpolish(self._frame)  # the stylesheet looks at the mood
        self._frame.style().polish(self._frame)
        self.show()

    def _act(self) -> None:
        if self._act_on:
            act = self._act_on
            if self._frame.property("mood") == "offer":
                self.clear()
            act()
