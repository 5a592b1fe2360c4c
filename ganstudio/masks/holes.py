"""The separate holes of a mask, each to be worked on by itself."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.masks.edit import grow
from ganstudio.masks.mask import FULL, Area, Mask, bounds, freeze

Labels = NDArray[np.int32]


def holes(mask: Mask, near: int = 0) -> list[tuple[Area, Mask]]:
    """Where each hole of `mask` lies, and its own part of the mask there, from top to bottom.

    What is masked, however little, is a hole; pixels that touch, at a corner too, belong together, and so do holes with
    fewer than about `near` pixels between them.
    """
    around = bounds(mask)
    if around is None:
        return []
    part = mask[around.slices]
    joined = grow(freeze(np.where(part > 0, np.uint8(FULL), np.uint8(0))), near // 2)
    count, labels, boxes, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [_own(part, np.asarray(labels), boxes[label], label, around) for label in range(1, count)]


def _own(part: Mask, labels: Labels, box: Labels, label: int, around: Area) -> tuple[Area, Mask]:
    """The hole `label`, which lies within `box` of `part`."""
    wide = Area(*(int(value) for value in box[:4]))
    values = np.where(labels[wide.slices] == label, part[wide.slices], np.uint8(0))
    tight = bounds(values)
    assert tight
    left, top = wide.left + tight.left, wide.top + tight.top
    area = Area(around.left + left, around.top + top, tight.width, tight.height)
    return area, freeze(values[tight.slices])
