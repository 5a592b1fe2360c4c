"""The frame of the larger canvas: its sides and corners are pulled away from the photo."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen

from ganstudio.errors import SettingsError
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.crop_look import paint_handles, paint_size
from ganstudio.gui.instruments.frame import CURSORS, INSIDE, Grip, grip_at
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.instruments.lines import on_screen
from ganstudio.tools.extend import MOST, Border, ExtendParams, border
from ganstudio.tools.tool import Size

_SNAP = 5.0
"""Logical pixels: so near to the photo's edge a side of the frame goes to it."""
_DASH = 5.0


def border_of(size: Size, params: ExtendParams) -> Border:
    """What `params` add to a photo of `size`; nothing where its ratio is out of reach, of which the panel speaks."""
    try:
        return border(size, params)
    except SettingsError:
        return Border(0, 0, 0, 0)


def by_sides(size: Size, params: ExtendParams) -> ExtendParams:
    """The same canvas, each of its sides in per cent, so that one alone can be changed."""
    if params.ratio == "free":
        return params
    added = border_of(size, params)
    shares = {
        name: min(float(MOST), math.floor(1e4 * pixels / side) / 100)
        for (name, pixels), side in zip(added._asdict().items(), (*size, *size), strict=True)
    }
    return replace(params, ratio="free", portrait=False, **shares)


class Hold(NamedTuple):
    """What is held, since a button was pressed."""

    grip: Grip
    at: QPointF
    """Where the picture was pressed."""
    sides: ExtendParams
    """As it was, each side by itself."""
    before: Any


class ExtendFrame(Instrument):
    """Sides and corners pull it outwards, with Shift on the opposite side as well; elsewhere a drag pans as ever."""

    room = MOST / 100
    _hold: Hold | None = None

    @property
    def frame(self) -> QRectF:
        """The larger canvas, in pixels of the photo."""
        added = border_of(self.photo.size, self.params)
        return self._photo_frame.adjusted(-added.left, -added.top, added.right, added.bottom)

    @property
    def _photo_frame(self) -> QRectF:
        return QRectF(0, 0, *self.photo.size)

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        grip = self._hold.grip if self._hold else self._grip_at(at, view)
        return CURSORS[grip] if grip else None

    def press(self, event: QMouseEvent, view: View) -> bool:
        grip = self._grip_at(event.position(), view)
        if grip:
            sides = by_sides(self.photo.size, self.params)
            self._hold = Hold(grip, view.to_picture(event.position()), sides, self.params)
        return grip is not None

    def move(self, event: QMouseEvent, view: View) -> None:
        if not self._hold:
            return
        grip, away = self._hold.grip, view.to_picture(event.position()) - self._hold.at
        both = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        shares: dict[str, Any] = {}
        for way, names, by, side in (
            (grip.across, ("left", "right"), away.x(), self.photo.size[0]),
            (grip.down, ("top", "bottom"), away.y(), self.photo.size[1]),
        ):
            if way:
                near, far = names if way < 0 else names[::-1]
                share = self._share(getattr(self._hold.sides, near), way * by, side, view)
                shares |= {near: share, **({far: share} if both else {})}
        self._put(replace(self._hold.sides, **shares))

    def release(self, event: QMouseEvent, view: View) -> None:
        self._hold = None

    def key(self, event: QKeyEvent) -> bool:
        """Escape puts it back while it is held; Enter fills it."""
        if event.key() == Qt.Key.Key_Escape and self._hold:
            before, self._hold = self._hold.before, None
            self._put(before)
            return True
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys:
            self.hand.apply()
            return True
        return False

    def _grip_at(self, at: QPointF, view: View) -> Grip | None:
        grip = grip_at(on_screen(self.frame, view), at)
        return None if grip == INSIDE else grip

    @staticmethod
    def _share(before: float, by: float, side: int, view: View) -> float:
        """Per cent of `side` that a side of the frame is away when it is pulled by `by` pixels; tenths are enough."""
        pulled = before * side / 100 + by
        if pulled <= _SNAP * view.ratio / view.zoom:
            return 0.0
        return min(round(100 * pulled / side, 1), float(MOST))

    def _put(self, params: ExtendParams) -> None:
        if params != self.params:
            self.hand.put_params(params)

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        frame = self.frame
        place, whole = on_screen(frame, view), on_screen(self._photo_frame, view)
        _paint_new(painter, place, whole)
        _paint_dashes(painter, place)
        paint_handles(painter, place)
        size = round(frame.width()), round(frame.height())
        if size != self.photo.size or self._hold:
            paint_size(painter, place, size, QRectF(self.canvas.rect()))


def _paint_new(painter: QPainter, place: QRectF, whole: QRectF) -> None:
    """What will be filled is hatched."""
    new = QPainterPath()
    new.addRect(place)
    new.addRect(whole)
    painter.fillPath(new, QColor(128, 128, 128, 45))
    painter.save()
    painter.setClipPath(new)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(128, 128, 128, 90), 1))
    step, high = 10, place.height()
    start = place.left() - place.left() % step - high
    count = int((place.width() + 2 * high) // step) + 1
    lines = [
        QLineF(start + index * step, place.bottom(), start + index * step + high, place.top()) for index in range(count)
    ]
    painter.drawLines(lines)
    painter.restore()


def _paint_dashes(painter: QPainter, place: QRectF) -> None:
    edge = place.adjusted(-0.5, -0.5, 0.5, 0.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 110), 3))
    painter.drawRect(edge)
    dashes = QPen(QColor(255, 255, 255), 1.2)
    dashes.setDashPattern([_DASH, _DASH - 1])
    painter.setPen(dashes)
    painter.drawRect(edge)
