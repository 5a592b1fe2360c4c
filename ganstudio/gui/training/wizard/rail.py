"""The steps at the left: what is done, where one is, what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.card import Ringed

WIDTH = 228
_HIGH = 60
_DISC = 26


class Step(Ringed):
    """One step; its text is the title, below it what was chosen there."""

    def __init__(self, number: int, title: str, last: bool) -> None:
        """`title` is marked."""
        super().__init__()
        self.number, self.last = number, last
        self.detail = ""
        self.here = self.done = False
        say(self, title)
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_state(self, *, here: bool, done: bool, reachable: bool, detail: str) -> None:
        """Where the wizard is."""
        self.here, self.done, self.detail = here, done, detail
        self.setEnabled(reachable)
        self.setToolTip(detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor if reachable and not here else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(20, 8, _DISC, _DISC)
        if not self.last:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1.5))
            painter.drawLine(QPointF(disc.center().x(), disc.bottom() + 6), QPointF(disc.center().x(), _HIGH + 2))
        self._paint_disc(painter, disc)
        self._paint_words(painter, disc)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        palette = self.palette()
        accent, line = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Mid)
        if self.ringed:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1.5))
            painter.drawEllipse(disc.adjusted(-3, -3, 3, 3))
        painter.setPen(QPen(accent if self.here or self.done else line, 1.5))
        painter.setBrush(accent if self.here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if self.done and not self.here:
            place = QRectF(0, 0, 14, 14)
            place.moveCenter(disc.center())
            tinted("check", palette.color(QPalette.ColorRole.Link).name()).paint(painter, place.toRect())
            return
        role = QPalette.ColorRole.HighlightedText if self.here else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(QPalette.ColorGroup.Active, role))
        painter.setFont(self._font(0.9, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _paint_words(self, painter: QPainter, disc: QRectF) -> None:
        palette = self.palette()
        left, room = disc.right() + 14, self.width() - disc.right() - 26
        role = QPalette.ColorRole.WindowText if self.here or self.done else QPalette.ColorRole.PlaceholderText
        if self.underMouse() and self.isEnabled() and not self.here:
            role = QPalette.ColorRole.Link
        painter.setPen(palette.color(QPalette.ColorGroup.Active, role))
        painter.setFont(self._font(1.0, bold=self.here))
        painter.drawText(QRectF(left, disc.top(), room, _DISC), Qt.AlignmentFlag.AlignVCenter, self.text())
        small = self._font(0.88, bold=False)
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.PlaceholderText))
        detail = QFontMetrics(small).elidedText(self.detail, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, disc.bottom() - 2, room, 18), Qt.AlignmentFlag.AlignVCenter, detail)

    def _font(self, size: float, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


class Rail(QFrame):
    """`chosen` carries the place of a step that was clicked."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        """`titles` are marked."""
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self.steps = [Step(place + 1, title, place == len(titles) - 1) for place, title in enumerate(titles)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 28, 0, 16)
        column.setSpacing(0)
        for place, step in enumerate(self.steps):
            step.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            column.addWidget(step)
        column.addStretch(1)
