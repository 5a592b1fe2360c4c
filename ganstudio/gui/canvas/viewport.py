"""A widget that looks at a picture through a view: mouse, wheel, touchpad and keys move it. It paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ganstudio.gui.canvas.empty import card
from ganstudio.gui.canvas.overlay import Overlay
from ganstudio.gui.canvas.view import View

NOTCH = 1.25
"""How much a notch of the wheel zooms."""


class Viewport(QWidget):
    """Plain drag, space + drag and the middle button pan; the wheel zooms to the pointer, two fingers on a touchpad
    pan (with Ctrl: zoom) and pinch; a double click goes between fitted and 100 %. Overlays get the left button first.
    """

    zoom_changed = Signal(float)
    view_changed = Signal()
    pointer_moved = Signal(object)
    """The pixel (QPoint) of the picture under the pointer, or None."""
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View()
        self.loaded = False
        self.overlays: list[Overlay] = []
        self.hovered = False
        """The pointer is on the invitation to open a photo."""
        self.pressure = 1.0
        """Of a tablet's pen, from 0 to 1; 1 for a mouse."""
        self._held: Overlay | None = None
        self._grabbed: QPointF | None = None
        self._space = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)

    # Zoom and position

    @property
    def zoom(self) -> float:
        """Device pixels for one pixel of the picture."""
        return self.view.zoom

    def fit(self) -> None:
        """Show the whole picture, also when the window changes its size, until the user zooms or pans."""
        self.view.fit()
        self._moved(zoomed=True)

    def actual_size(self) -> None:
        """100 %: a pixel of the picture is a pixel of the screen."""
        self.set_zoom(1.0)

    def zoom_in(self) -> None:
        """To the next round factor."""
        self.set_zoom(self.view.next_step(up=True))

    def zoom_out(self) -> None:
        """To the round factor before."""
        self.set_zoom(self.view.next_step(up=False))

    def set_zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom to `factor`, from 2 % to 3200 %; what is under `anchor` (default: the middle) stays there."""
        self.view.zoom_to(factor, anchor)
        self._moved(zoomed=True)

    def pan(self, delta: QPointF) -> None:
        """Move the picture by logical pixels."""
        self.view.pan(delta)
        self._moved(zoomed=False)

    def add_overlay(self, overlay: Overlay) -> None:
        """Paint `overlay` on top and let it take the mouse before the others."""
        self.overlays.append(overlay)
        self._leave_room()
        self.refresh_cursor()

    def remove_overlay(self, overlay: Overlay) -> None:
        """Take `overlay` away."""
        self.overlays.remove(overlay)
        self._held = None if self._held is overlay else self._held
        self._leave_room()
        self.refresh_cursor()

    def _leave_room(self) -> None:
        """As much as one of the overlays wants around the picture."""
        room, zoom = max((one.room for one in self.overlays), default=0.0), self.view.zoom
        if room != self.view.room:
            self.view.leave_room(room)
            self._moved(zoomed=self.view.zoom != zoom)
        self.update()

    def _moved(self, zoomed: bool) -> None:
        self.update()
        if zoomed:
            self.zoom_changed.emit(self.view.zoom)
        self.view_changed.emit()

    # What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._measure()
        if isinstance(event, QNativeGestureEvent) and self.loaded:
            return self._gesture(event)
        return bool(super().event(event))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Its pressure is noted; Qt sends the same as an event of a mouse, since this one is not accepted."""
        self.pressure = 1.0 if event.type() == QEvent.Type.TabletRelease else event.pressure() or 1.0
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.loaded:
            if event.button() == Qt.MouseButton.LeftButton and self.hovered:
                self.open_requested.emit()
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if left and not self._space:
            self._held = next((one for one in reversed(self.overlays) if one.press(event, self.view)), None)
        if self._held:
            self.update()
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._grabbed = event.position()
        self.refresh_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held:
            self._held.move(event, self.view)
            if not self._held.repaints_itself:
                self.update()
        elif self._grabbed is not None:
            delta, self._grabbed = at - self._grabbed, at
            self.pan(delta)
        else:
            self._hover(card(QRectF(self.rect())).contains(at))
            for overlay in self.overlays:
                overlay.hover(at)
        self.refresh_cursor(at)
        self.pointer_moved.emit(self._pixel_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._held.release(event, self.view)
            self._held = None
            self.update()
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed = None
        self.refresh_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at, left = event.position(), event.button() == Qt.MouseButton.LeftButton
        if self.loaded and left and any(one.double_click(event, self.view) for one in reversed(self.overlays)):
            return
        taken = any(one.cursor(at, self.view) is not None for one in self.overlays)
        if not self.loaded or taken or not left:
            self.mousePressEvent(event)
        elif self.view.fitted:
            self.set_zoom(1.0, at)
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(False)
        for overlay in self.overlays:
            overlay.hover(None)
        self.pointer_moved.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.loaded:
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        fingers = event.phase() != Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull()
        if fingers and not control:
            self.pan(QPointF(event.pixelDelta()))
        elif event.angleDelta().y():
            self._zoom_by(NOTCH ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.loaded and any(one.key(event) for one in reversed(self.overlays)):
            self.update()
        elif event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._space = True
            self.refresh_cursor()

    def focusNextPrevChild(self, next: bool) -> bool:
        if self.loaded and any(one.tab(next) for one in reversed(self.overlays)):
            return True
        return super().focusNextPrevChild(next)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._space = False
            self.refresh_cursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        self.refresh_cursor()
        super().focusOutEvent(event)

    # What follows

    def _measure(self) -> None:
        self.view.resize(self.size(), self.devicePixelRatioF())
        self._moved(zoomed=self.view.fitted)

    def _gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_by(1 + event.value(), event.position())
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.fit() if not self.view.fitted else self.set_zoom(1.0, event.position())
        else:
            return False
        return True

    def _zoom_by(self, factor: float, anchor: QPointF) -> None:
        before, after = self.view.zoom, self.view.zoom * factor
        # Whoever passes 100 % wants to stop there.
        passed = min(before, after) < 0.999 and max(before, after) > 1.001
        self.set_zoom(1.0 if passed else after, anchor)

    def _hover(self, on: bool) -> None:
        if not self.loaded and on != self.hovered:
            self.hovered = on
            self.update()

    def _pixel_at(self, at: QPointF) -> QPoint | None:
        place = self.view.to_picture(at)
        pixel = QPoint(int(place.x() // 1), int(place.y() // 1))
        return pixel if self.loaded and QRect(QPoint(), self.view.picture).contains(pixel) else None

    def refresh_cursor(self, at: QPointF | None = None) -> None:
        """The pointer's shape, as what lies on the picture wants it; `at`: where it is, if that is known."""
        at = at if at is not None else QPointF(self.mapFromGlobal(self.cursor().pos()))
        shape = self._shape(at)
        if shape != self.cursor().shape():
            self.setCursor(shape)

    def _shape(self, at: QPointF) -> Qt.CursorShape:
        if not self.loaded:
            return Qt.CursorShape.PointingHandCursor if self.hovered else Qt.CursorShape.ArrowCursor
        if self._grabbed is not None:
            return Qt.CursorShape.ClosedHandCursor
        if self._space:
            return Qt.CursorShape.OpenHandCursor
        shapes = (one.cursor(at, self.view) for one in reversed(self.overlays))
        return next((shape for shape in shapes if shape is not None), Qt.CursorShape.ArrowCursor)
