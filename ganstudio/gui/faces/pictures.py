"""Small square pictures of faces, in the colours of the screen."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from ganstudio.gui.panel.specimen import as_shown
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.facing.crops import crop

SIDE = 96
"""Pixels of the picture of a face, for twice as fine a screen."""


def portrait(photo: Photo, face: Face) -> QImage:
    """The face, upright."""
    return shown(photo, freeze(np.rint(crop(photo.pixels, face, SIDE) * 255).astype(np.uint8)))


def shown(photo: Photo, pixels: Pixels) -> QImage:
    """`pixels` that were made of `photo`."""
    return as_shown(photo.with_pixels(pixels))
