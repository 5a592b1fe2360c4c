"""Where a face is changed, as a colour over the photo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ganstudio.gui.canvas.view import View
from ganstudio.image.face import Face
from ganstudio.masks.mask import Area, Mask
from ganstudio.tools.facing.regions import region

STRENGTH = 0.45
"""How much of the colour covers the photo where the mask is full."""
_SIDE = 384.0
"""Pixels of a face's square in the picture of its region: it is soft, and bears being enlarged."""
Size = tuple[int, int]


class Region:
    """Remembers the picture of one face's region."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._image = QImage()
        self._place = QRectF()

    def paint(self, painter: QPainter, view: View, face: Face, size: Size, colour: QColor) -> None:
        """Over a photo of `size`."""
        if self._of != (face, size, colour.rgb()):
            self._of = face, size, colour.rgb()
            self._make(face, size, colour)
        if self._image.isNull():
            return
        origin, scale = view.to_screen(self._place.topLeft()), view.zoom / view.ratio
        place = QRectF(origin.x(), origin.y(), self._place.width() * scale, self._place.height() * scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)

    def _make(self, face: Face, size: Size, colour: QColor) -> None:
        """On a copy of the photo that is no larger than it need be."""
        scale = min(1.0, _SIDE / max(1.0, face.side(size)))
        small = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
        mask, area = region(face, small)
        across, down = size[0] / small[0], size[1] / small[1]
        self._place = QRectF(area.left * across, area.top * down, area.width * across, area.height * down)
        self._image = _veil(mask, colour) if mask.size else QImage()


def whole(faces: tuple[Face, ...], size: Size) -> Mask:
    """Where any of `faces` is changed, as a mask of a photo of `size`."""
    made = np.zeros((size[1], size[0]), np.uint8)
    for face in faces:
        mask, area = region(face, size)
        there = made[area.slices]
        np.maximum(there, mask, out=there)
    made.flags.writeable = False
    return made


def reaches(mask: Mask, faces: tuple[Face, ...], size: Size) -> bool:
    """Whether anything is masked where one of `faces` lies."""
    areas: list[Area] = [region(face, size)[1] for face in faces]
    return any(bool(mask[area.slices].any()) for area in areas)


def _veil(mask: Mask, colour: QColor) -> QImage:
    share = mask.astype(np.float32) / 255 * STRENGTH
    pixels: NDArray[np.uint8] = np.empty((*mask.shape, 4), np.uint8)
    for index, value in enumerate((colour.blue(), colour.green(), colour.red(), 255)):
        pixels[..., index] = np.rint(share * value)
    height, width = mask.shape
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.tobytes(), width, height, 4 * width, kind).copy()
