"""Small pictures of the open photo as it would be: made small, made ready for the screen, painted."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPalette

from ganstudio.gui.canvas.screen import Transform
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze, has_alpha


def small_copy(photo: Photo, side: int, longest: float = math.inf) -> Photo:
    """`photo` with no more than `side` pixels along its longer side; of one that is longer than `longest` times its
    other side, as a panorama, only the middle."""
    whole, most = photo.pixels, max(1, int(min(photo.size) * min(longest, max(photo.size))))
    top, left = (max(0, (length - most) // 2) for length in whole.shape[:2])
    middle = whole[top : top + most, left : left + most]
    height, width = middle.shape[:2]
    scale = min(1.0, side / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    step = max(1, math.floor(1 / scale / 4))  # means of a few pixels of many are as good, and sooner there
    part = np.ascontiguousarray(middle[::step, ::step])
    return photo.with_pixels(freeze(np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA))))


def as_shown(photo: Photo) -> QImage:
    """A small `photo` in the colours of the screen."""
    shown = Transform(photo.meta.icc)(photo.pixels)
    height, width, channels = shown.shape
    kind = QImage.Format.Format_RGBA8888 if has_alpha(shown) else QImage.Format.Format_RGB888
    return QImage(shown.tobytes(), width, height, channels * width, kind).copy()


def covering(size: QSize, field: QRectF) -> QRectF:
    """The middle of a picture of `size`, in the shape of `field`."""
    share = min(size.width() / field.width(), size.height() / field.height())
    part = QRectF(0, 0, field.width() * share, field.height() * share)
    part.moveCenter(QRectF(0, 0, size.width(), size.height()).center())
    return part


def rim(palette: QPalette, *, lit: bool, hovered: bool, focus: bool) -> QColor:
    """The colour of the line around a picture that can be chosen; `lit`: it is."""
    if lit or focus:
        return palette.color(QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.Link)
    return palette.color(QPalette.ColorRole.Mid) if hovered else QColor(0, 0, 0, 0)
