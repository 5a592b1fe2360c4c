"""The small palette beside a dab: colours that are likely there, those used last, and any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.dabs.disc import Disc
from ganstudio.gui.dabs.swatch import Swatch, Swatches
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_
from ganstudio.image.dab import Colour, code, colour

COUNT = 8
"""Colours in a row."""


class DabCard(QFrame, Speaker):
    """Floats over the canvas. `coloured` carries a colour and whether the hand is still choosing."""

    coloured = Signal(tuple, bool)
    deleted = Signal()
    grown = Signal()
    """It shows more, or less."""
    left = Signal()
    """It is not wanted any more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "float")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # a click beside a swatch sets no dab below it
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._colour: Colour | None = None
        self._light = 60.0
        self.now, self._title = Swatch(), QLabel()
        self.delete, self.close_ = QToolButton(), QToolButton()
        self.likely, self.recent = Swatches(COUNT), Swatches(COUNT)
        self.other, self.disc, self.line = QPushButton(), Disc(), QLineEdit()
        self._words = QLabel(), QLabel()
        self._word()
        self._lay_out()
        self._connect()
        self._unfold(False)

    def show_dab(self, colour: Colour | None, light: float) -> None:
        """Of which colour the dab is (None: it is being looked for), at a place of the lightness `light` (0 to 100)."""
        self._colour, self._light = colour, light
        self.now.show_colour(colour, code(colour) if colour else "")
        self.now.setEnabled(False)  # it only shows
        if colour:
            self.disc.show_colour(colour, light)
            if not self.line.hasFocus():
                self.line.setText(code(colour))

    def show_choices(self, likely: Sequence[Colour], recent: Sequence[Colour]) -> None:
        """The colours to choose from; no likely ones: they are being looked for."""
        self.likely.show_colours(likely, self._colour, fill=not likely)
        self.recent.show_colours(recent, self._colour)
        for widget in (self._words[1], self.recent):
            widget.setVisible(bool(recent))
        self._fit()

    def take_focus(self) -> None:
        """The keyboard goes to the first colour."""
        first = next((one for one in (*self.likely.all, *self.recent.all) if one.isEnabled()), self.other)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def speak(self) -> None:
        self.disc.speak()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, colour: Colour, going: bool = False) -> None:
        self.coloured.emit(colour, going)

    def _typed(self) -> None:
        text = self.line.text().strip()
        try:
            typed = colour(text if text.startswith("#") else f"#{text}")
        except ValueError:
            self.line.setText(code(self._colour) if self._colour else "")
            return
        if typed != self._colour:
            self._choose(typed)

    def _unfold(self, on: bool) -> None:
        for widget in (self.disc, self.line):
            widget.setVisible(on)
        self._fit()
        self.grown.emit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout:
            layout.activate()
        self.resize(self.sizeHint())

    def _connect(self) -> None:
        for row in (self.likely, self.recent):
            row.chosen.connect(self._choose)
        self.disc.changed.connect(partial(self._choose, going=True))
        self.disc.rested.connect(lambda: self._choose(self.disc.colour))
        self.line.editingFinished.connect(self._typed)
        self.other.toggled.connect(self._unfold)
        self.delete.clicked.connect(self.deleted)
        self.close_.clicked.connect(self.left)

    def _word(self) -> None:
        for button, icon, title in (
            (self.delete, "trash-2", N_("Delete the dab (Del)")),
            (self.close_, "x", N_("Close")),
        ):
            put_icon(button, icon)
            say(button, title, "toolTip")
            say(button, title, "accessibleName")
        say(self._title, N_("Colour dab"))
        self._title.setProperty("kind", "strong")
        for label, text in zip(self._words, (N_("Likely here"), N_("Used last")), strict=True):
            say(label, text)
            label.setProperty("kind", "muted")
        say(self.other, N_("Other colour…"))
        self.other.setCheckable(True)
        self.other.setProperty("kind", "chip")
        put_icon(self.other, "palette")
        say(self.line, N_("Colour as #rrggbb"), "toolTip")
        say(self.line, N_("Colour as #rrggbb"), "accessibleName")
        self.line.setMaxLength(7)
        say(self, N_("Colour dab"), "accessibleName")

    def _lay_out(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 120))
        self.setGraphicsEffect(shadow)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.now)
        head.addSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self.delete)
        head.addWidget(self.close_)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for label, row in zip(self._words, (self.likely, self.recent), strict=True):
            column.addSpacing(2)
            column.addWidget(label)
            column.addWidget(row)
        column.addSpacing(4)
        for widget in (self.other, self.disc, self.line):
            column.addWidget(widget)
