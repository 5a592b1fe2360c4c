"""A colour to click, and rows of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ganstudio.i18n import _
from ganstudio.image.dab import Colour, code

SIDE = 26
"""Logical pixels of a swatch, the room for its ring included."""
_ROUND = 5.0


class Swatch(QAbstractButton):
    """Shows `colour`; an empty field where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour: Colour | None = None
        self.worn = False
        """The chosen dab has this colour."""
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_colour(self, colour: Colour | None, name: str = "", *, worn: bool = False) -> None:
        """Show `colour`, called `name` (translated)."""
        self.colour, self.worn = colour, worn
        self.setEnabled(colour is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if colour else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, lit = self.palette(), self.hasFocus() or self.underMouse() or self.worn
        field = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self.colour is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(field, _ROUND, _ROUND)
            return
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(QColor(*self.colour))
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        if lit:
            role = QPalette.ColorRole.Highlight if self.hasFocus() or self.worn else QPalette.ColorRole.WindowText
            painter.setPen(QPen(palette.color(role), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(field.adjusted(-2, -2, 2, 2), _ROUND + 2, _ROUND + 2)


class Swatches(QWidget):
    """Rows of `columns`; `chosen` carries the colour that was clicked."""

    chosen = Signal(tuple)

    def __init__(self, count: int, columns: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all = [Swatch(self) for _each in range(count)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for index, swatch in enumerate(self.all):
            grid.addWidget(swatch, index // columns, index % columns)
            swatch.clicked.connect(self._clicked)
        grid.setColumnStretch(columns, 1)

    def show_colours(self, colours: Sequence[Colour], worn: Colour | None = None, *, fill: bool = False) -> None:
        """Show as many of `colours` as there is room for; `worn`: the one the dab has; `fill`: with empty fields."""
        for index, swatch in enumerate(self.all):
            colour = colours[index] if index < len(colours) else None
            name = _("Colour {code}").format(code=code(colour)) if colour else ""
            swatch.show_colour(colour, name, worn=colour is not None and colour == worn)
            swatch.setVisible(colour is not None or fill)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Swatch) and sender.colour:
            self.chosen.emit(sender.colour)
