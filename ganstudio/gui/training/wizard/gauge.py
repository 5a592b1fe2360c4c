"""How much is needed of how much there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.words import size
from ganstudio.i18n import _


class Gauge(QFrame):
    """A bar, full and red where there is too little."""

    def __init__(self, icon: str, title: str) -> None:
        """`title` is marked."""
        super().__init__()
        self.setProperty("kind", "card")
        name, self.value, self.detail, self.bar = QLabel(), QLabel(), QLabel(), QProgressBar()
        say(name, title)
        name.setProperty("kind", "section")
        self.value.setFont(heading(self.font(), 1.25))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture(icon, 16))
        head.addWidget(name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.value, self.bar, self.detail):
            column.addWidget(widget)
        for label in (self.value, self.detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def words(self) -> str:
        """What is told."""
        return f"{self.value.text()}\n{self.detail.text()}"

    def weigh(self, needed: int, free: int) -> None:
        """So many bytes are needed, so many are free."""
        short = needed > free
        self.value.setText(_("about {size}").format(size=size(needed)))
        told = _("Only {size} are free.") if short else _("There is room: {size} are free.")
        self.detail.setText(told.format(size=size(free)))
        self.detail.setProperty("kind", "danger" if short else "muted")
        self.bar.setProperty("mood", "bad" if short else "")
        self.bar.setValue(min(1000, round(1000 * needed / max(1, free))))
        for widget in (self.detail, self.bar):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
