"""How far the chosen face has been changed, as a small bar, and what there is to be warned of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from ganstudio.gui.faces.judged import Judgement
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _

_STEPS = (
    (0.02, N_("unchanged")),
    (0.3, N_("slight")),
    (0.6, N_("clear")),
    (0.95, N_("strong")),
    (float("inf"), N_("like another person")),
)
"""Up to which change → marked word."""


class Meter(QWidget, Speaker):
    """Change: a title, a bar, a word."""

    def __init__(self) -> None:
        super().__init__()
        self._change: float | None = None
        self.title, self.bar, self.word = QLabel(), QProgressBar(), QLabel()
        say(self.title, N_("Change"))
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.word.setProperty("kind", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.bar, 1)
        row.addWidget(self.word)
        help_ = N_("How far the face is from the original as the network sees it; full: as two people are apart")
        for part in (self, self.bar):
            say(part, help_, "toolTip")
        say(self.bar, N_("Change"), "accessibleName")
        self.speak()

    def show_change(self, change: float | None) -> None:
        """1 is what is usual between two people; None: not known yet."""
        self._change = change
        self.speak()

    def speak(self) -> None:
        change = self._change
        self.bar.setValue(round(100 * min(1.0, change or 0.0)))
        word = "" if change is None else next(_(name) for most, name in _STEPS if change < most)
        self.word.setText(word or "…")
        self.bar.setAccessibleDescription(word)


class WarningLine(QFrame):
    """A sentence beside an icon; gone where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(Picture("triangle-alert", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def show_judgement(self, judgement: Judgement) -> None:
        """Say what there is to be warned of."""
        self.text.setText(judgement.warning)
        self.setAccessibleName(judgement.warning)
        self.setVisible(bool(judgement.warning))
