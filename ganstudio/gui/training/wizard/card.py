"""A card that can be chosen, by hand or by key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

ROUND = 8.0
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Ringed(QAbstractButton):
    """Is ringed while it has the focus by the keyboard: heirs paint that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ringed = event.reason() in _BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.ringed = False
        self.update()


class Card(Ringed):
    """Its text is the title; heirs paint what is on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_card(self, painter: QPainter, whole: QRectF) -> None:
        """What is on the card, clipped to its rounded shape."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 100)

    def hasHeightForWidth(self) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(whole, ROUND, ROUND)
        hovered = self.underMouse() and self.isEnabled()
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight if hovered else QPalette.ColorRole.Base))
        painter.save()
        painter.setClipPath(outline)
        self.paint_card(painter, whole)
        painter.restore()
        lit = self.isChecked() or self.ringed
        role = QPalette.ColorRole.Highlight if self.isChecked() else QPalette.ColorRole.Link
        painter.setPen(QPen(palette.color(role if lit else QPalette.ColorRole.Mid), 2 if lit else 1))
        painter.drawPath(outline)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def bold(font: QFont, size: float = 1.05) -> QFont:
    """`font` for the title of a card."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * size)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def high(font: QFont, text: str, width: float) -> float:
    """Pixels that `text` is high in lines of `width`."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), _TOP, text).height() if text else 0.0


def write(
    painter: QPainter, place: QRectF, font: QFont, text: str, role: QPalette.ColorRole, palette: QPalette
) -> QRectF:
    """Write `text` at the top of `place`; what is left of it."""
    painter.setFont(font)
    painter.setPen(palette.color(role))
    painter.drawText(place, _TOP, text)
    return place.adjusted(0, high(font, text, place.width()), 0, 0)
