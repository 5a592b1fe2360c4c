"""The crop frame: what is kept of the photo, to be moved, resized and drawn anew."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from ganstudio.errors import SettingsError
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.crop_look import paint_frame, paint_size
from ganstudio.gui.instruments.frame import (
    CORNER,
    CURSORS,
    INSIDE,
    Grip,
    grip_at,
    grips,
    moved,
    stretched,
    whole_pixels,
)
from ganstudio.gui.instruments.instrument import ARROWS, Instrument
from ganstudio.gui.instruments.lines import on_screen
from ganstudio.tools import crop
from ganstudio.tools.crop import CropParams
from ganstudio.tools.tool import Size

_SNAP = 8.0
"""So near to the photo's edge the frame goes to it."""
_CLICK = 4.0
"""A press that moves less draws no new frame."""


def frame_of(size: Size, params: CropParams) -> QRectF:
    """What `params` keep of a photo of `size`, in its pixels."""
    try:
        left, top, width, height = crop.area(size, params)
    except SettingsError:  # left over from a larger photo; the panel says so
        left, top, width, height = 0, 0, *size
    return QRectF(left, top, width, height)


def with_frame(size: Size, params: CropParams, frame: QRectF) -> CropParams:
    """`params` that keep `frame`; all of the photo is kept by saying nothing, as at the beginning."""
    left, top, width, height = whole_pixels(frame, QSize(*size))
    if (width, height) == size:
        width = height = 0
    return replace(params, left=left, top=top, width=width, height=height)


class Hold(NamedTuple):
    """What is held, since a button was pressed."""

    grip: Grip | None
    """None: a new frame is drawn."""
    frame: QRectF
    """As it was."""
    at: QPointF
    """Where the picture was pressed."""
    before: CropParams
    ratio: float
    """The ratio that is kept with Shift."""


class CropFrame(Instrument):
    """Its sides and corners resize it, its inside moves it, a drag elsewhere draws another. Shift keeps its ratio."""

    _hold: Hold | None = None

    @property
    def frame(self) -> QRectF:
        """What is kept, in pixels of the photo."""
        return frame_of(self.photo.size, self.params)

    @property
    def _room(self) -> QSize:
        return QSize(*self.photo.size)

    def put(self, frame: QRectF) -> None:
        """Keep `frame`, as far as whole pixels can."""
        params = with_frame(self.photo.size, self.params, frame)
        if params != self.params:
            self.hand.put_params(params)

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        grip = self._hold.grip if self._hold else self._grip_at(at, view)
        return Qt.CursorShape.CrossCursor if grip is None else CURSORS[grip]

    def press(self, event: QMouseEvent, view: View) -> bool:
        at, frame = event.position(), self.frame
        grip = self._grip_at(at, view)
        self._hold = Hold(grip, frame, view.to_picture(at), self.params, frame.width() / frame.height())
        return True

    def move(self, event: QMouseEvent, view: View) -> None:
        if not self._hold:
            return
        grip, frame, at, _before, kept = self._hold
        to = view.to_picture(event.position())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ratio = crop.ratio(self.photo.size, self.params) or (kept if shift else 0.0)
        if grip is None:
            if (view.to_screen(at) - event.position()).manhattanLength() >= _CLICK:
                start = self._inside(self._snapped(at, view))
                self.put(stretched(QRectF(start, start), CORNER, self._snapped(to, view), self._room, ratio))
        elif grip == INSIDE:
            self.put(self._settled(moved(frame, to - at, self._room), view))
        else:
            corner = grips(frame)[grip] + to - at  # where it was taken it stays below the pointer
            self.put(stretched(frame, grip, self._snapped(corner, view), self._room, ratio))

    def release(self, event: QMouseEvent, view: View) -> None:
        self._hold = None

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """Inside of the frame it cuts."""
        inside = self._grip_at(event.position(), view) == INSIDE
        if inside:
            self.hand.apply()
        return inside

    def key(self, event: QKeyEvent) -> bool:
        """Arrow keys move the frame by a pixel, with Shift by ten; Escape puts it back while it is held; Enter cuts."""
        if event.key() == Qt.Key.Key_Escape and self._hold:
            before, self._hold = self._hold.before, None
            self.hand.put_params(before)
            return True
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keys:
            self.hand.apply()
            return True
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or keys not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        self.put(moved(self.frame, way * (10 if keys else 1), self._room))
        return True

    def _grip_at(self, at: QPointF, view: View) -> Grip | None:
        """What a press there would take; None: a new frame. The whole photo cannot be moved."""
        grip = grip_at(on_screen(self.frame, view), at)
        return None if grip == INSIDE and self.frame.size() == self._room.toSizeF() else grip

    def _inside(self, at: QPointF) -> QPointF:
        return QPointF(min(max(at.x(), 0.0), self._room.width()), min(max(at.y(), 0.0), self._room.height()))

    def _snapped(self, at: QPointF, view: View) -> QPointF:
        """`at`, or the photo's edge next to it."""
        reach = _SNAP * view.ratio / view.zoom
        return QPointF(_snap(at.x(), self._room.width(), reach), _snap(at.y(), self._room.height(), reach))

    def _settled(self, frame: QRectF, view: View) -> QRectF:
        """`frame`, at the photo's edge if one of its sides is near to it."""
        reach = _SNAP * view.ratio / view.zoom
        free = self._room.toSizeF() - frame.size()
        left, top = _snap(frame.left(), free.width(), reach), _snap(frame.top(), free.height(), reach)
        return QRectF(QPointF(left, top), frame.size())

    # Painting

    def paint(self, painter: QPainter, view: View) -> None:
        place, whole = on_screen(self.frame, view), on_screen(QRectF(QPointF(), self._room.toSizeF()), view)
        paint_frame(painter, place, whole, held=self._hold is not None)
        size = round(self.frame.width()), round(self.frame.height())
        paint_size(painter, place, size, QRectF(self.canvas.rect()))


def _snap(value: float, end: float, reach: float) -> float:
    if abs(value) <= reach:
        return 0.0
    return end if abs(end - value) <= reach else value
