"""What a network changed of a face, carried to the photo at its full size."""

from __future__ import annotations

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.image.face import Face, Floats
from ganstudio.image.pixels import Pixels, white
from ganstudio.masks.mask import FULL, Mask
from ganstudio.tools.facing.crops import box
from ganstudio.tools.facing.regions import GRID, placed, soft


def join(result: Pixels, face: Face, before: Floats, after: Floats, mask: Mask | None, job: Job) -> None:
    """Change `result`, a whole photo, by what `after` differs from `before`, (S, S, 3) each."""
    import cv2

    size = result.shape[1], result.shape[0]
    area = box(face, size)
    if area is None:
        return
    job.check()
    change = cv2.resize(after - before, (GRID, GRID), interpolation=cv2.INTER_CUBIC)
    there = placed(np.dstack([change, soft()]), face, size, area)
    share = there[..., 3:] if mask is None else (mask[area.slices][..., None] / np.float32(FULL)) * (there[..., 3:] > 0)
    part = result[area.slices]
    full = white(result)
    values = part[..., :3] + there[..., :3] * share * np.float32(full)
    part[..., :3] = np.clip(np.rint(values), 0, full).astype(result.dtype)
