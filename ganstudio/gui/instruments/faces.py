"""Faces on the photo: chosen by a click, their eyes and mouth set right by hand, drawn where none was found."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QTransform

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.view import View
from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.look import HANDLE, paint_frame, paint_handle, paint_looking, paint_number
from ganstudio.gui.faces.region import Regions
from ganstudio.gui.faces.spots import SPOTS, Name, covers, drawn, on_screen, spot
from ganstudio.gui.instruments.instrument import ARROWS, Hand, Instrument, apart
from ganstudio.i18n import _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo

_REACH = HANDLE + 6
"""Logical pixels around its middle at which a handle is taken."""
_ROOM = 56.0
"""Of a face on the screen, below which its handles would cover it: they lie there only when it is seen larger."""
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
        self._regions = Regions(self.board.asking, lambda: canvas.update())
        self._clock = QTimer(canvas, interval=_EACH)
        self._clock.timeout.connect(self._tick)
        self.board.changed.connect(self._show)
        self._show()

    def leave(self) -> None:
        self.board.changed.disconnect(self._show)
        self._clock.stop()
        self._clock.deleteLater()
        self._regions.leave()

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
        if self._hold or self._handle(at, view):
            return Qt.CursorShape.SizeAllCursor
        if self._last is not None and self._pressed is None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.PointingHandCursor if self._face_at(at, view) is not None else None

    def hover(self, at: QPointF | None) -> None:
        self._at = at if at is not None and self._mine(at) else None
        view = self.canvas.view
        lit = (self._face_at(self._at, view), self._handle(self._at, view)) if self._at is not None else (None, None)
        if lit != self._lit:
            self._lit = lit
            self.canvas.update()

    def press(self, event: QMouseEvent, view: View) -> bool:
        at = event.position()
        self._let_go_of_all()
        if not self._mine(at):
            return False
        handle = None if self.board.adding else self._handle(at, view)
        if self.board.adding:
            self._frame = view.to_picture(at), view.to_picture(at)
        elif handle:
            self.spot = handle
            before = self._spot(handle)
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
        return self._mine(event.position()) and self._face_at(event.position(), view) is not None

    def _click(self, at: QPointF, view: View, *, more: bool) -> None:
        index = self._face_at(at, view)
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
            self.board.move(self.spot, self._spot(self.spot) + way * (10 if keys else 1), f"keys {self.spot}")
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

    def _spot(self, name: Name) -> QPointF:
        assert self.board.face
        return spot(self.board.face.face, name, self.photo.size)

    def _handle(self, at: QPointF, view: View) -> Name | None:
        """The handle that a press there takes."""
        if not self._handles_lie(view):
            return None
        away = [(apart(at, view.to_screen(self._spot(name))), name) for name in SPOTS]
        nearest = min(away)
        return nearest[1] if nearest[0] <= _REACH else None

    def _handles_lie(self, view: View) -> bool:
        """One face is chosen, and seen large enough."""
        alone = len(self.board.chosen) == 1 and not self.board.masking
        face = self.board.face if alone else None
        return face is not None and face.face.side(self.photo.size) * view.zoom / view.ratio >= _ROOM

    def _face_at(self, at: QPointF, view: View) -> int | None:
        """The face there; of several the smallest, which lies before the others."""
        size = self.photo.size
        there = [
            (each.face.side(size), index)
            for index, each in enumerate(self.board.faces)
            if covers(each.face, at, size, view)
        ]
        return min(there)[1] if there else None

    def _drawn(self) -> Face | None:
        return drawn(*self._frame, self.photo.size) if self._frame else None

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        board, size = self.board, self.photo.size
        if self.canvas.only_original:
            return
        if board.finding:
            paint_looking(painter, _("Looking for faces…"), self._turn, view.shown)
        accent = self.canvas.palette().color(QPalette.ColorRole.Highlight)
        lit = self._face_at(self._at, view) if self._at is not None and not board.adding else None
        if board.region_shown and not board.masking:
            self._regions.paint(painter, view, [board.faces[index] for index in board.chosen], self.photo, accent)
        for index, each in enumerate(board.faces):
            place, ring = on_screen(each.face, size, view), accent if index in board.chosen else None
            paint_frame(painter, place, lit=index == lit, accent=ring)
            if len(board.faces) > 1:
                paint_number(painter, str(index + 1), place, ring)
        if self._handles_lie(view) and self._handles_wanted(lit):
            self._paint_handles(painter, view)
        face = self._drawn()
        if face:
            paint_frame(painter, on_screen(face, size, view), lit=True, accent=accent)

    def _handles_wanted(self, lit: int | None) -> bool:
        """They would hide what a preview shows: then only the hand brings them."""
        busy = self._hold is not None or self.spot is not None
        return busy or lit == self.board.main or not (self.canvas.previewed or self.board.altered)

    def _paint_handles(self, painter: QPainter, view: View) -> None:
        assert self.board.face
        place: QTransform = on_screen(self.board.face.face, self.photo.size, view)
        turn = math.degrees(math.atan2(place.m12(), place.m11()))
        held = self._hold.name if self._hold else None
        lit = held or (self._handle(self._at, view) if self._at is not None else None)
        accent = self.canvas.palette().color(QPalette.ColorRole.Highlight)
        for name in SPOTS:
            on = name in (lit, self.spot)
            at = view.to_screen(self._spot(name))
            paint_handle(painter, at, wide=name == "mouth", turn=turn, lit=on, accent=accent)
