"""Colour dabs on the photo: set by a click, dragged, coloured from the card beside them, taken away."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.view import View
from ganstudio.gui.dabs.beside import Beside
from ganstudio.gui.dabs.board import Board
from ganstudio.gui.dabs.look import RADIUS, paint_dab, paint_waiting
from ganstudio.gui.instruments.instrument import ARROWS, Hand, Instrument, apart
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo

_REACH = RADIUS + 5
"""Logical pixels around its middle at which a dab is taken."""
_CLICK = 4.0
"""A press that moves less moves nothing: a hand is never quite still."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hold(NamedTuple):
    """A dab that is held, since a button was pressed."""

    away: QPointF
    """From the pointer to its middle."""
    at: QPointF
    """Where the button was pressed; both in logical pixels."""
    before: Dab


class DabsInstrument(Instrument):
    """A click on the photo sets a dab, a click on a dab opens its card, a drag moves it. Elsewhere a drag pans."""

    def __init__(self, hand: Hand, canvas: Canvas, photo: Photo) -> None:
        super().__init__(hand, canvas, photo)
        self._hold: Hold | None = None
        self._going = False
        """The hand has moved far enough."""
        self._pressed: QPointF | None = None
        """On the photo itself."""
        self._last: QPointF | None = None
        self._lit: int | None = None
        self._gestures = 0
        self.board: Board = hand.form.board
        self.beside = Beside(self.board, canvas, photo)

    def leave(self) -> None:
        self.beside.leave()

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        if not self._mine(at):
            return None
        if self._hold or self._at(at, view) is not None:
            return Qt.CursorShape.SizeAllCursor if self._going else Qt.CursorShape.PointingHandCursor
        if self._last is not None and self._pressed is None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.CrossCursor if self._share(at, view) else None

    def hover(self, at: QPointF | None) -> None:
        lit = self._at(at, self.canvas.view) if at is not None and self._mine(at) else None
        if lit != self._lit:
            self._lit = lit
            self.canvas.update()

    def press(self, event: QMouseEvent, view: View) -> bool:
        at = event.position()
        self._hold, self._going, self._pressed, self._last = None, False, None, None
        if not self._mine(at):
            return False
        index = self._at(at, view)
        if index is not None:
            self.board.choose(index)
            dab = self.board.dabs[index]
            self._hold = Hold(self._on_screen(dab, view) - at, at, dab)
        elif self._share(at, view):
            self._pressed = self._last = at
        else:
            self.board.choose(None)
        return self._hold is not None or self._pressed is not None

    def move(self, event: QMouseEvent, view: View) -> None:
        at = event.position()
        if self._hold:
            if not self._going and apart(at, self._hold.at) >= _CLICK:
                self._going = True
                self._gestures += 1
                self.beside.hide()
            if self._going:
                self._move_to(at + self._hold.away, view)
        elif self._last is not None:
            if self._pressed is not None and apart(at, self._pressed) >= _CLICK:
                self._pressed = None
            if self._pressed is None:
                self.canvas.pan(at - self._last)
                self._last = at

    def release(self, event: QMouseEvent, view: View) -> None:
        if self._hold:
            if self._going:
                self.beside.show_again()
            else:
                self.beside.open()
        elif self._pressed is not None:
            share = self._share(self._pressed, view)
            if share:
                self.board.add(*share)
                self.beside.open()
        self._hold, self._going, self._pressed, self._last = None, False, None, None

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """On a dab, which the first click may have set: nothing more, and no zoom."""
        return self._mine(event.position()) and bool(self._at(event.position(), view) is not None or self.board.waiting)

    def key(self, event: QKeyEvent) -> bool:
        """Arrow keys move the chosen dab by a pixel of the screen, with Shift by ten; Delete takes it away; Return
        opens its card, or, where none is chosen, colours the photo; Escape lets go.
        """
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.board.open or keys not in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return False
        way = ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            return self._let_go()
        if way is not None and self.board.chosen is not None:
            self._nudge(way * (10 if keys else 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys:
            self._enter()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.board.chosen is not None:
            self._hold = None
            self.board.remove()
        else:
            return False
        return True

    def tab(self, forth: bool) -> bool:
        """On to the next dab, or back; beyond the last one the keyboard goes on to other things."""
        count, chosen = len(self.board.dabs), self.board.chosen
        first = 0 if forth else count - 1
        index = first if chosen is None else chosen + (1 if forth else -1)
        there = self.board.open and 0 <= index < count
        self.board.choose(index if there else None)
        return there

    def _enter(self) -> None:
        if self.board.chosen is None:
            self.hand.apply()
        else:
            self.beside.open()
            self.beside.take_focus()

    def _let_go(self) -> bool:
        """Of the dab that is dragged, which goes back; else of the card; else of the dab that is chosen."""
        if self._hold and self._going:
            before, self._hold = self._hold.before, None
            self.board.move(before.x, before.y, self._gesture)
        elif self.beside.shown:
            self.beside.close()
        elif self.board.chosen is not None:
            self.board.choose(None)
        else:
            return False
        return True

    def _nudge(self, way: QPointF) -> None:
        """A key that is held down is one gesture."""
        assert self.board.chosen is not None
        view, dab = self.canvas.view, self.board.dabs[self.board.chosen]
        self._put(view.to_screen(self._in_photo(dab)) + way, view, f"keys {self.board.chosen}")

    def _move_to(self, place: QPointF, view: View) -> None:
        self._put(place, view, self._gesture)

    @property
    def _gesture(self) -> str:
        return f"drag {self._gestures}"

    def _put(self, place: QPointF, view: View, gesture: str) -> None:
        """The chosen dab at a place of the screen, or next to it in the photo."""
        at, (width, height) = view.to_picture(place), self.photo.size
        x, y = min(max(at.x() / width, 0.0), 1.0), min(max(at.y() / height, 0.0), 1.0)
        self.board.move(x, y, gesture)

    # Places

    def _mine(self, at: QPointF) -> bool:
        return self.board.open and not self.canvas.on_line(at) and not self.canvas.only_original

    def _at(self, at: QPointF, view: View) -> int | None:
        """The dab that a press there takes: the nearest, of two alike the one on top."""
        away = [(apart(at, self._on_screen(dab, view)), -index) for index, dab in enumerate(self.board.dabs)]
        nearest = min(away, default=None)
        return -nearest[1] if nearest and nearest[0] <= _REACH else None

    def _share(self, at: QPointF, view: View) -> tuple[float, float] | None:
        """Where in the photo that is, as shares of its sides; None beside it."""
        place, (width, height) = view.to_picture(at), self.photo.size
        inside = QRectF(0, 0, width, height).contains(place)
        return (place.x() / width, place.y() / height) if inside else None

    def _in_photo(self, dab: Dab) -> QPointF:
        return QPointF(dab.x * self.photo.size[0], dab.y * self.photo.size[1])

    def _on_screen(self, dab: Dab, view: View) -> QPointF:
        return view.to_screen(self._in_photo(dab))

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        board = self.board
        if self.canvas.only_original:
            return
        accent = self.canvas.palette().color(QPalette.ColorRole.Highlight)
        for share in board.waiting:
            paint_waiting(painter, self._on_screen(Dab(share.x(), share.y(), (0, 0, 0)), view))
        order = sorted(range(len(board.dabs)), key=lambda index: index == board.chosen)  # the chosen one on top
        for index in order:
            dab, chosen = board.dabs[index], index == board.chosen
            at = self._on_screen(dab, view)
            paint_dab(painter, at, dab.colour, lit=index == self._lit, accent=accent if chosen else None)
