"""Paints pictures where the view has them, in device pixels: checkerboard, picture, pixel grid."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QLineF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

from ganstudio.gui.canvas.layer import Layer, Patch
from ganstudio.gui.canvas.view import View

CLOSE = 4.0
"""From this zoom on pixels are squares; below, they are smoothed."""
GRID = 8.0
"""From this zoom on lines part the pixels."""
_LIGHT, _DARK, _SQUARE = QColor(255, 255, 255), QColor(204, 204, 204), 8


class Piece(NamedTuple):
    """A layer and the area it covers, in pixels of the current picture, however many it has itself."""

    layer: Layer
    area: QRectF


def paint_pieces(painter: QPainter, view: View, pieces: list[Piece], clip: QRect) -> None:
    """Paint `pieces`, the last on top, inside of `clip`; the painter works in device pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.zoom < CLOSE)
    for piece in pieces:
        place = view.on_device(piece.area)
        # Of what is narrower than a pixel Qt might paint nothing.
        place.setSize(place.size().expandedTo(QSizeF(1, 1)))
        inside = _pixel_rect(place) & clip
        if not inside.isEmpty():
            painter.setClipRect(inside)
            _paint_piece(painter, view, piece, place, inside)
    painter.restore()


def paint_grid(painter: QPainter, view: View, clip: QRect) -> None:
    """Lines between the pixels of the current picture, the clearer the closer."""
    place = view.place
    inside = _pixel_rect(place) & clip
    if view.zoom < GRID or inside.isEmpty():
        return
    columns = np.arange((inside.left() - place.left()) // view.zoom, (inside.right() - place.left()) // view.zoom + 1)
    rows = np.arange((inside.top() - place.top()) // view.zoom, (inside.bottom() - place.top()) // view.zoom + 1)
    lines = [QLineF(x, inside.top(), x, inside.bottom()) for x in np.floor(place.left() + columns * view.zoom) + 0.5]
    lines += [QLineF(inside.left(), y, inside.right(), y) for y in np.floor(place.top() + rows * view.zoom) + 0.5]
    painter.save()
    painter.setClipRect(inside)
    painter.setPen(QPen(QColor(128, 128, 128, min(150, int(10 * view.zoom))), 1))
    painter.drawLines(lines)
    painter.restore()


def _paint_piece(painter: QPainter, view: View, piece: Piece, place: QRectF, inside: QRect) -> None:
    layer = piece.layer
    # Pixels of the layer for one device pixel; a picture and its enlargement may differ by a rounded pixel in shape.
    across, down = layer.size[0] / place.width(), layer.size[1] / place.height()
    seen = QRectF(inside).translated(-place.topLeft())
    area = (seen.left() * across, seen.top() * down, seen.right() * across, seen.bottom() * down)
    patch = layer.patch(area, 1 / max(across, down))
    if layer.alpha:
        _paint_checkerboard(painter, view, inside)
    x0, y0, x1, y1 = patch.area
    target = QRectF(x0 / across, y0 / down, (x1 - x0) / across, (y1 - y0) / down).translated(place.topLeft())
    painter.drawImage(target, image_of(patch))


def image_of(patch: Patch) -> QImage:
    """`patch` in the format Qt paints fastest. The caller paints it before the array is gone."""
    alpha = patch.pixels.shape[2] == 4
    colours = cv2.cvtColor(patch.pixels, cv2.COLOR_RGBA2BGRA if alpha else cv2.COLOR_RGB2BGRA)
    kind = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    image = QImage(colours.data, colours.shape[1], colours.shape[0], colours.strides[0], kind)
    image._colours = colours  # type: ignore[attr-defined]
    return image


def _paint_checkerboard(painter: QPainter, view: View, inside: QRect) -> None:
    side = max(2, round(_SQUARE * view.ratio))
    tile = QPixmap(2 * side, 2 * side)
    tile.fill(_LIGHT)
    squares = QPainter(tile)
    squares.fillRect(0, 0, side, side, _DARK)
    squares.fillRect(side, side, side, side, _DARK)
    squares.end()
    painter.setBrushOrigin(view.place.topLeft())
    painter.fillRect(inside, QBrush(tile))


def _pixel_rect(place: QRectF) -> QRect:
    """The device pixels whose centres lie in `place`; at least one in each direction."""
    sides = place.left(), place.top(), place.right(), place.bottom()
    left, top, right, bottom = (math.ceil(side - 0.5) for side in sides)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))


def paint_outline(painter: QPainter, view: View, colour: QColor) -> None:
    """A hair line around the picture, which tells a white picture from a light window."""
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(_pixel_rect(view.place)).adjusted(-0.5, -0.5, 0.5, 0.5))
