"""How one file of a batch looks: a small picture, its name, below it the folder or what went wrong; then its state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch.files import ITEM, PICTURE, Column
from ganstudio.gui.batch.words import ICONS
from ganstudio.gui.filmstrip.frame import Frame, Index
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.theme import Tokens

HIGH = 56
SIDE = 44
"""The room of the small picture, in logical pixels."""
_PAD = 8
_EDGE = 16
"""More room before the first column: the list lies in line with what is above it."""


class Row(QStyledItemDelegate):
    """`colours` tells the theme of now."""

    def __init__(self, colours: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 2 * _PAD, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM)
        self._paint_ground(painter, option)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        match Column(index.column()):
            case Column.NAME:
                self._paint_photo(painter, room.adjusted(_EDGE, 0, 0, 0), option, index)
            case Column.STATE:
                self._paint_state(painter, room, index, item)
            case _:
                painter.setPen(QColor(self._colours().muted))
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(room, side, str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        colours = self._colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))

    def _paint_photo(self, painter: QPainter, room: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM)
        place = QRectF(room.left(), room.center().y() - SIDE / 2, SIDE, SIDE)
        picture = index.data(PICTURE)
        if isinstance(picture, QPixmap):
            Frame.paint_picture(painter, place, picture)
        else:
            Frame.paint_placeholder(painter, place, option.palette, item.state is State.FAILED)
        words = room.adjusted(SIDE + 12, 9, 0, -9)
        upper, lower = QRectF(words), QRectF(words)
        upper.setBottom(words.center().y())
        lower.setTop(words.center().y())
        colours = self._colours()
        self._write(painter, upper, item.source.name, colours.text, Qt.TextElideMode.ElideMiddle)
        wrong = item.state is State.FAILED
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        told = item.reason or str(item.source.parent)
        mode = Qt.TextElideMode.ElideRight if item.reason else Qt.TextElideMode.ElideLeft
        self._write(painter, lower, told, colours.danger if wrong else colours.muted, mode)

    def _paint_state(self, painter: QPainter, room: QRectF, index: Index, item: Item) -> None:
        colours = self._colours()
        colour = {
            State.DONE: colours.good,
            State.FAILED: colours.danger,
            State.WORKING: colours.link,
        }.get(item.state, colours.muted)
        place = QRectF(room.left(), room.center().y() - 8, 16, 16)
        tinted(ICONS[item.state], colour).paint(painter, place.toRect())
        self._write(painter, room.adjusted(24, 0, 0, 0), str(index.data()), colour, Qt.TextElideMode.ElideRight)

    @staticmethod
    def _write(painter: QPainter, room: QRectF, text: str, colour: str, mode: Qt.TextElideMode) -> None:
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text.replace("\n", " "), mode, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
