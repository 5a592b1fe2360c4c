"""Pictures to and from other programs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColorSpace, QImage

from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze, has_alpha

_WIDE = (QImage.Format.Format_RGBA64, QImage.Format.Format_RGBX64, QImage.Format.Format_RGBA64_Premultiplied)


def photo_of(image: QImage) -> Photo:
    """A copied or dropped picture as a photo without a file, in sRGB; 16 bit stays 16 bit."""
    if image.colorSpace().isValid() and image.colorSpace() != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    wide = image.format() in _WIDE
    alpha = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_RGBA64 if wide else QImage.Format.Format_RGBA8888)
    kind = np.dtype(np.uint16 if wide else np.uint8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    values = rows[:, : image.width() * 4 * kind.itemsize].view(kind).reshape(image.height(), image.width(), 4)
    return Photo(freeze(values.copy() if alpha else values[:, :, :3].copy()))


def image_of(photo: Photo) -> QImage:
    """The photo for other programs: sRGB, 8 bit."""
    from ganstudio.image.colour import DisplayTransform

    pixels = DisplayTransform(photo.meta.icc)(photo.pixels)
    kind = QImage.Format.Format_RGBA8888 if has_alpha(pixels) else QImage.Format.Format_RGB888
    return QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], kind).copy()


def files_of(data: QMimeData) -> list[Path]:
    """The local files that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
