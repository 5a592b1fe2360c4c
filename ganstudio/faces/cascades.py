"""Places that may be faces, by OpenCV's cascades (Viola and Jones 2001), in turned copies of a picture.

They miss few upright faces and propose much that is none: what judges comes after.
"""

from __future__ import annotations

import math
import threading
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ganstudio.faces import squares
from ganstudio.faces.squares import Squares

if TYPE_CHECKING:
    import cv2

Grey = NDArray[np.uint8]
FILES = ("haarcascade_frontalface_default.xml", "haarcascade_frontalface_alt2.xml")
"""Of those that come with OpenCV the two that miss least; for turned copies the first has to do."""
_LOWER = 0.09
"""How much lower than the cascades' box a training face's square lies, in parts of its side: measured on those."""
_STEP = 1.2
"""From one size that is looked for to the next."""
LEAST = 20
"""Pixels: side of the smallest box that is looked for."""
_alone = threading.Lock()
"""Held while cascades look: OpenCV's change while they do, and let other threads in."""


def proposed(grey: Grey, turn: float) -> Squares:
    """Squares of what may be faces turned by `turn` degrees; several are about the same place."""
    import cv2

    straight, back = turned(grey, turn)
    with _alone:
        found = [
            each.detectMultiScale(straight, _STEP, 0, minSize=(LEAST, LEAST)) for each in _cascades()[: 1 + (turn == 0)]
        ]
    boxes = [box for boxes in found for box in boxes]
    if not boxes:
        return squares.none()
    x, y, side = (np.array(boxes, np.float64)[:, each] for each in (0, 1, 2))
    centres = np.stack([x + side / 2, y + (0.5 + _LOWER) * side], axis=1)
    centres = cv2.transform(centres[None], back)[0]
    return np.column_stack([centres, side, np.full(len(side), math.radians(turn))])


def turned(grey: Grey, turn: float) -> tuple[Grey, NDArray[np.float64]]:
    """All of the picture turned back by `turn` degrees, and the affine (2, 3) from there to the picture."""
    import cv2

    height, width = grey.shape
    if turn == 0:
        return grey, np.eye(2, 3)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1)
    across, up = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = round(width * across + height * up), round(width * up + height * across)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    straight = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(straight, np.uint8), np.asarray(cv2.invertAffineTransform(matrix))


@cache
def _cascades() -> tuple[cv2.CascadeClassifier, ...]:
    import cv2

    return tuple(cv2.CascadeClassifier(cv2.data.haarcascades + name) for name in FILES)  # type: ignore[attr-defined]
