"""How one file of a batch looks: a small picture, its name, below it the folder or what went wrong; then its state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

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
_GAP = 12
_ABOVE = 9
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
        item: Item = index.data(ITEM)
        self._paint_ground(painter, option)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        if Column(index.column()) is Column.NAME:
            self._paint_picture(painter, room.adjusted(_EDGE, 0, 0, 0), option, index)
        first = index.column() == Column.NAME
        words = room.adjusted(_EDGE + SIDE + _GAP if first else 0, _ABOVE, 0, -_ABOVE)
        line = _upper(words) if first or item.reason else words
        match Column(index.column()):
            case Column.NAME:
                self._write(painter, line, item.source.name, self._colours().text, Qt.TextElideMode.ElideMiddle)
            case Column.STATE:
                self._paint_state(painter, line, index, item)
            case _:
                painter.setPen(QColor(self._colours().muted))
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(line, side, str(index.data()))
        self._paint_below(painter, option, index, item)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._colours().chosen))

    def _paint_picture(self, painter: QPainter, room: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRectF(room.left(), room.center().y() - SIDE / 2, SIDE, SIDE)
        picture = index.data(PICTURE)
        if isinstance(picture, QPixmap):
            Frame.paint_picture(painter, place, picture)
        else:
            failed = index.data(ITEM).state is State.FAILED
            Frame.paint_placeholder(painter, place, option.palette, failed)

    def _paint_below(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, item: Item) -> None:
        """The folder, in the first column; a reason runs on through all columns, of which each paints its part."""
        if index.column() != Column.NAME and not item.reason:
            return
        line = _lower(QRectF(option.rect).adjusted(0, _ABOVE, 0, -_ABOVE))
        line.setLeft(_PAD + _EDGE + SIDE + _GAP)
        if item.reason:
            assert isinstance(option.widget, QAbstractItemView)
            line.setRight(option.widget.viewport().width() - _PAD)
        else:
            line.setRight(option.rect.right() - _PAD)
        small = QFont(painter.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setClipRect(option.rect)
        colours = self._colours()
        colour = colours.danger if item.state is State.FAILED else colours.muted
        mode = Qt.TextElideMode.ElideRight if item.reason else Qt.TextElideMode.ElideLeft
        self._write(painter, line, item.reason or str(item.source.parent), colour, mode)

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


def _upper(room: QRectF) -> QRectF:
    return QRectF(room.left(), room.top(), room.width(), room.height() / 2)


def _lower(room: QRectF) -> QRectF:
    return QRectF(room.left(), room.center().y(), room.width(), room.height() / 2)
