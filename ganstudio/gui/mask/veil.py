"""The mask as it is seen: a colour over the photo, or a thin line around what is masked."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from ganstudio.gui.canvas.scene import CLOSE
from ganstudio.gui.canvas.view import View
from ganstudio.gui.mask.levels import Levels
from ganstudio.masks.mask import Area, Mask
from ganstudio.masks.selection import Selection

STRENGTH = 0.45
"""How much of the colour covers the photo where the mask is full."""
_DASH = 4
"""Device pixels of the line that are white, then as many black."""
_HALF = 128


class Look(NamedTuple):
    """`filled`: with colour; else the line alone, which leaves the photo to be judged."""

    colour: str
    filled: bool


class Veil:
    """Keeps a picture of the mask in the pixels of the screen, and makes only that anew which has changed."""

    def __init__(self, selection: Selection) -> None:
        self._levels = Levels(selection)
        self._image = QImage()
        self._pixels: NDArray[np.uint32] = np.zeros((0, 0), np.uint32)
        self._state: tuple[object, ...] = ()
        """What the picture was made for."""
        self._spoiled: list[Area] = []

    def spoil(self, area: Area) -> None:
        """`area` of the mask looks otherwise now."""
        self._levels.spoil(area)
        self._spoiled.append(area)

    def place(self, area: Area, view: View) -> QRect:
        """The device pixels that show something of `area`."""
        rect = view.on_device(QRectF(*area))
        spread = math.ceil(2 * max(1.0, view.zoom))  # where it is reduced, or smoothed, neighbours change as well
        return rect.toAlignedRect().adjusted(-spread, -spread, spread, spread)

    def paint(self, painter: QPainter, view: View, size: QSize, look: Look) -> None:
        """Over a widget of `size` in logical pixels."""
        wide, high = (math.ceil(side * view.ratio) for side in (size.width(), size.height()))
        whole = QRect(0, 0, wide, high)
        state = (wide, high, view.ratio, view.zoom, view.place.topLeft().toTuple(), look)
        if state != self._state:
            self._state = state
            self._begin(wide, high)
            self._render(whole, view, look)
        else:
            for area in self._spoiled:
                self._render(self.place(area, view) & whole, view, look)
        self._spoiled.clear()
        painter.save()
        painter.scale(1 / view.ratio, 1 / view.ratio)
        painter.drawImage(QPointF(), self._image)
        painter.restore()

    def _begin(self, wide: int, high: int) -> None:
        if self._pixels.shape != (high, wide):
            self._pixels = np.zeros((high, wide), np.uint32)
            kind = QImage.Format.Format_ARGB32_Premultiplied
            self._image = QImage(self._pixels.data, wide, high, 4 * wide, kind)

    def _render(self, rect: QRect, view: View, look: Look) -> None:
        if rect.isEmpty():
            return
        around = rect.adjusted(-1, -1, 1, 1)
        values = self._sampled(around, view)
        if look.filled:
            made = _fill(look.colour)[values[1:-1, 1:-1]]
        else:
            made = _line(values, rect.left(), rect.top())
        self._pixels[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] = made

    def _sampled(self, rect: QRect, view: View) -> Mask:
        """The mask at the middle of each device pixel of `rect`; 0 beside the picture."""
        copy, factor = self._levels.at(view.zoom)
        values = np.zeros((rect.height(), rect.width()), np.uint8)
        inside = _covered(view.place) & rect
        if inside.isEmpty():
            return values
        step = 1 / (view.zoom * factor)
        x = (inside.left() + 0.5 - view.place.left()) * step - 0.5
        y = (inside.top() + 0.5 - view.place.top()) * step - 0.5
        left, top = (max(0, math.floor(first) - 1) for first in (x, y))
        right, bottom = (
            math.ceil(first + count * step) + 2 for first, count in ((x, inside.width()), (y, inside.height()))
        )
        part = copy[top:bottom, left:right]
        smooth = cv2.INTER_LINEAR if view.zoom < CLOSE else cv2.INTER_NEAREST
        values[
            inside.top() - rect.top() : inside.bottom() + 1 - rect.top(),
            inside.left() - rect.left() : inside.right() + 1 - rect.left(),
        ] = cv2.warpAffine(
            part,
            np.array([[step, 0, x - left], [0, step, y - top]]),
            (inside.width(), inside.height()),
            flags=smooth | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return values


def _covered(place: QRectF) -> QRect:
    """The device pixels whose middle the picture covers."""
    left, top, right, bottom = (
        math.ceil(side - 0.5) for side in (place.left(), place.top(), place.right(), place.bottom())
    )
    return QRect(left, top, max(1, right - left), max(1, bottom - top))


@lru_cache(maxsize=8)
def _fill(colour: str) -> NDArray[np.uint32]:
    """What to paint for each value of the mask: ARGB, premultiplied."""
    full = QColor(colour)
    share = np.arange(256) / 255 * STRENGTH
    parts = [np.rint(share * value).astype(np.uint32) for value in (255, full.red(), full.green(), full.blue())]
    return np.asarray(parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3], np.uint32)


def _line(values: Mask, left: int, top: int) -> NDArray[np.uint32]:
    """The innermost pixels of what is more than half masked, white and black by turns; one less on each side."""
    inside = np.asarray(values >= _HALF).view(np.uint8)
    inner = cv2.erode(inside, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
    edge = (inside != inner)[1:-1, 1:-1]
    rows, columns = (np.arange(start, start + count) for start, count in zip((top, left), edge.shape, strict=True))
    light = (rows[:, None] + columns) // _DASH % 2 == 0
    return np.where(edge, np.where(light, np.uint32(0xFFFFFFFF), np.uint32(0xFF000000)), np.uint32(0))
