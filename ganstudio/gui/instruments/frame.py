"""A frame in a picture, and what a hand does to it: geometry alone, in the picture's pixels."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt


class Grip(NamedTuple):
    """What of a frame is held: its left (-1) or right (1) side, its top (-1) or bottom (1), a corner with both.

    (0, 0) is its inside.
    """

    across: int
    down: int


INSIDE = Grip(0, 0)
CORNER = Grip(1, 1)
"""The bottom right corner: what one holds who draws a new frame."""


CURSORS = {
    Grip(-1, -1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, 1): Qt.CursorShape.SizeFDiagCursor,
    Grip(1, -1): Qt.CursorShape.SizeBDiagCursor,
    Grip(-1, 1): Qt.CursorShape.SizeBDiagCursor,
    Grip(-1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(1, 0): Qt.CursorShape.SizeHorCursor,
    Grip(0, -1): Qt.CursorShape.SizeVerCursor,
    Grip(0, 1): Qt.CursorShape.SizeVerCursor,
    INSIDE: Qt.CursorShape.SizeAllCursor,
}
"""What the pointer looks like over each."""
_REACH = 14.0
"""Logical pixels from a corner, or a side, at which it is taken."""


def grips(frame: QRectF) -> dict[Grip, QPointF]:
    """Where the eight grips of `frame` are, corners first."""
    xs = {-1: frame.left(), 0: frame.center().x(), 1: frame.right()}
    ys = {-1: frame.top(), 0: frame.center().y(), 1: frame.bottom()}
    corners = [Grip(across, down) for across in (-1, 1) for down in (-1, 1)]
    sides = [Grip(-1, 0), Grip(1, 0), Grip(0, -1), Grip(0, 1)]
    return {grip: QPointF(xs[grip.across], ys[grip.down]) for grip in (*corners, *sides)}


def grip_at(place: QRectF, at: QPointF) -> Grip | None:
    """What of the frame at `place` on the screen a press at `at` takes; None: that is outside."""
    reach = min(_REACH, max(5.0, min(place.width(), place.height()) / 4))
    near = [grip for grip, spot in grips(place).items() if (spot - at).manhattanLength() <= 1.5 * reach]
    if near:
        return near[0]
    if not place.adjusted(-reach, -reach, reach, reach).contains(at):
        return None
    for grip, away in (
        (Grip(-1, 0), at.x() - place.left()),
        (Grip(1, 0), at.x() - place.right()),
        (Grip(0, -1), at.y() - place.top()),
        (Grip(0, 1), at.y() - place.bottom()),
    ):
        if abs(away) <= reach * 0.7:
            return grip
    return INSIDE if place.contains(at) else None


def moved(frame: QRectF, by: QPointF, room: QSize) -> QRectF:
    """`frame` shifted, but never out of a picture of the size `room`."""
    left = min(max(frame.left() + by.x(), 0.0), room.width() - frame.width())
    top = min(max(frame.top() + by.y(), 0.0), room.height() - frame.height())
    return QRectF(left, top, frame.width(), frame.height())


def stretched(frame: QRectF, grip: Grip, to: QPointF, room: QSize, ratio: float = 0.0) -> QRectF:
    """`frame` with `grip` pulled to `to`, across the opposite side too, but never out of a picture of the size `room`.

    `ratio`, width by height, is kept where it is not 0: a corner pulls away from the one opposite, a side grows the
    frame to both sides of its middle.
    """
    to = QPointF(min(max(to.x(), 0.0), room.width()), min(max(to.y(), 0.0), room.height()))
    if grip.across and grip.down:
        return _from_corner(frame, grip, to, room, ratio)
    if grip.across:
        return _from_side(frame, grip.across, to.x(), room, ratio)
    turned = _from_side(_turned(frame), grip.down, to.y(), room.transposed(), 1 / ratio if ratio else 0.0)
    return _turned(turned)


def _from_corner(frame: QRectF, grip: Grip, to: QPointF, room: QSize, ratio: float) -> QRectF:
    fixed = QPointF(
        frame.left() if grip.across > 0 else frame.right(), frame.top() if grip.down > 0 else frame.bottom()
    )
    if not ratio:
        return QRectF(fixed, to).normalized()
    right, down = _side(to.x() - fixed.x(), grip.across), _side(to.y() - fixed.y(), grip.down)
    widest = room.width() - fixed.x() if right else fixed.x()
    highest = room.height() - fixed.y() if down else fixed.y()
    width = max(abs(to.x() - fixed.x()), abs(to.y() - fixed.y()) * ratio)
    width = min(width, widest, highest * ratio)
    height = width / ratio
    return QRectF(fixed.x() - (0 if right else width), fixed.y() - (0 if down else height), width, height)


def _from_side(frame: QRectF, across: int, to: float, room: QSize, ratio: float) -> QRectF:
    fixed = frame.left() if across > 0 else frame.right()
    right = _side(to - fixed, across)
    width, top, height = abs(to - fixed), frame.top(), frame.height()
    if ratio:
        width = min(width, room.height() * ratio)
        height = width / ratio
        top = min(max(frame.center().y() - height / 2, 0.0), room.height() - height)
    return QRectF(fixed if right else fixed - width, top, width, height)


def shaped(frame: QRectF, ratio: float, room: QSize) -> QRectF:
    """A frame of the ratio `ratio` about the middle of `frame`, of the same area if that fits into `room`."""
    height = math.sqrt(frame.width() * frame.height() / ratio)
    height = min(height, room.height(), room.width() / ratio)
    width = height * ratio
    middle = frame.center()
    return moved(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), QPointF(), room)


def _side(distance: float, otherwise: int) -> bool:
    """Whether that way is right, or down."""
    return distance > 0 or (distance == 0 and otherwise > 0)


def _turned(frame: QRectF) -> QRectF:
    return QRectF(frame.top(), frame.left(), frame.height(), frame.width())


def whole_pixels(frame: QRectF, room: QSize) -> tuple[int, int, int, int]:
    """(left, top, width, height) of the pixels next to `frame`: one at least, and all inside of `room`."""
    width = min(max(1, round(frame.width())), room.width())
    height = min(max(1, round(frame.height())), room.height())
    left = min(max(0, round(frame.center().x() - width / 2)), room.width() - width)
    top = min(max(0, round(frame.center().y() - height / 2)), room.height() - height)
    return left, top, width, height
