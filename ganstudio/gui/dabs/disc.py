"""Any colour of the lightness that a place of the photo has: hue around the middle, chroma away from it."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ganstudio.i18n import _
from ganstudio.image.dab import Colour

MOST = 90.0
"""Chroma at the rim, in units of CIE Lab: what sRGB has at a middle lightness."""
DARKEST, LIGHTEST = 38.0, 84.0
"""Beyond these lightnesses one colour looks like the other; a dab counts by its hue and chroma alone."""
_SIDE = 156
_KNOB = 6.0
_STEP, _TURN = 4.0, math.radians(6)
_AROUND = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OUT = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Disc(QWidget):
    """`changed` comes from the user alone and carries the colour; `rested` when the hand lets go."""

    changed = Signal(tuple)
    rested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = 60.0
        self._at = 0.0, 0.0
        self._image = QImage()
        self.setFixedHeight(_SIDE)
        self.setMinimumWidth(_SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.speak()

    def speak(self) -> None:
        """Its name, in the language of now."""
        self.setAccessibleName(_("Hue and chroma"))
        self.setToolTip(_("Around: the hue; outwards: how strong. Arrow keys go in small steps."))

    @property
    def colour(self) -> Colour:
        """The one below the knob, as far as the screen has it."""
        return rgb(self._light, *self._at)

    def show_colour(self, colour: Colour, light: float) -> None:
        """Put the knob on the hue and chroma of `colour`, among those of the lightness `light` (0 to 100)."""
        light = min(max(light, DARKEST), LIGHTEST)
        if light != self._light:
            self._light, self._image = light, QImage()
        if colour != self.colour:
            _own, *place = lab(colour)
            self._at = _within(*place)
        self.update()

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.rested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        around, out = _AROUND.get(Qt.Key(event.key()), 0), _OUT.get(Qt.Key(event.key()), 0)
        if not around and not out:
            super().keyPressEvent(event)
            return
        a, b = self._at
        turn, chroma = math.atan2(b, a) - around * _TURN, max(0.0, math.hypot(a, b) + out * _STEP)
        self._put(chroma * math.cos(turn), chroma * math.sin(turn))

    def _go(self, at: QPointF) -> None:
        away = (at - self._field.center()) / (self._field.width() / 2) * MOST
        self._put(away.x(), -away.y())

    def _put(self, a: float, b: float) -> None:
        self._at = _within(a, b)
        self.update()
        self.changed.emit(self.colour)

    # What is seen

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @property
    def _field(self) -> QRectF:
        field = QRectF(0, 0, _SIDE - 2 * _KNOB, _SIDE - 2 * _KNOB)
        field.moveCenter(QRectF(self.rect()).center())
        return field

    def paintEvent(self, event: QPaintEvent) -> None:
        field, ratio = self._field, self.devicePixelRatioF()
        side = round(field.width() * ratio)
        if self._image.width() != side:
            self._image = _disc(side, self._light)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        outline = QPainterPath()
        outline.addEllipse(field)
        painter.setClipPath(outline)
        painter.drawImage(field, self._image)
        painter.restore()
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 2 if self.hasFocus() else 1))
        painter.drawEllipse(field)
        self._paint_knob(painter, field)

    def _paint_knob(self, painter: QPainter, field: QRectF) -> None:
        at = field.center() + QPointF(self._at[0], -self._at[1]) * (field.width() / 2 / MOST)
        painter.setBrush(QColor(*self.colour))
        for colour, width in ((QColor(0, 0, 0, 170), 4.0), (QColor(255, 255, 255), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, _KNOB, _KNOB)


def lab(colour: Colour) -> tuple[float, float, float]:
    """CIE Lab of an sRGB colour."""
    pixel = np.array([[colour]], np.float32) / 255
    light, a, b = (float(value) for value in cv2.cvtColor(pixel, cv2.COLOR_RGB2LAB)[0, 0])
    return light, a, b


def rgb(light: float, a: float, b: float) -> Colour:
    """The sRGB colour next to one of CIE Lab."""
    red, green, blue = (int(value) for value in _shown(np.array([[[light, a, b]]], np.float32))[0, 0])
    return red, green, blue


def _shown(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(np.clip(cv2.cvtColor(values, cv2.COLOR_LAB2RGB), 0, 1) * 255).astype(np.uint8)


def _disc(side: int, light: float) -> QImage:
    """A square of `side` pixels in which the disc lies."""
    line = ((np.arange(side, dtype=np.float32) + 0.5) / side * 2 - 1) * np.float32(MOST)
    a, b = np.meshgrid(line, -line)
    pixels = _shown(np.dstack([np.full_like(a, light), a, b]))
    return QImage(pixels.data, side, side, 3 * side, QImage.Format.Format_RGB888).copy()


def _within(a: float, b: float) -> tuple[float, float]:
    share = min(1.0, MOST / max(math.hypot(a, b), 1e-6))
    return a * share, b * share
