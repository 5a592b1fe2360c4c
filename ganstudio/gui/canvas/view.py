"""Where the picture lies on the screen: zoom, position, and the way between the two. Geometry alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF

LOWEST, HIGHEST = 0.02, 32.0
STEPS = (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32)
MARGIN = 12
"""Logical pixels left free around a fitted picture."""


class View:
    """`zoom` is device pixels for one pixel of the picture, so that 100 % is sharp on any screen.

    Points of the screen are the widget's logical pixels, as Qt's events carry them; points of the picture are its
    pixels, (0, 0) the corner of the first one. `fitted` holds until the user zooms or pans.
    """

    def __init__(self) -> None:
        self.picture = QSize(1, 1)
        self.ratio = 1.0
        self.zoom = 1.0
        self.fitted = True
        self.room = 0.0
        """Share of the picture's width and height that is seen on each side of it when it is fitted."""
        self._window = QSizeF(1, 1)  # device pixels
        self._centre = QPointF(0.5, 0.5)  # the picture's point in the middle of the window

    # What the outside changes

    def resize(self, size: QSize, ratio: float) -> None:
        """The widget has `size` in logical pixels, each `ratio` device pixels wide."""
        self.ratio = ratio
        self._window = QSizeF(size) * ratio
        self._settle()

    def show(self, picture: QSize, keep: bool) -> None:
        """Another picture; `keep` leaves its parts where the last one's were, though it has more pixels."""
        wide, high = picture.width() / self.picture.width(), picture.height() / self.picture.height()
        self.picture = picture
        if not keep:
            self.fitted = True
        elif 0.98 < wide / high < 1.02:  # the same picture, enlarged or reduced; else it was cut or turned
            self._centre = QPointF(self._centre.x() * wide, self._centre.y() * high)
            self.zoom = self._limited(self.zoom / max(wide, high))
        self._settle()

    def leave_room(self, share: float) -> None:
        """Around the picture, for what is to be drawn there."""
        self.room = share
        self._settle()

    # What the user changes

    def fit(self) -> None:
        """Show the whole picture as large as it goes."""
        self.fitted = True
        self._settle()

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom; the picture's point under `anchor` (default: the middle of the window) stays there."""
        zoom = self._limited(zoom)
        away = self._from_middle(anchor) if anchor is not None else QPointF()
        self._centre += away / self.zoom - away / zoom
        self.zoom = zoom
        self.fitted = False
        self._settle()

    def pan(self, delta: QPointF) -> None:
        """Move the picture by logical pixels."""
        self._centre -= delta * (self.ratio / self.zoom)
        self.fitted = False
        self._settle()

    def next_step(self, up: bool) -> float:
        """The next round zoom factor above or below this one."""
        if up:
            return STEPS[min(bisect_right(STEPS, self.zoom * 1.001), len(STEPS) - 1)]
        return STEPS[max(bisect_left(STEPS, self.zoom * 0.999) - 1, 0)]

    # What follows

    @property
    def place(self) -> QRectF:
        """Where the picture lies, in device pixels; its corner is whole, so that 100 % is exact."""
        left = round(self._window.width() / 2 - self._centre.x() * self.zoom)
        top = round(self._window.height() / 2 - self._centre.y() * self.zoom)
        return QRectF(left, top, self.picture.width() * self.zoom, self.picture.height() * self.zoom)

    @property
    def width(self) -> float:
        """The widget's width in logical pixels."""
        return self._window.width() / self.ratio

    @property
    def shown(self) -> QRectF:
        """The part of the screen the picture covers, in logical pixels."""
        place = self.place & QRectF(QPointF(), self._window)
        return QRectF(place.topLeft() / self.ratio, place.size() / self.ratio)

    @property
    def visible(self) -> QRect:
        """The part of the picture that is on the screen, in its pixels."""
        shown = self.shown
        area = QRectF(self.to_picture(shown.topLeft()), self.to_picture(shown.bottomRight()))
        # A millionth of a pixel is the arithmetic's, not the picture's.
        area.adjust(1e-6, 1e-6, -1e-6, -1e-6)
        return area.toAlignedRect() & QRect(QPoint(), self.picture)

    def to_picture(self, point: QPointF) -> QPointF:
        """The picture's point at a point of the screen; may lie outside of it."""
        return (point * self.ratio - self.place.topLeft()) / self.zoom

    def to_screen(self, point: QPointF) -> QPointF:
        """Where the picture's point lies on the screen."""
        return (point * self.zoom + self.place.topLeft()) / self.ratio

    def on_device(self, area: QRectF) -> QRectF:
        """Where an area of the picture lies, in device pixels."""
        return QRectF(area.topLeft() * self.zoom + self.place.topLeft(), area.size() * self.zoom)

    def _from_middle(self, point: QPointF) -> QPointF:
        return point * self.ratio - QPointF(self._window.width(), self._window.height()) / 2

    def _fitting(self) -> float:
        space = self._window - QSizeF(2, 2) * (MARGIN * self.ratio)
        seen = QSizeF(self.picture) * (1 + 2 * self.room)
        return max(1e-4, min(space.width() / seen.width(), space.height() / seen.height()))

    def _limited(self, zoom: float) -> float:
        # A picture of 500 megapixels in a small window may need less than the lowest zoom to fit.
        return min(max(zoom, min(LOWEST, self._fitting())), HIGHEST)

    def _settle(self) -> None:
        if self.fitted:
            self.zoom = min(self._fitting(), HIGHEST)
        self._centre = QPointF(
            self._held(self._centre.x(), self.picture.width(), self._window.width()),
            self._held(self._centre.y(), self.picture.height(), self._window.height()),
        )

    def _held(self, centre: float, picture: int, window: float) -> float:
        """Centred where all of it is seen; else an edge may come inwards, ever further the closer one looks.

        Growing from nothing, the play never makes the picture jump while zooming.
        """
        if self.fitted:
            return picture / 2
        beyond = max(0.0, picture * (1 + 2 * self.room) * self.zoom - window)
        play = (beyond / 2 + min(beyond, 0.4 * window)) / self.zoom
        return min(max(centre, picture / 2 - play), picture / 2 + play)
