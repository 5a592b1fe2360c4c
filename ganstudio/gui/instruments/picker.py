"""The picker of white balance: a click on what is grey in truth takes the light's colour out of the photo."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen

from ganstudio.gui.canvas.screen import Transform
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.panel.white_balance import WhiteBalanceForm
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.tools.white_balance import neutral

_AROUND = 2
"""Pixels to each side of the one below the pointer that count with it: one alone is noise."""
_SEEN = 5
_SIDE = 9.0
"""How large the magnifier shows a pixel."""
_AWAY = 20.0
_CLICK = 4.0
_FOOT = 24.0


class Picker(Instrument):
    """Takes clicks while the form's button is down; a drag pans as ever."""

    _at: QPointF | None = None
    _pressed: QPointF | None = None
    _last: QPointF | None = None

    @property
    def on(self) -> bool:
        """Whether a click picks."""
        form = self.hand.form
        return isinstance(form, WhiteBalanceForm) and form.picking

    def _stop(self) -> None:
        if isinstance(self.hand.form, WhiteBalanceForm):
            self.hand.form.picking = False

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self.on and self._pixel(at, view) else None

    def hover(self, at: QPointF | None) -> None:
        self._at = at
        if self.on:
            self.canvas.update()

    def press(self, event: QMouseEvent, view: View) -> bool:
        taken = self.on and self._pixel(event.position(), view) is not None
        self._pressed = self._last = event.position() if taken else None
        return taken

    def move(self, event: QMouseEvent, view: View) -> None:
        at = event.position()
        self._at = at
        if self._pressed is not None and (at - self._pressed).manhattanLength() > _CLICK:
            self._pressed = None
        if self._pressed is None and self._last is not None:
            self.canvas.pan(at - self._last)
            self._last = at

    def release(self, event: QMouseEvent, view: View) -> None:
        pixel = self._pixel(event.position(), view)
        if self._pressed is not None and pixel is not None:
            self.pick(pixel)
        self._pressed = self._last = None

    def key(self, event: QKeyEvent) -> bool:
        """Escape puts the picker away."""
        given_up = self.on and event.key() == Qt.Key.Key_Escape
        if given_up:
            self._stop()
        return given_up

    def pick(self, pixel: QPoint) -> None:
        """Make the colour around `pixel` of the photo, as it is now, neutral grey."""
        self._stop()
        temperature, tint = neutral(self._around(pixel, _AROUND), self.photo.meta.icc)
        self.change(mode="manual", temperature=round(temperature, 1), tint=round(tint, 1))

    def _pixel(self, at: QPointF, view: View) -> QPoint | None:
        place = view.to_picture(at)
        pixel = QPoint(int(place.x() // 1), int(place.y() // 1))
        return pixel if QRect(QPoint(), view.picture).contains(pixel) else None

    def _around(self, pixel: QPoint, reach: int) -> Pixels:
        """The photo's pixels up to `reach` away from `pixel`."""
        rows = slice(max(0, pixel.y() - reach), pixel.y() + reach + 1)
        columns = slice(max(0, pixel.x() - reach), pixel.x() + reach + 1)
        return freeze(np.ascontiguousarray(self.photo.pixels[rows, columns, :3]))

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        pixel = self._pixel(self._at, view) if self.on and self._at is not None else None
        if pixel is None or self._at is None:
            return
        side = (2 * _SEEN + 1) * _SIDE
        room = self.canvas.rect()
        left = self._at.x() + _AWAY if self._at.x() + _AWAY + side < room.width() else self._at.x() - _AWAY - side
        high = side + _FOOT
        top = self._at.y() + _AWAY if self._at.y() + _AWAY + high < room.height() else self._at.y() - _AWAY - high
        self._paint_magnifier(painter, QRectF(left, top, side, high), pixel)

    def _paint_magnifier(self, painter: QPainter, frame: QRectF, pixel: QPoint) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(frame, 8, 8)
        painter.setPen(QPen(QColor(0, 0, 0, 120), 4))
        painter.drawPath(outline)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(frame, QColor(24, 24, 26))
        self._paint_pixels(painter, frame, pixel)
        self._paint_swatch(painter, frame, pixel)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(255, 255, 255), 1.5))
        painter.drawPath(outline)

    def _paint_pixels(self, painter: QPainter, frame: QRectF, pixel: QPoint) -> None:
        shown = np.ascontiguousarray(Transform(self.photo.meta.icc)(self._around(pixel, _SEEN)))
        height, width, _channels = shown.shape
        image = QImage(shown.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        left, top = max(0, _SEEN - pixel.x()), max(0, _SEEN - pixel.y())
        place = QRectF(frame.left() + left * _SIDE, frame.top() + top * _SIDE, width * _SIDE, height * _SIDE)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, image)
        corner, side = (_SEEN - _AROUND) * _SIDE, (2 * _AROUND + 1) * _SIDE
        middle = QRectF(frame.left() + corner, frame.top() + corner, side, side)
        for colour, width_of in ((QColor(0, 0, 0, 130), 3.0), (QColor(255, 255, 255), 1.2)):
            painter.setPen(QPen(colour, width_of))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(middle)

    def _paint_swatch(self, painter: QPainter, frame: QRectF, pixel: QPoint) -> None:
        """The colour that is taken, and its values from 0 to 255."""
        around = self._around(pixel, _AROUND)
        mean = around.reshape(-1, 3).mean(axis=0)
        shown = Transform(self.photo.meta.icc)(freeze(np.rint(mean).astype(around.dtype).reshape(1, 1, 3)))[0, 0]
        foot = QRectF(frame.left(), frame.bottom() - _FOOT, frame.width(), _FOOT)
        painter.fillRect(foot, QColor(24, 24, 26))
        painter.setPen(QPen(QColor(255, 255, 255, 90), 1))
        painter.setBrush(QColor(*(int(value) for value in shown)))
        painter.drawRoundedRect(QRectF(foot.left() + 7, foot.top() + 5, _FOOT - 10, _FOOT - 10), 3, 3)
        painter.setPen(QColor(255, 255, 255))
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        words = "  ".join(f"{round(float(value) * 255 / white(around))}" for value in mean)
        painter.drawText(foot.adjusted(_FOOT, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, words)
