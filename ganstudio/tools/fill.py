"""Filling what is missing of a picture: by our network, or by OpenCV's two methods.

Each separate hole is filled on a crop of its own, at the scale at which the photo is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.masks.mask import Area, Mask
from ganstudio.tools.filling.crops import around, missing
from ganstudio.tools.filling.plain import fill_plainly
from ganstudio.tools.tool import Context

TASK = "inpaint"
NETWORK = "gan"
METHODS = {NETWORK: N_("Network"), "telea": N_("Telea"), "ns": N_("Navier–Stokes")}
"""Method → marked title."""


def choose_model(store: Store, name: str) -> ModelInfo:
    """The model called `name`; an empty name means the default one. Raises ModelError where there is none."""
    return store.find(name, TASK)


def fill(pixels: Pixels, hole: Mask, method: str, model: str, context: Context) -> Pixels:
    """`pixels` with every pixel new that `hole` (of the same size) masks, however little; the others bit for bit.

    `method` is a key of METHODS; "gan" uses the model called `model` (empty: the default), and another
    `context.seed` gives another fill. What is filled is opaque. Raises GanstudioError where the mask is empty, or
    leaves nothing to go by; OutOfMemory; Cancelled.
    """
    _check(hole)
    height, width = hole.shape
    result = room(height, width, pixels.shape[2], pixels.dtype)
    result[...] = pixels
    found = separate(hole)
    for number, one in enumerate(found):
        part = replace(context, job=context.job.part(number / len(found), 1 / len(found)))
        _fill_one(result, pixels, hole, one, method, model, part)
    context.job.progress(1)
    return freeze(result)


def _check(hole: Mask) -> None:
    if not hole.any():
        raise GanstudioError(_("Nothing is masked; paint over what shall be filled."))
    if hole.all():
        raise GanstudioError(_("All of the picture is masked, which leaves nothing to go by; mask less of it."))


def _fill_one(
    result: Pixels, pixels: Pixels, hole: Mask, one: tuple[Area, Mask], method: str, model: str, context: Context
) -> None:
    """Fill one hole, its area and its own mask there, in `result`."""
    area, own = one
    crop = around(area, (hole.shape[1], hole.shape[0]))
    gap = missing(pixels, hole, crop)
    if gap.all():
        crop = Area(0, 0, hole.shape[1], hole.shape[0])
        gap = missing(pixels, hole, crop)
    colours = np.ascontiguousarray(pixels[crop.slices][..., :3])
    if method == NETWORK:
        info = choose_model(context.engine.store, model)
        made = context.engine.fill(info, colours, gap, context.job, background=context.background)
    else:
        made = fill_plainly(colours, gap, method, context.job)
    top, left = area.top - crop.top, area.left - crop.left
    inside = result[area.slices]
    inside[own > 0, :3] = made[top : top + area.height, left : left + area.width][own > 0]
    if has_alpha(pixels):
        inside[own > 0, 3] = white(pixels)


def separate(hole: Mask) -> list[tuple[Area, Mask]]:
    """Each connected part of `hole`: where it lies, and its mask there; parts that nearly touch count as one."""
    import cv2

    near = 2 * _NEAR + 1
    grown = cv2.dilate((hole > 0).astype(np.uint8), np.ones((near, near), np.uint8))
    count, labels = cv2.connectedComponents(grown, connectivity=8, ltype=cv2.CV_32S)
    parts = []
    for label in range(1, count):
        rows = np.flatnonzero(((labels == label) & (hole > 0)).any(axis=1))
        columns = np.flatnonzero(((labels == label) & (hole > 0)).any(axis=0))
        area = Area(int(columns[0]), int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)
        parts.append((area, np.where(labels[area.slices] == label, hole[area.slices], 0)))
    return parts


_NEAR = 8
