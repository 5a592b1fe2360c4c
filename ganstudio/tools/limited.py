"""A tool at work within a mask: what is outside stays as it was, bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import FULL, Mask, check_size
from ganstudio.tools import resample
from ganstudio.tools.areas import areas, cut
from ganstudio.tools.dabs import DABS, check_dabs
from ganstudio.tools.faces import FACES, check_faces
from ganstudio.tools.tool import Context, Size, Tool

MASK, PIECE = "mask", "piece"
ATTACHED = {MASK: N_("mask"), PIECE: N_("piece of another photo"), DABS: N_("dabs of colour"), FACES: N_("faces")}
"""Name of an attachment → what it is, marked."""
_EMPTY = {MASK: np.zeros((1, 1), np.uint8), PIECE: np.zeros((1, 1, 4), np.uint8)}


def do(tool: Tool, photo: Photo, params: Any, context: Context) -> Photo:
    """`tool.run`, limited to the mask that is attached, where the tool leaves that to others.

    Raises GanstudioError where the mask is of another size than the photo, and what `tool.run` raises.
    """
    check_mask(tool, photo.size, context.attachments)
    result = tool.run(photo, params, context)
    if result.pixels is photo.pixels:
        return result
    mask = context.attachments.get(MASK)
    if mask is not None and tool.masks == "limits":
        result = result.with_pixels(limited(photo.pixels, result.pixels, mask, context.job))
    by_network = tool.model and tool.model(photo.size, params, context.engine.store)
    return replace(result, ai=photo.ai or "edited") if by_network else result


def check_mask(tool: Tool, size: Size, attachments: Mapping[str, Any]) -> None:
    """Raise GanstudioError where what is attached is of no use, or a mask is not of the size (width, height) of the
    photo; a tool that knows no mask is done without it."""
    check_attached(attachments)
    mask = attachments.get(MASK)
    if mask is not None and tool.masks != "none":
        check_size(mask, size)


def check_attached(attachments: Mapping[str, Any]) -> None:
    """Raise GanstudioError where a mask is no mask, a piece no picture, dabs or faces none: a workflow's file may say
    anything."""
    check_dabs(attachments.get(DABS))
    check_faces(attachments.get(FACES))
    given = {**_EMPTY, **{name: value for name, value in attachments.items() if value is not None}}
    mask, piece = np.asarray(given[MASK]), np.asarray(given[PIECE])
    if mask.ndim != 2 or mask.dtype != np.uint8:
        raise GanstudioError(_("What is attached as a mask is none; draw it anew."))
    if piece.ndim != 3 or piece.shape[2] != 4 or piece.dtype not in (np.uint8, np.uint16):
        raise GanstudioError(_("What is attached as a piece is no picture; cut it out anew."))


def limited(before: Pixels, after: Pixels, mask: Mask, job: Job) -> Pixels:
    """`after` where `mask` is 255, `before` where it is 0, mixed between.

    Where `after` is of another size, `before` is resized plainly, and so is the mask, by no more than neighbours.
    """
    height, width, channels = after.shape
    result = room(height, width, channels, after.dtype)
    for start, stop in resample.pieces(0, height, width):
        # As where super-resolution is blended with a plain resize, colours do not ask for alpha.
        old = [_rows(part, (width, height), start, stop) for part in np.split(before, [3], axis=2) if part.size]
        strip = np.concatenate(old, axis=2) if len(old) > 1 else old[0]
        share = _rows(mask[..., None], (width, height), start, stop, "linear")
        for area in areas((width, stop - start)):
            job.check()
            new = cut(after[start:stop], area)
            cut(result[start:stop], area)[...] = mixed(cut(strip, area), new, cut(share, area))
    return freeze(result)


def mixed(before: Pixels, after: Pixels, share: Mask) -> Pixels:
    """Of the same size: (H, W, C) each, and how much of `after`, (H, W, 1), 0 to 255."""
    low, high = share.min(), share.max()
    if low == high and low in (0, FULL):
        return after if low else before
    part = share.astype(np.float32) / FULL
    value = before + (after.astype(np.float32) - before) * part
    return np.rint(value, out=value).astype(after.dtype)


def _rows(picture: Pixels, size: Size, start: int, stop: int, filter_: str = resample.AUTOMATIC) -> Pixels:
    rows = resample.rows(picture, 0, len(picture), size, start, stop, filter_)
    return rows.reshape(stop - start, size[0], picture.shape[2])
