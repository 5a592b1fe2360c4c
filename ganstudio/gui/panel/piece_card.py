"""What the panel says of the piece: an invitation to bring one; then its picture, its name, and what to do with it."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ganstudio.gui.canvas.screen import Transform
from ganstudio.gui.cutout.piece import Piece
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_
from ganstudio.image.photo import Metadata
from ganstudio.image.pixels import Pixels, freeze

_SIDE = 56
_MOST = 256
"""Pixels across that a small picture is made of: more are not seen, and it must not keep the window waiting."""
_SQUARE = 7


class Sources(QWidget):
    """From where a photo can come: a file, the clipboard, the other photos that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.file, self.paste, self.open = QPushButton(), QPushButton(), QPushButton()
        self.menu = QMenu(self.open)
        """The photos that are open; whoever knows them fills it."""
        self.open.setMenu(self.menu)
        for button, icon, title, help_ in (
            (self.file, "folder-open", N_("Choose a photo…"), N_("A picture file, of which a piece is inserted.")),
            (self.paste, "clipboard-paste", N_("Paste"), N_("The picture in the clipboard (Ctrl+V)")),
            (self.open, "images", N_("Photos already open"), N_("A piece of another photo that is open.")),
        ):
            put_icon(button, icon)
            say(button, title)
            say(button, help_, "toolTip")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for button in (self.file, self.paste, self.open):
            column.addWidget(button)


class Invitation(QFrame):
    """Says what to do while there is no piece. It lights up while a photo is dragged over the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        words = QLabel()
        say(words, N_("Drop a second photo here or onto this one, cut out a piece of it, and put it where it belongs."))
        words.setProperty("kind", "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 24)
        column.setSpacing(12)
        column.addWidget(Picture("image-plus", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)

    def light_up(self, on: bool) -> None:
        """A photo hangs above the window."""
        self.setProperty("inviting", "true" if on else "false")
        self.style().unpolish(self)  # the stylesheet looks at it
        self.style().polish(self)


class PieceCard(QFrame):
    """The piece that is laid over the photo."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.thumb = Thumb()
        self._piece: Piece | None = None
        self._name, self._size = Elided("strong"), QLabel()
        self._size.setProperty("kind", "muted")
        self.mirror, self.cut, self.remove = QToolButton(), QToolButton(), QToolButton()
        self.mirror.setCheckable(True)
        for button, icon, title in (
            (self.mirror, "flip-horizontal", N_("Mirror the piece")),
            (self.cut, "scissors", N_("Cut out another region of it")),
            (self.remove, "trash-2", N_("Take the piece away (Delete)")),
        ):
            put_icon(button, icon)
            say(button, title, "toolTip")
            say(button, title, "accessibleName")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._size)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(2)
        row.addWidget(self.thumb)
        row.addSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.mirror)
        row.addWidget(self.cut)
        row.addWidget(self.remove)

    def show_piece(self, piece: Piece, meta: Metadata) -> None:
        """`piece`, in the colours that `meta` names."""
        if piece is self._piece:
            return
        self._piece = piece
        self._name.tell(piece.name)
        self._name.setVisible(bool(piece.name))
        self._size.setText(f"{piece.size[0]} × {piece.size[1]}")
        self.thumb.show_pixels(piece.pixels, meta)


class Thumb(QWidget):
    """A small picture on the squares that stand for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIDE, _SIDE)
        self._image = QImage()

    def show_pixels(self, pixels: Pixels, meta: Metadata) -> None:
        """RGBA `pixels` in the colours that `meta` names."""
        step = max(1, math.floor(max(pixels.shape[:2]) / _MOST))
        few = freeze(pixels[::step, ::step].copy())
        shown = cv2.cvtColor(np.asarray(Transform(meta.icc)(few)), cv2.COLOR_RGBA2mRGBA)
        height, width = shown.shape[:2]
        kind = QImage.Format.Format_RGBA8888_Premultiplied
        self._image = QImage(shown.data, width, height, 4 * width, kind).copy()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(outline)
        if not self._image.isNull():
            ratio = self.devicePixelRatioF()
            small = self._image.scaled(
                self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            place = QRectF(0, 0, small.width() / ratio, small.height() / ratio)
            place.moveCenter(QRectF(self.rect()).center())
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
            _paint_squares(painter, self.rect())
            painter.drawImage(place, small)


def _paint_squares(painter: QPainter, place: QRect) -> None:
    painter.fillRect(place, QColor(255, 255, 255))
    for row in range(0, place.height(), _SQUARE):
        for column in range(row // _SQUARE % 2 * _SQUARE, place.width(), 2 * _SQUARE):
            painter.fillRect(column, row, _SQUARE, _SQUARE, QBrush(QColor(204, 204, 204)))
