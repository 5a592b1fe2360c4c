"""What a mask is: `Mask`, uint8 (H, W), 0: keep, 255: work here, soft edges between; contiguous, read-only."""

from __future__ import annotations

import math
import mmap
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _

Mask = NDArray[np.uint8]
FULL = 255


class Area(NamedTuple):
    """A rectangle in pixels, as slices take it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """(rows, columns)."""
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)


class Patch(NamedTuple):
    """What a mask is in an area: `selection.paint(*patch)`."""

    area: Area
    values: NDArray[np.uint8]
    """(height, width)."""


def freeze(array: NDArray[Any]) -> Mask:
    """Check that `array` is a mask, and make it contiguous and read-only."""
    if array.ndim != 2 or array.dtype != np.uint8:
        raise ValueError(f"not a mask: shape {array.shape}, {array.dtype}")
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array


def empty(size: tuple[int, int]) -> Mask:
    """Nothing masked, for a picture of (width, height)."""
    return freeze(np.zeros(size[::-1], np.uint8))


def blank(shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Zeros to be written on; where nothing is ever written they cost no memory, which `np.zeros` does not promise."""
    return np.frombuffer(mmap.mmap(-1, math.prod(shape)), np.uint8).reshape(shape)


def bounds(mask: Mask) -> Area | None:
    """The smallest rectangle that holds all that is masked; None where nothing is."""
    columns = np.flatnonzero(mask.any(axis=0))
    if not columns.size:
        return None
    rows = np.flatnonzero(mask.any(axis=1))
    left, top = int(columns[0]), int(rows[0])
    return Area(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def check_size(mask: Mask, photo: tuple[int, int], mask_name: str = "", photo_name: str = "") -> None:
    """Raise GanstudioError where `mask` is not of the size `photo` (width, height); names are those of files."""
    if mask.shape[::-1] != photo:
        text = _("{mask_name} has {mask} pixels and {photo_name} {photo}; they must be of the same size.")
        names = {"mask_name": mask_name or _("The mask"), "photo_name": photo_name or _("the photo")}
        raise GanstudioError(
            text.format(**names, mask="{} × {}".format(*mask.shape[::-1]), photo="{} × {}".format(*photo))
        )
