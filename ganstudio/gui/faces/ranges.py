"""What a slider would make of the chosen face, from end to end: five small pictures beside it, as the pointer rests."""

from __future__ import annotations

from collections import OrderedDict
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from ganstudio.gui.faces.asking import Asking
from ganstudio.gui.faces.pictures import shown
from ganstudio.gui.faces.slider import FaceSlider
from ganstudio.gui.panel.specimen import covering
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.faces import Chosen
from ganstudio.tools.facing.ranging import strip
from ganstudio.tools.tool import Context

MARKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Where on the slider the pictures belong."""
_WORDS = ("−1", "−½", "0", "½", "1")
_SIDE, _GAP, _EDGE = 52, 4, 8
_FOOT = 16
_FINE = 104
"""Pixels of a picture, for twice as fine a screen."""
_REST = 220
"""Milliseconds that the pointer rests on a slider before they are shown."""
_MOST = 60
"""Strips remembered for a photo."""
_KIND = "range"
Key = tuple[Face, str, str, tuple[tuple[str, float], ...]]
"""Face, model, slider, and how the others stand."""


class RangeStrip(QFrame):
    """Floats over the window and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self.setProperty("kind", "float")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.images: tuple[QImage, ...] = ()
        self._value = 0.0
        count = len(MARKS)
        self.setFixedSize(2 * _EDGE + count * _SIDE + (count - 1) * _GAP, 2 * _EDGE + _SIDE + _FOOT)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 120))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_images(self, images: tuple[QImage, ...], value: float) -> None:
        """Show `images`, or, where there are none, that they are being made; `value`: where the slider stands."""
        self.images, self._value = images, value
        self.update()

    def beside(self, slider: QWidget) -> None:
        """Show it above `slider`, or below where there is no room."""
        window = self._home
        corner = slider.mapTo(window, QPoint())
        above = corner.y() - self.height() - 4
        top = above if above >= 0 else corner.y() + slider.height() + 4
        left = min(corner.x() + slider.width() // 2 - self.width() // 2, window.width() - self.width() - 6)
        self.move(max(6, left), top)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        nearest = min(MARKS, key=lambda mark: abs(mark - self._value))
        for index, mark in enumerate(MARKS):
            field = QRectF(_EDGE + index * (_SIDE + _GAP), _EDGE, _SIDE, _SIDE)
            self._paint_one(painter, field, index, lit=mark == nearest)

    def _paint_one(self, painter: QPainter, field: QRectF, index: int, *, lit: bool) -> None:
        palette, outline = self.palette(), QPainterPath()
        outline.addRoundedRect(field, 5, 5)
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        if self.images:
            painter.save()
            painter.setClipPath(outline)
            image = self.images[index]
            painter.drawImage(field, image, covering(QSize(image.width(), image.height()), field))
            painter.restore()
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.PlaceholderText))
            for step in (-1, 0, 1):
                painter.drawEllipse(field.center() + QPointF(7 * step, 0), 1.6, 1.6)
        if lit:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(field.adjusted(-1, -1, 1, 1), 6, 6)
        role = QPalette.ColorRole.WindowText if lit else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        words = QRectF(field.left(), field.bottom() + 2, field.width(), _FOOT)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, _WORDS[index])


class Ranges(QObject):
    """Shows the strip of the slider that the pointer is on; made in the background, remembered with the photo."""

    def __init__(self, asking: Asking, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking, self._home = asking, parent
        self.strip: RangeStrip | None = None
        self._photo: Photo | None = None
        self._face: Chosen | None = None
        self._model = ""
        self._on: FaceSlider | None = None
        self._made: WeakKeyDictionary[Photo, OrderedDict[Key, tuple[QImage, ...]]] = WeakKeyDictionary()
        self._asked: Key | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._show)

    def of(self, photo: Photo | None, face: Chosen | None, model: str) -> None:
        """Whose strips are shown from now on; None: nobody's."""
        if photo is not self._photo:
            self._stop_asking()
        self._photo, self._face, self._model = photo, face, model
        if photo is None or face is None:
            self.leave()
        elif self.strip and self.strip.isVisible():
            self._show()

    def enter(self, slider: FaceSlider) -> None:
        """The pointer is on `slider`."""
        if self._face is None:
            return
        there = self.strip is not None and self.strip.isVisible() and self._on is not slider
        self._on = slider
        if there:
            self._show()
        elif not (self.strip and self.strip.isVisible()):
            self._rest.start()

    def leave(self, slider: FaceSlider | None = None) -> None:
        """The pointer has left `slider`."""
        if slider is None or slider is self._on:
            self._on = None
            self._rest.stop()
            if self.strip:
                self.strip.hide()

    def _show(self) -> None:
        slider, photo, face = self._on, self._photo, self._face
        if slider is None or photo is None or face is None or not slider.isVisible():
            self.leave()
            return
        if self.strip is None or self.strip.parentWidget() is not self._home.window():
            self.strip = RangeStrip(self._home.window())
        key = self._key(slider, face)
        known = self._made.get(photo, OrderedDict()).get(key)
        self.strip.show_images(known or (), face.values.get(slider.name, 0.0))
        self.strip.beside(slider)
        if known is None and key != self._asked:
            self._ask(photo, key)

    def _key(self, slider: FaceSlider, face: Chosen) -> Key:
        others = tuple(sorted((name, value) for name, value in face.values.items() if name != slider.name))
        return face.face, self._model, slider.name, others

    def _ask(self, photo: Photo, key: Key) -> None:
        face, model, name, others = key
        self._asked = key

        def work(context: Context) -> tuple[QImage, ...]:
            made = strip(photo, face, name, dict(others), context, len(MARKS), _FINE, model)
            return tuple(shown(photo, pixels) for pixels in made)

        def done(images: tuple[QImage, ...]) -> None:
            self._stop_asking()
            there = self._made.setdefault(photo, OrderedDict())
            there[key] = images
            while len(there) > _MOST:
                there.popitem(last=False)
            if self._on:
                self._show()

        self._asking.ask(_KIND, work, done, lambda _sentence: self._stop_asking())

    def _stop_asking(self) -> None:
        self._asked = None
