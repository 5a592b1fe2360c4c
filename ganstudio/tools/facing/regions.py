"""Where a face is changed: a soft mask, widest about the cheeks, that ends within the face's square."""

from __future__ import annotations

import numpy as np

from ganstudio.image.face import Face, Floats
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import FULL, Area, Mask
from ganstudio.tools.facing.crops import between, box

GRID = 256
"""Side of the square on which the mask is drawn; it is smooth, so that it can be enlarged."""


def soft() -> Floats:
    """The mask of the square, (GRID, GRID) in [0, 1]: 0 at its border, where nothing may be seen of it."""
    at = (np.arange(GRID, dtype=np.float32) + 0.5) / GRID
    x, y = np.meshgrid(at, at)
    across, down = np.abs(x - 0.49) / 0.47, np.abs(y - 0.52) / 0.5
    far = (across**3 + down**3) ** (1 / 3)
    ramp = np.clip((1 - far) / 0.28, 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)


def region(face: Face, size: tuple[int, int]) -> tuple[Mask, Area]:
    """Where `face` is changed in a photo of `size` (width, height): a mask (h, w) and where in the photo it lies.

    Nothing is masked of a face that lies beside the photo.
    """
    area = box(face, size)
    if area is None:
        return masks.empty((0, 0)), Area(0, 0, 0, 0)
    values = placed(soft()[..., None], face, size, area)[..., 0]
    return masks.freeze(np.rint(values * FULL).astype(np.uint8)), area


def placed(values: Floats, face: Face, size: tuple[int, int], area: Area) -> Floats:
    """`values` (n, n, C) of the face's square as they lie in `area` of a photo of `size`; 0 beyond the square."""
    import cv2

    way = face.square(size).astype(np.float64)
    turn = np.linalg.inv(way[:, :2])
    way = np.column_stack([turn, turn @ (np.array([area.left, area.top]) - way[:, 2])]) * values.shape[0]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    there = cv2.warpAffine(values, between(way, 1), (area.width, area.height), flags=flags)
    return np.asarray(there, np.float32).reshape(area.height, area.width, values.shape[2])
