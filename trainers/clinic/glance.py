"""A small copy of a picture to look at, damaged ones as far as they go."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

_REDUCED = {8: cv2.IMREAD_REDUCED_COLOR_8, 4: cv2.IMREAD_REDUCED_COLOR_4, 2: cv2.IMREAD_REDUCED_COLOR_2}
_END = b"\xff\xd9"
"""Ends a JPEG that is cut short, which is not decoded otherwise; other files take no notice."""


def glance(path: Path, side: int) -> NDArray[np.uint8] | None:
    """(H, W, 3) RGB within `side` × `side` pixels, upright; JPEGs are decoded small at once. None: nothing to see."""
    try:
        with PillowImage.open(path) as header:
            factor = max(header.size) / side
        reduced = next((flag for step, flag in _REDUCED.items() if factor >= step), cv2.IMREAD_COLOR)
        image = cv2.imdecode(np.frombuffer(path.read_bytes() + _END, np.uint8), reduced)
    except Exception:  # codecs raise whatever comes to their minds
        return None
    if image is None:
        return None
    share = min(1.0, side / max(image.shape[:2]))
    size = [max(1, round(length * share)) for length in image.shape[1::-1]]
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA) if share < 1 else image
    return np.ascontiguousarray(small[..., ::-1], np.uint8)
