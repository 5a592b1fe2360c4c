"""Photos or training: which of the two the window shows."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolBar, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_

PHOTOS, TRAINING = 0, 1
SPARE = 10
"""Pixels between the icon and the words that the size of a button does not count."""


class _Half(QPushButton):
    """As wide as its words are when they are chosen, and so bold."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint().grownBy(QMargins(0, 0, max(0, more) + SPARE, 0))


class Switch(QFrame):
    """Two halves of one button. `switched` comes from the user alone, with whether it is training now."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "switch")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for place, (title, icon, help_) in enumerate(
            (
                (N_("Photos"), "image", N_("Change photos (Ctrl+T)")),
                (N_("Training"), "graduation-cap", N_("Train models of your own (Ctrl+T)")),
            )
        ):
            half = _Half()
            half.setCheckable(True)
            half.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            say(half, title)
            say(half, help_, "toolTip")
            put_icon(half, icon)
            half.setMinimumWidth(112)
            self._group.addButton(half, place)
            row.addWidget(half)
        self._group.button(PHOTOS).setChecked(True)
        self._group.idClicked.connect(lambda place: self.switched.emit(place == TRAINING))

    def show_training(self, on: bool) -> None:
        """Mark which it is."""
        self._group.button(TRAINING if on else PHOTOS).setChecked(True)


def switch_bar(switch: Switch) -> QToolBar:
    """A bar for it, before that of the photos, and still there when that is hidden."""
    bar = QToolBar()
    bar.setObjectName("switch")
    say(bar, N_("Photos or training"), "windowTitle")
    bar.setMovable(False)
    bar.toggleViewAction().setEnabled(False)
    bar.addWidget(switch)
    return bar
