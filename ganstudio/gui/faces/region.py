"""Where a face is changed, as a colour over the photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ganstudio.gui.canvas.view import View
from ganstudio.gui.faces.asking import Asking
from ganstudio.image.chosen import Chosen
from ganstudio.image.photo import Photo
from ganstudio.masks.mask import Mask, freeze
from ganstudio.masks.selection import Whole, whole
from ganstudio.tools.facing import where

STRENGTH = 0.45
"""How much of the colour covers the photo where the mask is full."""
_SIDE = 384.0
"""Pixels of a face's square in the picture of its region: it is soft, and bears being enlarged."""
_KIND = "where"
Parts = list[tuple[QRectF, QImage]]
"""Pictures, and where they lie in the photo, in its pixels."""


class Regions:
    """The pictures of where the chosen faces are changed, made beside the window; `arrived` is called when they are
    there. Until then those before stay, if they are of the same photo."""

    def __init__(self, asking: Asking, arrived: Callable[[], None]) -> None:
        self._asking, self._arrived = asking, arrived
        self._wished: tuple[object, ...] = ()
        self._photo: Photo | None = None
        self._parts: Parts = []

    def paint(self, painter: QPainter, view: View, faces: Sequence[Chosen], photo: Photo, colour: QColor) -> None:
        """Over `photo`."""
        self._wish(tuple(faces), photo, colour)
        for place, image in self._parts:
            origin, scale = view.to_screen(place.topLeft()), view.zoom / view.ratio
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(origin.x(), origin.y(), place.width() * scale, place.height() * scale), image)

    def leave(self) -> None:
        """None are wanted any more."""
        self._asking.drop(_KIND)

    def _wish(self, faces: tuple[Chosen, ...], photo: Photo, colour: QColor) -> None:
        kinds = [(each.face, "hair" in each.values, len(each.values) > 1) for each in faces]
        wished = (*kinds, id(photo.pixels), colour.rgb())
        if wished == self._wished:
            return
        if self._photo is None or self._photo.pixels is not photo.pixels:
            self._photo, self._parts = photo, []
        self._wished = wished
        self._asking.ask(
            _KIND, lambda _context: [part for each in faces for part in _made(each, photo, colour)], self._take
        )

    def _take(self, parts: Parts) -> None:
        self._parts = parts
        self._arrived()


def _made(chosen: Chosen, photo: Photo, colour: QColor) -> Parts:
    """On a copy of the photo that is no larger than it need be."""
    size = photo.size
    scale = min(1.0, _SIDE / max(1.0, chosen.face.side(size)))
    small = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    across, down = size[0] / small[0], size[1] / small[1]
    return [
        (QRectF(area.left * across, area.top * down, area.width * across, area.height * down), _veil(mask, colour))
        for mask, area in where(photo, chosen, small)
        if mask.size
    ]


def over(before: Mask | None, faces: tuple[Chosen, ...], photo: Photo) -> Whole | None:
    """Where any of `faces` is changed, as a mask in the place of `before`; None where that says something of them."""
    parts = [part for each in faces for part in where(photo, each, photo.size)]
    if before is not None and any(before[area.slices].any() for _mask, area in parts):
        return None
    made = np.zeros(photo.pixels.shape[:2], np.uint8)
    for mask, area in parts:
        there = made[area.slices]
        np.maximum(there, mask, out=there)
    return whole(before, freeze(made))


def _veil(mask: Mask, colour: QColor) -> QImage:
    share = mask.astype(np.float32) / 255 * STRENGTH
    pixels: NDArray[np.uint8] = np.empty((*mask.shape, 4), np.uint8)
    for index, value in enumerate((colour.blue(), colour.green(), colour.red(), 255)):
        pixels[..., index] = np.rint(share * value)
    height, width = mask.shape
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.tobytes(), width, height, 4 * width, kind).copy()
