"""The faces of a photo as they lie on the screen: which one is at a point, where handles are, how all is painted."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPalette

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.view import View
from ganstudio.gui.faces.board import Board
from ganstudio.gui.faces.look import HANDLE, paint_frame, paint_handle, paint_looking, paint_number
from ganstudio.gui.faces.region import Regions
from ganstudio.gui.faces.spots import SPOTS, Name, covers, on_screen, spot
from ganstudio.i18n import _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo

_REACH = HANDLE + 6
"""Logical pixels around its middle at which a handle is taken."""
_ROOM = 56.0
"""Of a face on the screen, below which its handles would cover it: they lie there only when it is seen larger."""


class Pointed(NamedTuple):
    """What the hand is about."""

    at: QPointF | None = None
    """Where the pointer is; None beside the photo."""
    held: Name | None = None
    """The handle that the pointer holds."""
    spot: Name | None = None
    """The handle that the keyboard moves."""
    drawn: Face | None = None
    """A face that is being added."""


class Sight:
    """Points are those of the screen, in logical pixels."""

    def __init__(self, board: Board, canvas: Canvas, photo: Photo) -> None:
        self._board, self._canvas, self._photo = board, canvas, photo
        self._regions = Regions(board.asking, lambda: canvas.update())

    def leave(self) -> None:
        """It is not looked at any more."""
        self._regions.leave()

    def spot(self, name: Name) -> QPointF:
        """One of the chosen face's, in pixels of the photo."""
        assert self._board.face
        return spot(self._board.face.face, name, self._photo.size)

    def handle_at(self, at: QPointF, view: View) -> Name | None:
        """The handle that a press there takes."""
        if not self._handles_lie(view):
            return None
        ways = [(view.to_screen(self.spot(name)) - at, name) for name in SPOTS]
        nearest = min((math.hypot(way.x(), way.y()), name) for way, name in ways)
        return nearest[1] if nearest[0] <= _REACH else None

    def face_at(self, at: QPointF, view: View) -> int | None:
        """The face there; of several the smallest, which lies before the others."""
        size = self._photo.size
        there = [
            (each.face.side(size), index)
            for index, each in enumerate(self._board.faces)
            if covers(each.face, at, size, view)
        ]
        return min(there)[1] if there else None

    def paint(self, painter: QPainter, view: View, pointed: Pointed, turn: int) -> None:
        """`turn`: degrees of the arc that is seen while faces are looked for."""
        board, size = self._board, self._photo.size
        if board.finding:
            paint_looking(painter, _("Looking for faces…"), turn, view.shown)
        accent = self._canvas.palette().color(QPalette.ColorRole.Highlight)
        lit = self._lit(pointed, view)
        if board.region_shown and not board.masking:
            self._regions.paint(painter, view, [board.faces[index] for index in board.chosen], self._photo, accent)
        for index, each in enumerate(board.faces):
            place, ring = on_screen(each.face, size, view), accent if index in board.chosen else None
            paint_frame(painter, place, lit=index == lit, accent=ring)
            if len(board.faces) > 1:
                paint_number(painter, str(index + 1), place, ring)
        if self.handles_seen(view, pointed):
            self._paint_handles(painter, view, pointed)
        if pointed.drawn:
            paint_frame(painter, on_screen(pointed.drawn, size, view), lit=True, accent=accent)

    def handles_seen(self, view: View, pointed: Pointed) -> bool:
        """They would hide what a preview shows: then only the hand brings them."""
        busy = bool(pointed.held or pointed.spot) or self._lit(pointed, view) == self._board.main
        return self._handles_lie(view) and (busy or not (self._canvas.previewed or self._board.altered))

    def _lit(self, pointed: Pointed, view: View) -> int | None:
        """The face that the pointer is on."""
        return None if pointed.at is None or self._board.adding else self.face_at(pointed.at, view)

    def _handles_lie(self, view: View) -> bool:
        """One face is chosen, and seen large enough."""
        alone = len(self._board.chosen) == 1 and not self._board.masking
        face = self._board.face if alone else None
        return face is not None and face.face.side(self._photo.size) * view.zoom / view.ratio >= _ROOM

    def _paint_handles(self, painter: QPainter, view: View, pointed: Pointed) -> None:
        assert self._board.face
        place = on_screen(self._board.face.face, self._photo.size, view)
        turn = math.degrees(math.atan2(place.m12(), place.m11()))
        lit = pointed.held or (self.handle_at(pointed.at, view) if pointed.at is not None else None)
        accent = self._canvas.palette().color(QPalette.ColorRole.Highlight)
        for name in SPOTS:
            on = name in (lit, pointed.spot)
            at = view.to_screen(self.spot(name))
            paint_handle(painter, at, wide=name == "mouth", turn=turn, lit=on, accent=accent)
