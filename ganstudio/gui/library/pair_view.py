"""A sample before and after, parted by a line that follows the hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganstudio.gui.library.example import HIGH, WIDE
from ganstudio.gui.library.showcase import Pair
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_

_ROUND, _ICON, _STEP = 8.0, 40, 0.05


class PairView(QWidget):
    """Before on the left of the line, after on its right; an icon where there is no example."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: Pair | None = None
        self._icon, self._at = "scan", 0.5
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        say(self, N_("Example, before and after"), "accessibleName")

    def show_pair(self, pair: Pair | None, icon: str) -> None:
        """Show these."""
        if pair is not self._pair:
            self._at = 0.5
        self._pair, self._icon = pair, icon
        self.setCursor(Qt.CursorShape.SplitHCursor if pair else Qt.CursorShape.ArrowCursor)
        self.setToolTip("")
        say(self, N_("Drag the line: before, after") if pair else "", "toolTip")
        self.update()

    @property
    def at(self) -> float:
        """Where the line is, from 0 to 1."""
        return self._at

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HIGH / WIDE)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._put(event.position().x() / max(1, self.width()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._put(event.position().x() / max(1, self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._put(self._at + by)

    def _put(self, at: float) -> None:
        self._at = min(1.0, max(0.0, at))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        field, outline = QRectF(self.rect()), QPainterPath()
        outline.addRoundedRect(field, _ROUND, _ROUND)
        painter.setClipPath(outline)
        if self._pair is None:
            painter.fillRect(field, palette.color(palette.ColorRole.Midlight))
            place = QRectF(0, 0, _ICON, _ICON)
            place.moveCenter(field.center())
            tinted(self._icon, palette.color(palette.ColorRole.PlaceholderText).name()).paint(painter, place.toRect())
            return
        before, after = self._pair
        painter.drawImage(field, after)
        line = field.width() * self._at
        painter.drawImage(
            QRectF(0, 0, line, field.height()), before, QRectF(0, 0, before.width() * self._at, before.height())
        )
        painter.fillRect(QRectF(line - 1, 0, 2, field.height()), QColor("white"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QRectF(line - 6, field.height() / 2 - 6, 12, 12))
