"""Photos, training or models: what the window shows."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolBar, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.parts.middle import Part
from ganstudio.i18n import N_

SPARE = 10
"""Pixels between the icon and the words that the size of a button does not count."""
SEGMENTS = {
    Part.PHOTOS: (N_("Photos"), "image", N_("Change photos (Ctrl+T)")),
    Part.TRAINING: (N_("Training"), "graduation-cap", N_("Train models of your own (Ctrl+T)")),
    Part.MODELS: (N_("Models"), "library", N_("The models that are there, and more of them (Ctrl+Shift+L)")),
}
"""Marked title, icon, marked help."""


class Segment(QPushButton):
    """One of several that exclude each other: as wide as its words are when they are chosen, and so bold."""

    def __init__(self, title: str, icon: str) -> None:
        """`title` is marked."""
        super().__init__()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        say(self, title)
        put_icon(self, icon)

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint().grownBy(QMargins(0, 0, max(0, more) + SPARE, 0))


class Switch(QFrame):
    """Three segments of one button. `switched` comes from the user alone, with the part that is wanted now."""

    switched = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "switch")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for part, (title, icon, help_) in SEGMENTS.items():
            segment = Segment(title, icon)
            say(segment, help_, "toolTip")
            segment.setMinimumWidth(100)
            self._group.addButton(segment, part)
            row.addWidget(segment)
        self.show_part(Part.PHOTOS)
        self._group.idClicked.connect(lambda place: self.switched.emit(Part(place)))

    def show_part(self, part: Part) -> None:
        """Mark which it is."""
        self._group.button(part).setChecked(True)


def switch_bar(switch: Switch) -> QToolBar:
    """A bar for it, before that of the photos, and still there when that is hidden."""
    bar = QToolBar()
    bar.setObjectName("switch")
    say(bar, N_("Photos, training or models"), "windowTitle")
    bar.setMovable(False)
    bar.toggleViewAction().setEnabled(False)
    bar.addWidget(switch)
    return bar
