"""The range of a slider in small pictures: what its ends would make of a face."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.facing.seeing import moved, pictures, seen
from ganstudio.tools.tool import Context


def strip(
    photo: Photo,
    face: Face,
    slider: str,
    values: Mapping[str, float],
    context: Context,
    count: int = 5,
    side: int = 64,
    model: str = "",
) -> tuple[Pixels, ...]:
    """`count` pictures (side, side, 3), uint8, of the face with `slider` from -1 to 1 and the others at `values`.

    Raises ModelError, OutOfMemory, Cancelled.
    """
    import cv2

    info = context.engine.store.find(model, "face")
    view = seen(photo, face, info, context)
    steps = [{**values, slider: float(value)} for value in np.linspace(-1, 1, count)]
    codes = np.stack([moved(view.codes, each, info, context) for each in steps])
    changes = pictures(info, codes, context) - view.back
    shown = [cv2.resize(np.clip(view.square + change, 0, 1), (side, side)) for change in changes]
    return tuple(freeze(np.rint(each * 255).astype(np.uint8)) for each in shown)
