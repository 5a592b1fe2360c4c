"""What lies on the photo while a mask is made: the mask as it is seen, and the hand that makes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter

from ganstudio.engine.job import Job
from ganstudio.gui.canvas.overlay import Overlay
from ganstudio.gui.canvas.view import View
from ganstudio.gui.mask.drawing import Drawing, Framing, Outlining
from ganstudio.gui.mask.edits import MaskEdits, patch_of
from ganstudio.gui.mask.gesture import Gesture
from ganstudio.gui.mask.kit import BRUSHES, Kit
from ganstudio.gui.mask.painting import Painting, Sizing, around, paint_rim
from ganstudio.gui.mask.veil import Look, Veil
from ganstudio.gui.page import Page
from ganstudio.masks.edit import How, combine
from ganstudio.masks.mask import Area, Mask
from ganstudio.masks.wand import wand

_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_HOW: dict[tuple[bool, bool], How] = {(True, False): "add", (False, True): "subtract", (True, True): "intersect"}
"""What (Shift, Alt) at the press make a shape do."""
_SIZES = {Qt.Key.Key_BracketLeft: False, Qt.Key.Key_BracketRight: True}
_HARDNESSES = {Qt.Key.Key_BraceLeft: False, Qt.Key.Key_BraceRight: True}
"""Pressed with AltGr, as on most keyboards, they are no shortcuts."""


class MaskInstrument(Overlay):
    """`picking` tells whether a click belongs to the tool now; `done` is called after each stroke."""

    repaints_itself = True

    def __init__(
        self, page: Page, kit: Kit, edits: MaskEdits, picking: Callable[[], bool], done: Callable[[], None]
    ) -> None:
        self.page, self.canvas, self.selection = page, page.canvas, page.selection
        self._kit, self._edits = kit, edits
        self._picking, self._done = picking, done
        self._veil = Veil(self.selection)
        self._gesture: Gesture | None = None
        self._how: How = "replace"
        self._at = QPointF(self.canvas.mapFromGlobal(QCursor.pos())) if self.canvas.underMouse() else None
        self._last: QPointF | None = None
        """Where the last stroke ended."""
        self.selection.changed.append(self._changed)
        kit.changed.connect(self._chosen)
        self.canvas.add_overlay(self)

    def take_off(self) -> None:
        """It lies there no more; what was being drawn is gone, what was painted stays."""
        if isinstance(self._gesture, Painting):
            self.selection.commit()
        self.selection.changed.remove(self._changed)
        self._kit.changed.disconnect(self._chosen)
        self.canvas.remove_overlay(self)

    # The hand

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        if not self._mine(at):
            return None
        return Qt.CursorShape.BlankCursor if self._kit.now.tool in BRUSHES else Qt.CursorShape.CrossCursor

    def hover(self, at: QPointF | None) -> None:
        self._point(at)
        if self._gesture and at is not None:
            self._gesture.hover(self.canvas.view.to_picture(at))
            self.canvas.update()

    def press(self, event: QMouseEvent, view: View) -> bool:
        if not self._mine(event.position()):
            return False
        at = view.to_picture(event.position())
        self._gesture = self._gesture or self._begin(at, event.modifiers(), view)
        if self._gesture:
            self._gesture.press(at, view)
            self._gesture.move(at, event.modifiers(), self.canvas.pressure, view)
        return True

    def move(self, event: QMouseEvent, view: View) -> None:
        self._point(event.position())
        if self._gesture:
            at = view.to_picture(event.position())
            self._gesture.move(at, event.modifiers(), self.canvas.pressure, view)
            if not isinstance(self._gesture, Painting):
                self.canvas.update()

    def release(self, event: QMouseEvent, view: View) -> None:
        if self._gesture:
            at = view.to_picture(event.position())
            self._gesture.release(at)
            self._last = at if isinstance(self._gesture, Painting) else self._last
            if not self._gesture.open:
                self._finish()

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """Closes an outline."""
        return self._close()

    def key(self, event: QKeyEvent) -> bool:
        """Escape drops what is being drawn; Return closes an outline, Backspace takes its last corner back."""
        key = event.key()
        if key in _SIZES:
            self._kit.resize(_SIZES[Qt.Key(key)])
        elif key in _HARDNESSES:
            self._kit.harden(_HARDNESSES[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            return self._drop()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._close()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return self._back()
        else:
            return False
        return True

    def _mine(self, at: QPointF) -> bool:
        return not self._picking() and not self.canvas.on_line(at)

    def _begin(self, at: QPointF, keys: Qt.KeyboardModifier, view: View) -> Gesture | None:
        tool, shift, alt = self._kit.now.tool, bool(keys & _SHIFT), bool(keys & _ALT)
        if tool in BRUSHES:
            start = self._last if shift else None
            return Sizing(self._kit, at, view) if alt else Painting(self._kit, self.selection, start)
        self._how = _HOW.get((shift, alt), self._kit.now.how)
        if tool == "lasso":
            return Outlining(self.selection.size, at)
        if tool != "wand":
            return Framing(tool, self.selection.size, at, adding=shift and self.selection.mask is not None)
        self._touch(at)
        return None

    def _touch(self, at: QPointF) -> None:
        """With the wand."""
        x, y = int(at.x() // 1), int(at.y() // 1)
        if not (0 <= x < self.selection.size[0] and 0 <= y < self.selection.size[1]):
            return
        pixels, now, how = self.page.document.photo.pixels, self._kit.now, self._how

        def make(mask: Mask, _job: Job) -> Mask:
            return combine(mask, patch_of(wand(pixels, (x, y), now.tolerance, contiguous=now.contiguous)), how)

        self._edits.change(self.selection, make)

    def _finish(self) -> None:
        gesture, self._gesture = self._gesture, None
        shape = gesture.made() if isinstance(gesture, Drawing) else None
        if shape:
            self._edits.lay(self.selection, shape, self._how)
        self.canvas.update()
        self._done()

    def _close(self) -> bool:
        outline = self._gesture
        if not isinstance(outline, Outlining):
            return False
        outline.close()
        self._finish()
        return True

    def _back(self) -> bool:
        outline = self._gesture
        if not isinstance(outline, Outlining):
            return False
        if not outline.back():
            self._gesture = None
        self.canvas.update()
        return True

    def _drop(self) -> bool:
        gesture, self._gesture = self._gesture, None
        if gesture:
            gesture.drop()
            self.canvas.update()
            self._done()
        return gesture is not None

    # What is seen

    def paint(self, painter: QPainter, view: View) -> None:
        if self.canvas.only_original:
            return
        now = self._kit.now
        if now.shown or self._gesture:
            # A preview is to be judged without a colour on it.
            filled = self._gesture is not None or not self.canvas.previewed
            self._veil.paint(painter, view, self.canvas.size(), Look(now.colour, filled))
        if self._gesture:
            self._gesture.paint(painter, view)
        if now.tool in BRUSHES and self._at is not None and self._mine(self._at):
            paint_rim(painter, self._kit, self._rim_at(self._at, view), view)

    def _rim_at(self, at: QPointF, view: View) -> QPointF:
        return view.to_screen(self._gesture.middle) if isinstance(self._gesture, Sizing) else at

    def _point(self, at: QPointF | None) -> None:
        """The pointer is at `at` now: its circle goes along."""
        before, self._at = self._at, at
        for place in (before, at):
            if place is not None and self._kit.now.tool in BRUSHES:
                self.canvas.update(around(self._kit, place, self.canvas.view))

    def _chosen(self) -> None:
        """Another tool, another size: the pointer looks otherwise."""
        self.canvas.update()
        self.canvas.refresh_cursor()

    def _changed(self, area: Area) -> None:
        self._veil.spoil(area)
        view = self.canvas.view
        place = QRectF(self._veil.place(area, view))
        ratio = view.ratio
        shown = QRectF(place.x() / ratio, place.y() / ratio, place.width() / ratio, place.height() / ratio)
        self.canvas.update(shown.toAlignedRect())
