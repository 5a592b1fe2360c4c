"""A tool at work within a mask: what is outside stays as it was, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import Mask
from ganstudio.tools import resample
from ganstudio.tools.tool import Context, Tool

MASK = "mask"
"""Name of the attachment."""


def do(tool: Tool, photo: Photo, params: Any, context: Context) -> Photo:
    """`tool.run`, limited to the mask that is attached, where the tool leaves that to others.

    Raises GanstudioError where the mask is of another size than the photo, and what `tool.run` raises.
    """
    mask = context.attachments.get(MASK)
    if mask is not None and mask.shape != photo.pixels.shape[:2]:
        raise GanstudioError(
            _("The mask has {mask} pixels and the photo {photo}; they must be of the same size.").format(
                mask=f"{mask.shape[1]} × {mask.shape[0]}", photo=f"{photo.size[0]} × {photo.size[1]}"
            )
        )
    result = tool.run(photo, params, context)
    if mask is None or tool.masks != "limits":
        return result
    return result.with_pixels(limited(photo.pixels, result.pixels, mask, context.job))


def limited(before: Pixels, after: Pixels, mask: Mask, job: Job) -> Pixels:
    """`after` where `mask` is 255, `before` where it is 0, mixed between; `before` and mask are enlarged to `after`."""
    result = np.empty_like(after)
    height, width = after.shape[:2]
    for start, stop in resample.pieces(0, height, width):
        job.check()
        old = _rows(before, (width, height), start, stop)
        share = _rows(mask[..., None], (width, height), start, stop)
        result[start:stop] = mixed(old, after[start:stop], share)
    return freeze(result)


def mixed(before: Pixels, after: Pixels, share: Mask) -> Pixels:
    """Of the same size: (H, W, C) each, and how much of `after`, (H, W, 1), 0 to 255."""
    part = share.astype(np.float32) / 255
    value = before + (after.astype(np.float32) - before) * part
    return np.where(share == 0, before, np.where(share == 255, after, np.rint(value).astype(after.dtype)))


def _rows(picture: Pixels, size: tuple[int, int], start: int, stop: int) -> Pixels:
    if picture.shape[1::-1] == size:
        return picture[start:stop]
    rows = resample.rows(picture, 0, len(picture), size, start, stop)
    return rows.reshape(stop - start, size[0], picture.shape[2])
