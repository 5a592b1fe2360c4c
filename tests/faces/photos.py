"""The bundled portrait, in the public domain, in many shapes."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.paths import resource

SIDE = 200
EYES, MOUTH = ((0.398, 0.197), (0.48, 0.2)), (0.436, 0.28)
"""Of the portrait, as seen by eye."""


@cache
def portrait(side: int = SIDE) -> Pixels:
    """(side, side, 3)."""
    image = cv2.imread(str(resource("samples/astronaut.png")), cv2.IMREAD_COLOR)
    assert image is not None
    small = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    return freeze(np.ascontiguousarray(small[..., ::-1]))


def photo(pixels: np.ndarray) -> Photo:
    return Photo(freeze(np.ascontiguousarray(pixels)))


def head(side: int) -> np.ndarray:
    """The head alone, (side, side, 3)."""
    part = np.ascontiguousarray(portrait(512)[25:185, 145:305])
    return np.asarray(cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA))


def crowd(rows: int, columns: int, side: int) -> np.ndarray:
    """Heads in rows, on grey."""
    canvas = np.full((rows * 2 * side, columns * 2 * side, 3), 120, np.uint8)
    for row in range(rows):
        for column in range(columns):
            top, left = side // 2 + 2 * side * row, side // 2 + 2 * side * column
            canvas[top : top + side, left : left + side] = head(side)
    return canvas


def near(face: Face, tolerance: float = 0.025) -> bool:
    """Whether it is the portrait's."""
    spots, wanted = (face.left, face.right, face.mouth), (*EYES, MOUTH)
    return bool(np.abs(np.array(spots) - np.array(wanted)).max() < tolerance)
