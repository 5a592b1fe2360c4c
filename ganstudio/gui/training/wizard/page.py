"""A page of the wizard: a heading, a sentence, and what there is to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft

WIDE = 960
"""Pixels: lines that are longer are hard to read."""
_MARGIN = 40
_TURNS = 3
"""From the innermost layout outwards, and back with the width that it gets."""


class Page(QScrollArea, Speaker):
    """`changed` comes with each choice; `forward` asks for the next page."""

    changed = Signal()
    forward = Signal()
    backward = Signal()
    told = Signal(str)
    """A sentence on what could not be done."""

    def __init__(self, studio: Studio, draft: Draft, title: str, text: str) -> None:
        """`title` and `text` are marked."""
        super().__init__()
        self.studio, self.draft = studio, draft
        self._inside = QWidget()
        self._inside.setMaximumWidth(WIDE)
        self._inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        self._head(title, text)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(_MARGIN, 36, _MARGIN, 32)
        row.addStretch(1)
        row.addWidget(self._inside, 1000)
        row.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(middle)

    @property
    def room(self) -> int:
        """Pixels that there are for what is on the page, side by side."""
        return min(WIDE, self.viewport().width() - 2 * _MARGIN)

    @property
    def obstacle(self) -> str:
        """Why one cannot go on from here, as a sentence; empty where one can."""
        return ""

    @property
    def next_title(self) -> str:
        """What the button that goes on says, marked; empty for the usual."""
        return ""

    def enter(self) -> None:
        """The page is shown now."""

    def settle(self) -> None:
        """Lay out now what has changed: lines that are wrapped would stand in the wrong places for a moment."""
        for _turn in range(_TURNS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def leave(self) -> None:
        """Another is."""

    def speak(self) -> None:
        """Say what has numbers in it."""

    def _head(self, title: str, text: str) -> None:
        name, hint = QLabel(), QLabel()
        say(name, title)
        name.setFont(heading(self.font(), 1.7))
        name.setWordWrap(True)
        say(hint, text)
        hint.setProperty("kind", "muted")
        hint.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(name)
        words.addWidget(hint)
        self.column.addLayout(words)
        self.column.addSpacing(8)
