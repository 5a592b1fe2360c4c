"""How a piece lies in a photo, and what a hand does to it: geometry alone, in the photo's pixels."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from ganstudio.masks.mask import Area
from ganstudio.tools.insert import LARGEST, SMALLEST

CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))
"""(across, down) from the middle, clockwise from the top left."""


class Pose(NamedTuple):
    """Where a piece lies: its middle, how many times as large as it is, and turned clockwise by how many degrees."""

    middle: QPointF
    scale: float = 1.0
    angle: float = 0.0


def transform(pose: Pose, size: QSizeF) -> QTransform:
    """From the pixels of a piece of `size` to those of the photo."""
    way = QTransform().translate(pose.middle.x(), pose.middle.y()).rotate(pose.angle)
    return way.scale(pose.scale, pose.scale).translate(-size.width() / 2, -size.height() / 2)


def outline(pose: Pose, size: QSizeF) -> list[QPointF]:
    """The four corners of the piece in the photo, in the order of CORNERS."""
    whole = QRectF(QPointF(), size)
    corners = (whole.topLeft(), whole.topRight(), whole.bottomRight(), whole.bottomLeft())
    return [transform(pose, size).map(corner) for corner in corners]


def moved(pose: Pose, by: QPointF, *, straight: bool = False) -> Pose:
    """Shifted; `straight`: along one side of the photo alone, the one `by` goes further along."""
    if straight:
        by = QPointF(by.x(), 0) if abs(by.x()) >= abs(by.y()) else QPointF(0, by.y())
    return pose._replace(middle=pose.middle + by)


def scaled(pose: Pose, size: QSizeF, corner: tuple[int, int], by: QPointF, *, about_middle: bool = False) -> Pose:
    """With a corner pulled by `by`, in the same shape: the corner opposite stays, or `about_middle` the middle."""
    along = _turned(QPointF(corner[0] * size.width() / 2, corner[1] * size.height() / 2), pose.angle)
    reach = 1 if about_middle else 2  # from what stays to the corner, in half diagonals
    length = math.hypot(along.x(), along.y())
    more = QPointF.dotProduct(by, along) / (reach * length * length)
    scale = min(max(pose.scale + more, SMALLEST), LARGEST)
    shift = QPointF() if about_middle else along * (scale - pose.scale)
    return Pose(pose.middle + shift, scale, pose.angle)


def turned(pose: Pose, start: QPointF, to: QPointF, *, step: float = 0.0) -> Pose:
    """Turned about its middle as the hand goes from `start` to `to`; to whole steps of `step` degrees where given."""
    before, after = start - pose.middle, to - pose.middle
    angle = pose.angle + math.degrees(math.atan2(after.y(), after.x()) - math.atan2(before.y(), before.x()))
    return pose._replace(angle=upright(step * round(angle / step) if step else angle))


def upright(angle: float) -> float:
    """The same angle in (-180, 180]."""
    return 180 - (180 - angle) % 360


def fitted(size: QSizeF, room: QRectF, share: float = 0.8) -> Pose:
    """In the middle of `room`, no larger than it is, and no larger than `share` of the room."""
    scale = min(1.0, share * room.width() / size.width(), share * room.height() / size.height())
    return Pose(room.center(), max(scale, SMALLEST))


def recut(pose: Pose, before: Area, now: Area, *, mirrored: bool) -> Pose:
    """How another area of the same photo lies where the area `before` lies so: what both show stays where it is."""
    shift = _middle(now) - _middle(before)
    along = QPointF(-shift.x() if mirrored else shift.x(), shift.y()) * pose.scale
    return pose._replace(middle=pose.middle + _turned(along, pose.angle))


def _middle(area: Area) -> QPointF:
    return QPointF(area.left + area.width / 2, area.top + area.height / 2)


def _turned(point: QPointF, angle: float) -> QPointF:
    return QTransform().rotate(angle).map(point)
