"""A piece as it is seen on the canvas: turned and scaled while it is painted, whatever its size."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QTransform

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.scene import CLOSE, image_of
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.pose import Pose, transform
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels


class Sprite:
    """`pixels` are in the colour space that `meta` names, with alpha."""

    def __init__(self, pixels: Pixels, canvas: Canvas, meta: Metadata) -> None:
        self._canvas = canvas
        self._layer = canvas.new_layer(Photo(pixels, meta))

    def shows(self, pixels: Pixels) -> bool:
        """Whether this is the sprite of `pixels`."""
        return self._layer.pixels is pixels

    def paint(self, painter: QPainter, view: View, pose: Pose, *, mirrored: bool) -> None:
        """As it would lie in the photo if nothing were blended; only what is on the screen."""
        size = QSizeF(*self._layer.size)
        way = _mirroring(size) * transform(pose, size) if mirrored else transform(pose, size)
        on_screen = way * _to_screen(view)
        back, possible = on_screen.inverted()
        window = self._canvas.after
        seen = back.mapRect(window) & QRectF(QPointF(), size) if possible else QRectF()
        if seen.isEmpty():
            return
        zoom = pose.scale * view.zoom
        patch = self._layer.patch((seen.left(), seen.top(), seen.right(), seen.bottom()), min(zoom, 1e6))
        left, top, right, bottom = patch.area
        painter.save()
        painter.setClipRect(window)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < CLOSE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, math.remainder(pose.angle, 90) != 0)
        painter.setTransform(on_screen, combine=True)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), image_of(patch))
        painter.restore()


def _to_screen(view: View) -> QTransform:
    """From the photo's pixels to logical ones of the widget."""
    corner, zoom = view.to_screen(QPointF()), view.zoom / view.ratio
    return QTransform().translate(corner.x(), corner.y()).scale(zoom, zoom)


def _mirroring(size: QSizeF) -> QTransform:
    """Left and right changed, in place."""
    return QTransform().translate(size.width(), 0).scale(-1, 1)
