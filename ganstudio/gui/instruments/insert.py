"""The piece that is laid over the photo: seen in place, to be moved, scaled and turned."""

from __future__ import annotations

import math
from enum import Enum
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPolygonF

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.gui.cutout.piece import Piece
from ganstudio.gui.instruments.insert_look import knob_of, paint_frame, paint_invitation
from ganstudio.gui.instruments.instrument import ARROWS, Instrument
from ganstudio.gui.instruments.pose import CORNERS, Pose, moved, outline, scaled, turned
from ganstudio.gui.instruments.sprite import Sprite
from ganstudio.i18n import _

_REACH = 12.0
"""Logical pixels around a corner, or the knob, at which it is taken."""
_AROUND = 34.0
"""So far out of a corner a drag turns the piece."""
_CLICK = 3.0
"""A press that moves less moves nothing: a hand is never quite still."""
_STEP = 15.0
"""Degrees, with Shift."""
_PULLS = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
"""By the direction of the pull, every 45° clockwise from the right."""
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class Holder(Protocol):
    """The form as the instrument sees it."""

    @property
    def piece(self) -> Piece | None:
        """What lies on the photo."""

    @property
    def piece_size(self) -> QSizeF:
        """How large that is by itself."""

    @property
    def pose(self) -> Pose:
        """How it lies."""

    @property
    def at_work(self) -> bool:
        """Whether it must stay there."""

    @property
    def inviting(self) -> bool:
        """Whether a photo hangs above the window."""

    def params_of(self, pose: Pose) -> Any:
        """The tool's parameters, with the piece laid so."""

    def remove(self) -> None:
        """Take it away."""


class Part(Enum):
    """What of the frame is taken hold of."""

    INSIDE = "inside"
    CORNER = "corner"
    KNOB = "knob"
    """Turns, as all around the corners does."""


class Grip(NamedTuple):
    """A part; for a corner, which one, as (across, down)."""

    part: Part
    corner: tuple[int, int] = (0, 0)


class Hold(NamedTuple):
    """What is held, since a button was pressed."""

    grip: Grip
    pose: Pose
    """As it was."""
    at: QPointF
    """Where the picture was pressed."""


class InsertFrame(Instrument):
    """Inside of the frame a drag moves (Shift: straight), a corner scales (Alt: about the middle), the knob and what is
    around a corner turn (Shift: by steps). Elsewhere the photo is panned as ever.
    """

    _hold: Hold | None = None
    _going = False
    """The hand has moved far enough."""
    _sprite: Sprite | None = None

    @property
    def form(self) -> Holder:
        """The panel's form, which holds the piece."""
        form: Holder = self.hand.form
        return form

    @property
    def pose(self) -> Pose:
        """How the piece lies."""
        return self.form.pose

    def put(self, pose: Pose) -> None:
        """Lay it so."""
        params = self.form.params_of(pose)
        if params != self.params:
            self.canvas.set_preview(None)  # of another place
            self.hand.put_params(params)

    @property
    def _size(self) -> QSizeF:
        return self.form.piece_size

    def frame(self, view: View) -> list[QPointF]:
        """The corners of the piece on the screen."""
        return [view.to_screen(corner) for corner in outline(self.pose, self._size)]

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        grip = self._hold.grip if self._hold else self._grip_at(at, view)
        if grip is None:
            return None
        if grip.part is Part.CORNER:
            return self._pull(grip.corner)
        return Qt.CursorShape.SizeAllCursor if grip.part is Part.INSIDE else Qt.CursorShape.PointingHandCursor

    def press(self, event: QMouseEvent, view: View) -> bool:
        grip = self._grip_at(event.position(), view)
        self._going = False
        self._hold = Hold(grip, self.pose, view.to_picture(event.position())) if grip else None
        return grip is not None

    def move(self, event: QMouseEvent, view: View) -> None:
        if not self._hold:
            return
        grip, pose, at = self._hold
        to, keys = view.to_picture(event.position()), event.modifiers()
        self._going |= (view.to_screen(at) - event.position()).manhattanLength() >= _CLICK
        if not self._going:
            return
        if grip.part is Part.INSIDE:
            self.put(moved(pose, to - at, straight=bool(keys & _SHIFT)))
        elif grip.part is Part.CORNER:
            self.put(scaled(pose, self._size, grip.corner, to - at, about_middle=bool(keys & _ALT)))
        else:
            self.put(turned(pose, at, to, step=_STEP if keys & _SHIFT else 0.0))

    def release(self, event: QMouseEvent, view: View) -> None:
        self._hold = None

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """Inside of the frame it is blended in."""
        inside = self._grip_at(event.position(), view) == Grip(Part.INSIDE)
        if inside:
            self._hold = None
            self.hand.apply()
        return inside

    def key(self, event: QKeyEvent) -> bool:
        """Arrow keys move the piece by a pixel, with Shift by ten; Escape lets go of it and puts it back, while it is
        held; Enter blends it in; Delete takes it away.
        """
        if not self._free:
            return False
        if event.key() == Qt.Key.Key_Escape and self._hold:
            before, self._hold = self._hold.pose, None
            self.put(before)
            return True
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None and keys in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self.put(moved(self.pose, way * (10 if keys else 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys:
            self.hand.apply()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not keys:
            self._hold = None
            self.form.remove()
        else:
            return False
        return True

    @property
    def _free(self) -> bool:
        """Whether there is a piece to take hold of."""
        return self.form.piece is not None and not self.form.at_work

    def _grip_at(self, at: QPointF, view: View) -> Grip | None:
        """What a press there would take; None: nothing."""
        if not self._free or self.canvas.on_line(at):
            return None
        frame = self.frame(view)
        if _away(at, knob_of(frame)) <= _REACH:
            return Grip(Part.KNOB)
        short = min(_away(frame[0], frame[1]), _away(frame[0], frame[3]))
        reach = min(_REACH, max(5.0, short / 4))
        distances = {corner: _away(at, spot) for corner, spot in zip(CORNERS, frame, strict=True)}
        nearest = min(distances, key=lambda corner: distances[corner])
        if distances[nearest] <= reach:
            return Grip(Part.CORNER, nearest)
        if QPolygonF(frame).containsPoint(at, Qt.FillRule.WindingFill):
            return Grip(Part.INSIDE)
        return Grip(Part.KNOB) if distances[nearest] <= _AROUND else None

    def _pull(self, corner: tuple[int, int]) -> Qt.CursorShape:
        """The arrows that point as the diagonal of `corner` does."""
        way = math.degrees(math.atan2(corner[1] * self._size.height(), corner[0] * self._size.width()))
        return _PULLS[round((way + self.pose.angle) / 45) % 4]

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        if self.form.piece and not self.canvas.only_original:
            self._paint_piece(painter, view, self.form.piece)
        if self.form.inviting:
            paint_invitation(painter, QRectF(self.canvas.rect()), self.canvas.palette())

    def _paint_piece(self, painter: QPainter, view: View, piece: Piece) -> None:
        if self._sprite is None or not self._sprite.shows(piece.pixels):
            self._sprite = Sprite(piece.pixels, self.canvas, self.photo.meta)
        if not self.canvas.previewed:
            self._sprite.paint(painter, view, self.pose, mirrored=self.params.mirror)
        frame = self.frame(view)
        paint_frame(painter, frame, held=self._going and self._hold is not None, still=self.form.at_work)
        if self._hold and self._going:
            self._paint_words(painter, frame)

    def _paint_words(self, painter: QPainter, frame: list[QPointF]) -> None:
        """How large, or how far turned, it is, as long as that changes."""
        room, bounds = QRectF(self.canvas.rect()), QPolygonF(frame).boundingRect()
        high = painter.fontMetrics().height() + 8
        top = min(bounds.bottom() + 10, room.bottom() - high - 12)
        middle = min(max(bounds.center().x(), room.left() + 80), room.right() - 80)
        assert self._hold
        paint_label(painter, self._words(self._hold.grip), QPointF(middle, top), Qt.AlignmentFlag.AlignHCenter, room)

    def _words(self, grip: Grip) -> str:
        if grip.part is Part.CORNER:
            width, height = self._size.width() * self.pose.scale, self._size.height() * self.pose.scale
            percent = _("{percent} %").format(percent=f"{100 * self.pose.scale:.0f}")
            return f"{round(width)} × {round(height)}  ·  {percent}"
        if grip.part is Part.KNOB:
            return _("{angle}°").format(angle=f"{self.pose.angle:+.1f}".replace("-", "−"))
        corner = QPolygonF(outline(self.pose, self._size)).boundingRect().topLeft()
        return f"{round(corner.x())}, {round(corner.y())}"


def _away(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
