"""The photo, small, with the frame of the part that is compared: dragged, resized, put elsewhere by a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganstudio.gui.instruments.crop_look import paint_handles
from ganstudio.gui.instruments.frame import CURSORS, INSIDE, Grip, grip_at, grips, moved, stretched, whole_pixels
from ganstudio.gui.instruments.instrument import ARROWS

SMALLEST, LARGEST = 32, 1024
"""Pixels of the photo along a side of the frame."""
_TALLEST = 300
"""Logical pixels of the widget."""


class CropMap(QWidget):
    """`changed` comes with every move of the hand; `area` is in the photo's pixels, within it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._room = QSize(1, 1)
        self._frame = QRectF(0, 0, 1, 1)
        self._hold: tuple[Grip, QRectF, QPointF] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def area(self) -> QRect:
        """What is framed."""
        return QRect(*whole_pixels(self._frame, self._room))

    def show_photo(self, image: QImage, size: QSize) -> None:
        """`image` is the whole photo, whose own size is `size`; the frame stays where it is, as far as it can."""
        self._image, self._room = image, size
        self.put(QRect(self._frame.toRect()))
        self.updateGeometry()
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.update()

    def put(self, area: QRect) -> None:
        """Frame `area`, or the nearest there can be; not told by `changed`."""
        width = min(max(area.width(), SMALLEST), LARGEST, self._room.width())
        height = min(max(area.height(), SMALLEST), LARGEST, self._room.height())
        frame = QRectF(0, 0, width, height)
        frame.moveCenter(QRectF(area).center())
        self._frame = moved(frame, QPointF(), self._room)
        self.update()

    # Geometry

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(_TALLEST, max(60, round(width * self._room.height() / self._room.width())))

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def resizeEvent(self, event: QEvent) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    @property
    def _place(self) -> QRectF:
        """Where the photo lies, in logical pixels."""
        scale = min(self.width() / self._room.width(), self.height() / self._room.height())
        place = QRectF(0, 0, self._room.width() * scale, self._room.height() * scale)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    @property
    def _on_screen(self) -> QRectF:
        place = self._place
        scale = place.width() / self._room.width()
        return QRectF(place.topLeft() + self._frame.topLeft() * scale, self._frame.size() * scale)

    def _in_photo(self, at: QPointF) -> QPointF:
        place = self._place
        return (at - place.topLeft()) * (self._room.width() / place.width())

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        at, grip = event.position(), grip_at(self._on_screen, event.position())
        if grip is None:  # elsewhere: it comes there, and can be dragged on
            grip = INSIDE
            self._go(moved(self._frame, self._in_photo(at) - self._frame.center(), self._room))
        self._hold = grip, QRectF(self._frame), self._in_photo(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._hold:
            grip = grip_at(self._on_screen, event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if grip is None else CURSORS[grip])
            return
        grip, frame, at = self._hold
        by = self._in_photo(event.position()) - at
        self._go(
            moved(frame, by, self._room) if grip == INSIDE else self._stretched(frame, grip, grips(frame)[grip] + by)
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        step = self._frame.width() / (2 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 8)
        self._go(moved(self._frame, way * step, self._room))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def _stretched(self, frame: QRectF, grip: Grip, to: QPointF) -> QRectF:
        """With sides that are neither too short nor too long."""
        result = stretched(frame, grip, to, self._room)
        width = min(max(result.width(), SMALLEST), LARGEST, self._room.width())
        height = min(max(result.height(), SMALLEST), LARGEST, self._room.height())
        left = frame.right() - width if grip.across < 0 else frame.left()
        top = frame.bottom() - height if grip.down < 0 else frame.top()
        return moved(QRectF(left, top, width, height), QPointF(), self._room)

    def _go(self, frame: QRectF) -> None:
        before = self.area
        self._frame = frame
        self.update()
        if self.area != before:
            self.changed.emit()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place, frame = self._place, self._on_screen
        painter.drawImage(place, self._image)
        outside = QPainterPath()
        outside.addRect(place)
        outside.addRect(frame)
        painter.fillPath(outside, QColor(0, 0, 0, 110))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.palette().highlight().color() if self.hasFocus() else QColor(255, 255, 255)
        for colour, width in ((QColor(0, 0, 0, 110), 3.5), (line, 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(frame)
        if min(frame.width(), frame.height()) >= 30:
            paint_handles(painter, frame)


def at_first(photo: QSize, masked: QRect | None = None) -> QRect:
    """The part to begin with: what is masked and something around it, or a part of the photo's middle."""
    if masked:
        side = round(max(masked.width(), masked.height()) * 1.6)
        area = QRect(0, 0, side, side)
        area.moveCenter(masked.center())
        return area
    side = min(256, photo.width(), photo.height())
    return QRect((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
