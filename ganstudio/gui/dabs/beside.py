"""Where the card of a dab is: beside it, inside of the canvas, as long as the dab is seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QSize

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.dabs.board import Board
from ganstudio.gui.dabs.card import DabCard
from ganstudio.gui.dabs.likely import light_at
from ganstudio.image.dab import Colour
from ganstudio.image.photo import Photo

_AWAY = 22
"""Logical pixels between the middle of the dab and the card."""
_EDGE = 8
"""And between the card and the edge of the canvas."""


class Beside(QObject):
    """The card lies on `canvas`, and is gone with the instrument it belongs to."""

    def __init__(self, board: Board, canvas: Canvas, photo: Photo) -> None:
        super().__init__()
        self._board, self._canvas, self._photo = board, canvas, photo
        self.card = DabCard(canvas)
        self.card.hide()
        self._wanted = False
        self._hidden = False
        self._gestures = 0
        self.card.coloured.connect(self._colour)
        self.card.deleted.connect(board.remove)
        self.card.left.connect(self.close)
        self.card.grown.connect(self.refresh)
        canvas.view_changed.connect(self.refresh)
        board.changed.connect(self.refresh)

    @property
    def shown(self) -> bool:
        """Whether the card is open."""
        return self._wanted

    def open(self) -> None:
        """Show the card of the dab that is chosen, or is to come."""
        self._wanted, self._hidden = True, False
        self.refresh()

    def close(self) -> None:
        """Show it no more."""
        self._wanted = False
        self.refresh()

    def hide(self) -> None:
        """As long as the dab is dragged."""
        self._hidden = True
        self.refresh()

    def show_again(self) -> None:
        """The dab lies still; another place has other likely colours."""
        self._hidden = False
        self.refresh()

    def take_focus(self) -> None:
        """The keyboard chooses a colour."""
        self.card.take_focus()

    def leave(self) -> None:
        """The instrument is taken off."""
        self._canvas.view_changed.disconnect(self.refresh)
        self._board.changed.disconnect(self.refresh)
        self.card.hide()
        self.card.deleteLater()

    def refresh(self) -> None:
        """Show the card as things are now."""
        place = self._place()
        if place is None and not self._board.waiting:
            self._wanted = False
        if place is None or not self._wanted or self._hidden or not self._board.open:
            self._hide()
        else:
            self._show(place)

    def _hide(self) -> None:
        """The keyboard goes back to the photo."""
        if self.card.isAncestorOf(self._canvas.window().focusWidget() or self._canvas):
            self._canvas.setFocus()
        self.card.hide()

    def _place(self) -> QPointF | None:
        """Of the dab, in shares of the photo's sides."""
        if self._board.waiting:
            return self._board.waiting[-1]
        chosen = self._board.chosen
        return QPointF(self._board.dabs[chosen].x, self._board.dabs[chosen].y) if chosen is not None else None

    def _show(self, place: QPointF) -> None:
        board = self._board
        dab = None if board.waiting or board.chosen is None else board.dabs[board.chosen]
        if dab:
            board.look_up()
        self.card.show_dab(dab.colour if dab else None, light_at(self._photo, place.x(), place.y()))
        self.card.show_choices(board.likely if dab else (), board.recent)
        width, height = self._photo.size
        at = self._canvas.view.to_screen(QPointF(place.x() * width, place.y() * height)).toPoint()
        if not self._canvas.rect().contains(at):
            self._hide()
            return
        self.card.move(beside(at, self.card.size(), self._canvas.rect()))
        self.card.show()
        self.card.raise_()

    def _colour(self, colour: Colour, going: bool) -> None:
        self._board.paint(colour, f"disc {self._gestures}" if going else "")
        if not going:
            self._gestures += 1


def beside(spot: QPoint, size: QSize, room: QRect) -> QPoint:
    """Where a card of `size` lies beside `spot`: at its right if there is room, else at its left, else above or below
    it; always in `room`."""
    inside = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    right, bottom = inside.x() + inside.width() - size.width(), inside.y() + inside.height() - size.height()
    after, before = spot.x() + _AWAY, spot.x() - _AWAY - size.width()
    left, top = after if after <= right else before, spot.y() - size.height() // 3
    if left < inside.x():
        left = spot.x() - size.width() // 2
        lower = spot.y() < room.center().y()
        top = spot.y() + _AWAY if lower else spot.y() - _AWAY - size.height()
    return QPoint(max(inside.x(), min(left, right)), max(inside.y(), min(top, bottom)))
