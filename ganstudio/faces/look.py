"""Squares cut out of a picture, shown to the network that tells faces, and moved as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.faces.squares import Floats, Squares, affine, moved

if TYPE_CHECKING:
    from ganstudio.engine.engine import Engine
    from ganstudio.engine.modelfile import ModelInfo

Picture = NDArray[np.uint8]
TASK = "align"
_AT_ONCE = 24
"""Squares that the network is asked of at once."""


def looked(
    picture: Picture, given: Squares, engine: Engine, info: ModelInfo, job: Job, *, background: bool = False
) -> tuple[Floats, Squares]:
    """The logits of the `given` squares being faces (N,), and where they are better (N, 4).

    Raises ModelError, OutOfMemory, Cancelled.
    """
    if not len(given):
        return np.zeros(0), given
    size = int(info.config["size"])
    answers = []
    for start in range(0, len(given), _AT_ONCE):
        shown = cut(picture, given[start : start + _AT_ONCE], size).transpose(0, 3, 1, 2)  # NHWC → NCHW
        values = np.ascontiguousarray(shown, np.float32) / np.float32(255)
        answers.append(engine.asked(info, "look", values, job, background=background))
    told = np.concatenate(answers).astype(np.float64)
    return told[:, 0], moved(given, told[:, 1:])


def cut(picture: Picture, given: Squares, size: int) -> Picture:
    """(N, size, size, 3): what each square shows; beyond the picture's border it is mirrored."""
    import cv2

    shown = np.empty((len(given), size, size, 3), np.uint8)
    levels: list[Any] = [picture]
    for each, target in zip(given, shown, strict=True):
        level = 0
        # From a copy with at most twice the pixels wanted: nothing is passed over.
        while each[2] / 2**level > 2 * size:
            level += 1
            if level == len(levels):
                levels.append(_halved(levels[-1]))
        matrix = affine(np.array([*each[:3] / 2**level, each[3]]))
        steps = matrix[:, :2] / size
        inverse = np.column_stack([steps, matrix[:, 2] + steps.sum(1) / 2 - 0.5])
        ways = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cv2.warpAffine(levels[level], inverse, (size, size), target, ways, cv2.BORDER_REFLECT_101)
    return shown


def _halved(picture: Picture) -> Any:
    import cv2

    size = max(1, round(picture.shape[1] / 2)), max(1, round(picture.shape[0] / 2))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
