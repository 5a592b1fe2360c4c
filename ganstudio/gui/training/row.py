"""How one run looks in the list: its newest picture, its title, what it is at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.look.theme import Tokens
from ganstudio.gui.training.seen import Entry
from ganstudio.gui.training.words import ICONS, PHASES, progress
from ganstudio.i18n import _
from trainers.status import Phase

ENTRY, PICTURE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
HIGH, SIDE = 68, 48
_PAD, _GAP, _ROUND = 12, 12, 5.0


class RunRow(QStyledItemDelegate):
    """`colours` tells the theme of now."""

    def __init__(self, colours: Callable[[], Tokens], parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        room = QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0)
        self._paint_picture(painter, QRectF(room.left(), room.center().y() - SIDE / 2, SIDE, SIDE), index)
        words = room.adjusted(SIDE + _GAP, 0, 0, 0)
        self._paint_words(painter, words, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        colours = self._colours()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))

    def _paint_picture(self, painter: QPainter, place: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        outline, picture = QPainterPath(), index.data(PICTURE)
        outline.addRoundedRect(place, _ROUND, _ROUND)
        if not isinstance(picture, QPixmap):
            painter.fillPath(outline, QColor(self._colours().hover))
            side = 20
            at = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            tinted("graduation-cap", self._colours().muted).paint(painter, at.toRect())
            return
        painter.save()
        painter.setClipPath(outline)
        # A preview is a sheet of rows: its lower end holds what the network made, not what it was given.
        cut = min(picture.width(), picture.height()) / 2
        painter.drawPixmap(place, picture, QRectF(0, picture.height() - cut, cut, cut))
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, entry: Entry) -> None:
        colours, status = self._colours(), entry.status
        bar = entry.working and status.steps > 0
        upper = QRectF(room.left(), room.top() + (9 if bar else 14), room.width(), 20)
        self._write(painter, upper, entry.title, colours.text, bold=True)
        lower = upper.translated(0, 20)
        colour = {Phase.FAILED: colours.danger, Phase.FINISHED: colours.good}.get(status.phase, colours.muted)
        if entry.working:
            colour = colours.link
        tinted(ICONS[status.phase], colour).paint(painter, QRectF(lower.left(), lower.top() + 4, 13, 13).toRect())
        self._write(painter, lower.adjusted(19, 0, 0, 0), _line(entry), colour)
        if bar:
            self._paint_bar(
                painter, QRectF(room.left(), lower.bottom() + 5, room.width(), 3), status.step / status.steps
            )

    def _paint_bar(self, painter: QPainter, room: QRectF, done: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for width, colour in ((1.0, self._colours().line), (min(1.0, done), self._colours().accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(room.left(), room.top(), room.width() * width, room.height()), 1.5, 1.5)

    def _write(self, painter: QPainter, room: QRectF, text: str, colour: str, *, bold: bool = False) -> None:
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        if not bold:
            font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _line(entry: Entry) -> str:
    """What it is at, and how far."""
    status, phase = entry.status, _(PHASES[entry.status.phase])
    if entry.working and status.steps:
        return _("{phase}, {percent} %").format(phase=phase, percent=int(100 * status.step / status.steps))
    return "  ·  ".join(part for part in (phase, progress(status.step, 0) if status.step else "") if part)
