"""What was found out, in a line: an icon, a heading, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.theme import heading
from ganstudio.gui.training.wizard.sign import Sign

ICONS = {"good": "circle-check", "bad": "circle-alert", "": "info"}


class Verdict(QFrame):
    """A banner that stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._icon = Sign("info", 28)
        self._title, self._text = QLabel(), QLabel()
        self._title.setFont(heading(self.font(), 1.15))
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        self._row = row
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    @property
    def words(self) -> str:
        """What is told."""
        return f"{self._title.text()}\n{self._text.text()}"

    def put(self, widget: QWidget) -> None:
        """What can be done about it, at the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def tell(self, title: str, text: str, mood: str, icon: str = "") -> None:
        """Say it; `mood` is "good", "bad" or neither."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._icon.show_mood(icon or ICONS[mood], mood)
        self.setProperty("mood", mood)
        self.style().unpolish(self)
        self.style().polish(self)
