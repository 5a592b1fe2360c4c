"""The face, as large as there is room."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ganstudio.gui.look.hint import Hint
from ganstudio.gui.panel.specimen import as_shown
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze

PATIENCE = 300
"""Milliseconds before it is told that a face is in the making: shorter, it would only flicker."""
_ROUND = 8.0
_SMALLEST = 240


class FacePicture(QWidget):
    """A photo, enlarged smoothly for the screen; a sentence where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo: Photo | None = None
        self._scaled: QImage | None = None
        self._hint, self._bar = Hint("dices", N_("A face is being made"), ""), QProgressBar()
        self._hint.setParent(self)
        self._bar.setParent(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self._bar.show())
        self._bar.hide()
        self._hint.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_SMALLEST, _SMALLEST)

    @property
    def told(self) -> str:
        """The sentence in the place of a picture; empty while there is one."""
        return "" if self._hint.isHidden() else self._hint.words

    def show_photo(self, photo: Photo | None) -> None:
        """Show `photo`; None: there is none yet."""
        if photo is not self.photo:
            self.photo, self._scaled = photo, None
            self.update()
        self._hint.say(N_("A face is being made"))
        self._hint.setVisible(photo is None)

    def tell(self, sentence: str) -> None:
        """Why there is no picture."""
        self.photo = self._scaled = None
        self._hint.tell("circle-alert", _("There is no face to show"), sentence)
        self._hint.show()
        self.update()

    def set_busy(self, on: bool) -> None:
        """Whether another is in the making."""
        if not on:
            self._patience.stop()
            self._bar.hide()
        elif not self._patience.isActive() and self._bar.isHidden():
            self._patience.start()

    def sizeHint(self) -> QSize:
        return QSize(520, 520)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._scaled = None
        field = self._field()
        self._hint.setGeometry(field)
        self._bar.setGeometry(field.x() + 16, field.bottom() - 20, field.width() - 32, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, field = QPainter(self), self._field()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(field), _ROUND, _ROUND)
        painter.fillPath(outline, self.palette().color(QPalette.ColorRole.Base))
        if self.photo:
            painter.setClipPath(outline)
            painter.drawImage(field, self._for_screen(self.photo, field))

    def _field(self) -> QRect:
        """The square in the middle."""
        side = min(self.width(), self.height())
        return QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def _for_screen(self, photo: Photo, field: QRect) -> QImage:
        if self._scaled is None:
            side = max(1, round(field.width() * self.devicePixelRatioF()))
            way = cv2.INTER_CUBIC if side > photo.size[0] else cv2.INTER_AREA
            pixels = np.asarray(cv2.resize(photo.pixels, (side, side), interpolation=way))
            self._scaled = as_shown(photo.with_pixels(freeze(pixels)))
        return self._scaled
