"""Below the pages: out, back, on, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_


class Foot(QWidget):
    """Three buttons and a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leave, self.back, self.next = QPushButton(), QPushButton(), QPushButton()
        self._word = QLabel()
        self._lay_out()

    @property
    def word(self) -> str:
        """What stands in the way, or went wrong, as a sentence."""
        return self._word.text()

    def tell(self, sentence: str, *, bad: bool = False) -> None:
        """Say what stands in the way; `bad`: something went wrong."""
        self._word.setText(sentence)
        self._word.setProperty("kind", "danger" if bad else "muted")
        self._word.style().polish(self._word)

    def _lay_out(self) -> None:
        say(self.leave, N_("Close"))
        say(self.leave, N_("Leave; what was chosen is kept"), "toolTip")
        self.leave.setProperty("kind", "quiet")
        say(self.back, N_("Back"))
        put_icon(self.back, "chevron-left")
        self.next.setProperty("kind", "primary")
        self.next.setMinimumWidth(140)
        self._word.setWordWrap(True)
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(12)
        row.addWidget(self.leave)
        row.addWidget(self._word, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
