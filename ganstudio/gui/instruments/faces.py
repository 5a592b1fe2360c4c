"""Faces on the photo: chosen by a click, their eyes and mouth set right by hand, drawn where none was found."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.view import View
from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.sight import Pointed, Sight
from ganstudio.gui.faces.spots import SPOTS, Name, drawn
from ganstudio.gui.instruments.instrument import ARROWS, Hand, Instrument, apart
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo

_CLICK = 4.0
"""A press that moves less moves nothing: a hand is never quite still."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_TURN, _EACH = 12, 40
"""Degrees that the arc goes on, each so many milliseconds."""


class Hold(NamedTuple):
    """A handle that is held, since a button was pressed."""

    name: Name
    away: QPointF
    """From the pointer to its middle."""
    at: QPointF
    """Where the button was pressed; both in logical pixels."""
    before: QPointF
    """Where the spot was, in pixels of the photo."""


class FacesInstrument(Instrument):
    """A click chooses a face, with Shift several; a drag pans, but on a handle, and while a face is added."""

    def __init__(self, hand: Hand, canvas: Canvas, photo: Photo) -> None:
        super().__init__(hand, canvas, photo)
        self.board: Board = hand.form.board
        self.sight = Sight(self.board, canvas, photo)
        self.spot: Name | None = None
        """The handle that the keyboard moves."""
        self._hold: Hold | None = None
        self._going = False
        """The hand has moved far enough."""
        self._pressed: QPointF | None = None
        """Where, on no handle."""
        self._last: QPointF | None = None
        self._frame: tuple[QPointF, QPointF] | None = None
        """From where to where, in pixels of the photo, a face is being drawn."""
        self._at: QPointF | None = None
        self._lit: tuple[int | None, Name | None] = (None, None)
        """The face and the handle that the pointer is on."""
        self._gestures = 0
        self._turn = 0
        self._clock = QTimer(canvas, interval=_EACH)
        self._clock.timeout.connect(self._tick)
        self.board.changed.connect(self._show)
        self._show()

    def leave(self) -> None:
        self.board.changed.disconnect(self._show)
        self._clock.stop()
        self._clock.deleteLater()
        self.sight.leave()

    def _show(self) -> None:
        if self.board.finding != self._clock.isActive():
            self._clock.start() if self.board.finding else self._clock.stop()
        if self.board.main is None:
            self.spot = None
        self.canvas.refresh_cursor()
        self.canvas.update()

    def _tick(self) -> None:
        self._turn = (self._turn + _TURN) % 360
        self.canvas.update(self.canvas.view.shown.toAlignedRect())

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        if not self._mine(at):
            return None
        if self.board.adding or self._frame:
            return Qt.CursorShape.CrossCursor
        if self._hold or self.sight.handle_at(at, view):
            return Qt.CursorShape.SizeAllCursor
        if self._last is not None and self._pressed is None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.PointingHandCursor if self.sight.face_at(at, view) is not None else None

    def hover(self, at: QPointF | None) -> None:
        self._at = at if at is not None and self._mine(at) else None
        sight, view, there = self.sight, self.canvas.view, self._at
        lit = (None, None) if there is None else (sight.face_at(there, view), sight.handle_at(there, view))
        if lit != self._lit:
            self._lit = lit
            self.canvas.update()

    def press(self, event: QMouseEvent, view: View) -> bool:
        at = event.position()
        self._let_go_of_all()
        if not self._mine(at):
            return False
        handle = None if self.board.adding else self.sight.handle_at(at, view)
        if self.board.adding:
            self._frame = view.to_picture(at), view.to_picture(at)
        elif handle:
            self.spot = handle
            before = self.sight.spot(handle)
            self._hold = Hold(handle, view.to_screen(before) - at, at, before)
        else:
            self._pressed = self._last = at
        return True

    def move(self, event: QMouseEvent, view: View) -> None:
        at = self._at = event.position()
        if self._frame:
            self._frame = self._frame[0], view.to_picture(at)
        elif self._hold:
            if not self._going and apart(at, self._hold.at) >= _CLICK:
                self._going = True
                self._gestures += 1
            if self._going:
                self.board.move(self._hold.name, view.to_picture(at + self._hold.away), self._gesture)
        elif self._last is not None:
            if self._pressed is not None and apart(at, self._pressed) >= _CLICK:
                self._pressed = None
            if self._pressed is None:
                self.canvas.pan(at - self._last)
                self._last = at

    def release(self, event: QMouseEvent, view: View) -> None:
        if self._frame:
            face = self._drawn()
            if face:
                self.board.add(face)
        elif self._hold:
            self.board.rest()
        elif self._pressed is not None:
            self._click(self._pressed, view, more=bool(event.modifiers() & _SHIFT))
        self._let_go_of_all()

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """On a face: no zoom."""
        return self._mine(event.position()) and self.sight.face_at(event.position(), view) is not None

    def _click(self, at: QPointF, view: View, *, more: bool) -> None:
        index = self.sight.face_at(at, view)
        if index is None and more:
            return
        if index != self.board.main or more:
            self.spot = None
        self.board.choose(index, more=more)

    def _let_go_of_all(self) -> None:
        self._hold, self._going, self._pressed, self._last, self._frame = None, False, None, None, None

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        """Return takes a handle of the chosen face, arrow keys move it by a pixel of the photo, with Shift by ten;
        Delete takes the face away; Escape lets go."""
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.board.open or keys not in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return False
        way = ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            return self._let_go()
        if self.board.main is None:
            return False
        if way is not None and self.spot:
            self.board.move(self.spot, self.sight.spot(self.spot) + way * (10 if keys else 1), f"keys {self.spot}")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys:
            self._take_spot(SPOTS[0] if self.spot is None else None)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._let_go_of_all()
            self.board.remove()
        else:
            return False
        return True

    def tab(self, forth: bool) -> bool:
        """On to the next face, or back, or, where a handle is taken, to the next of them; beyond the last the keyboard
        goes on to other things."""
        step = 1 if forth else -1
        if self.spot and 0 <= SPOTS.index(self.spot) + step < len(SPOTS):
            self._take_spot(SPOTS[SPOTS.index(self.spot) + step])
            return True
        count, main = len(self.board.faces), self.board.main
        index = (0 if forth else count - 1) if main is None else main + step
        there = self.board.open and 0 <= index < count
        self._take_spot(None)
        if there:
            self.board.choose(index)
        return there

    def _take_spot(self, name: Name | None) -> None:
        self.spot = name
        self.board.rest()
        self.canvas.update()

    def _let_go(self) -> bool:
        """Of the handle that is dragged, which goes back; of the face that is added; of a handle; of all faces."""
        if self._hold and self._going:
            hold, self._hold = self._hold, None
            self.board.move(hold.name, hold.before, self._gesture)
        elif self._frame or self.board.adding:
            self._frame = None
            self.board.add_by_hand(False)
        elif self.spot:
            self._take_spot(None)
        elif self.board.chosen:
            self.board.choose(None)
        else:
            return False
        return True

    # Places

    @property
    def _gesture(self) -> str:
        return f"drag {self._gestures}"

    def _mine(self, at: QPointF) -> bool:
        return self.board.open and not self.canvas.on_line(at) and not self.canvas.only_original

    def _drawn(self) -> Face | None:
        return drawn(*self._frame, self.photo.size) if self._frame else None

    def paint(self, painter: QPainter, view: View) -> None:
        if not self.canvas.only_original:
            held = self._hold.name if self._hold else None
            self.sight.paint(painter, view, Pointed(self._at, held, self.spot, self._drawn()), self._turn)
