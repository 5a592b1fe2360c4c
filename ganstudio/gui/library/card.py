"""How one model looks: what it does to a sample, what it is for, how large and fast it is, its terms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.library.showcase import Pair
from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.panel.specimen import covering
from ganstudio.i18n import _
from ganstudio.library import card, speed
from ganstudio.tools.by_model import tool_for

INFO, PAIR, SPEED, IS_DEFAULT = (Qt.ItemDataRole.UserRole + number for number in range(4))
GAP = 14
"""Pixels between cards."""
SHAPE = 1.6
"""How many times as wide as high the picture is."""
_ROUND, _PAD, _LINE = 8.0, 12, 5
_SMALL = 0.92
"""Of the font of what stands below the title."""


def high(wide: int, font: QFont) -> int:
    """Pixels of a card that is `wide`, both with the gap."""
    words = QFontMetrics(font).height() + 3 * (QFontMetrics(_small(font)).height() + _LINE)
    return round((wide - GAP) / SHAPE) + 2 * _PAD + words + GAP


def _small(font: QFont) -> QFont:
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * _SMALL)
    return result


class CardArt(QStyledItemDelegate):
    """`colours` tells the theme of now."""

    def __init__(self, colours: Callable[[], Tokens], view: QListView) -> None:
        super().__init__(view)
        self._colours, self._view = colours, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._view.gridSize()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        info: ModelInfo = index.data(INFO)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(option.rect).adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
        outline = QPainterPath()
        outline.addRoundedRect(room, _ROUND, _ROUND)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillPath(outline, QColor(self._colours().chosen if chosen else self._colours().deep))
        picture = QRectF(room.topLeft(), QSizeF(room.width(), room.width() / SHAPE))
        painter.save()
        painter.setClipPath(outline)
        self._paint_picture(painter, picture, info, index.data(PAIR))
        painter.restore()
        if index.data(IS_DEFAULT):
            self._paint_mark(painter, picture, _("Default"))
        self._paint_words(painter, room, picture.bottom() + _PAD - 2, info, index.data(SPEED))
        self._paint_rim(painter, room, state)
        painter.restore()

    def _paint_rim(self, painter: QPainter, room: QRectF, state: QStyle.StateFlag) -> None:
        colours = self._colours()
        chosen, focus = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_HasFocus
        over = state & QStyle.StateFlag.State_MouseOver
        colour = colours.accent if chosen else colours.link if focus else colours.faint if over else colours.line
        wide = 2.0 if chosen or focus else 1.0
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), wide))
        inset = wide / 2
        painter.drawRoundedRect(room.adjusted(inset, inset, -inset, -inset), _ROUND, _ROUND)

    def _paint_picture(self, painter: QPainter, place: QRectF, info: ModelInfo, pair: Pair | None) -> None:
        colours = self._colours()
        if pair is None:
            painter.fillRect(place, QColor(colours.hover))
            tool, side = tool_for(info.task), 36
            at = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            tinted(tool.icon if tool else "scan", colours.muted).paint(painter, at.toRect())
            return
        part = covering(pair.after.size(), place)
        painter.drawImage(place, pair.after, part)
        half = QRectF(place.left(), place.top(), place.width() / 2, place.height())
        painter.drawImage(half, pair.before, QRectF(part.left(), part.top(), part.width() / 2, part.height()))
        painter.fillRect(QRectF(half.right() - 0.75, place.top(), 1.5, place.height()), QColor(255, 255, 255, 220))

    def _paint_mark(self, painter: QPainter, picture: QRectF, word: str) -> None:
        """A word on a field of its own, in the corner of the picture."""
        painter.save()
        font = _small(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        field = QRectF(picture.left() + 8, picture.top() + 8, metrics.horizontalAdvance(word) + 32, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours().accent))
        painter.drawRoundedRect(field, 11, 11)
        colour = self._colours().on_accent
        tinted("star", colour).paint(painter, QRectF(field.left() + 8, field.top() + 5, 12, 12).toRect())
        painter.setPen(QColor(colour))
        painter.drawText(field.adjusted(24, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, word)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, top: float, info: ModelInfo, took: float | None) -> None:
        colours = self._colours()
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        line = QRectF(room.left() + _PAD, top, room.width() - 2 * _PAD, QFontMetrics(font).height())
        self._write(painter, line, _(info.title), colours.text, font)
        small = _small(painter.font())
        tall = QFontMetrics(small).height()
        rows = [task_line(info), numbers_line(info, took)]
        for text in rows:
            line = QRectF(line.left(), line.bottom() + _LINE, line.width(), tall)
            self._write(painter, line, text, colours.muted, small)
        line = QRectF(line.left(), line.bottom() + _LINE, line.width(), tall)
        forbidden = card.non_commercial(info)
        icon, colour = ("triangle-alert", colours.danger) if forbidden else ("copyright", colours.muted)
        tinted(icon, colour).paint(painter, QRectF(line.left(), line.center().y() - 6.5, 13, 13).toRect())
        self._write(painter, line.adjusted(19, 0, 0, 0), licence_line(info), colours.muted, small)

    def _write(self, painter: QPainter, room: QRectF, text: str, colour: str, font: QFont) -> None:
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def task_line(info: ModelInfo) -> str:
    """What it is for, how many times as large its results are, and whether it is the user's own."""
    times = card.scale(info)
    task = f"{card.task_title(info)} ×{times}" if times > 1 else card.task_title(info)
    return task if info.bundled else f"{task}  ·  {_('yours')}"


def numbers_line(info: ModelInfo, took: float | None) -> str:
    """How large it is, and how fast."""
    told = [card.size(card.bytes_of(info)), speed.words(info, took) if took else ""]
    return "  ·  ".join(each for each in told if each)


def licence_line(info: ModelInfo) -> str:
    """Its terms, in a word."""
    if card.non_commercial(info):
        return _("Non-commercial")
    return card.licence(info) or _("No licence stated")
