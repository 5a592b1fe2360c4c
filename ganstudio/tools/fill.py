"""Filling what is missing of a picture: by our network, or by OpenCV's two methods.

Each separate hole is filled on a crop of its own, at the scale at which the photo is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.masks.mask import Area, Mask
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.tools.filling.crops import around, missing, parts, turned, turned_back
from ganstudio.tools.filling.plain import fill_plainly
from ganstudio.tools.tool import Context

Way = Callable[[Pixels, Mask, Job], Pixels]
"""From RGB pixels and what of them is missing to the same, filled."""
TASK = "inpaint"
NETWORK = "gan"
_NETWORK = 0.6
"""Share of the time that the network takes, about."""
METHODS = {NETWORK: N_("Network"), "telea": N_("Telea"), "ns": N_("Navier–Stokes")}
"""Method → marked title."""


def choose_model(store: Store, name: str) -> ModelInfo:
    """The model called `name`; an empty name means the default one. Raises ModelError where there is none."""
    return store.find(name, TASK)


def fill(
    pixels: Pixels, hole: Mask, method: str, model: str, context: Context, *, texture: float = 1.0, grain: float = 1.0
) -> Pixels:
    """`pixels` with every pixel new that `hole` (of the same size) masks, however little; the others bit for bit.

    `method` is a key of METHODS; "gan" uses the model called `model` (empty: the default), and another
    `context.seed` gives another fill. It gets as much of the texture and of the grain that the surroundings have as
    `texture` and `grain` say. What is filled is opaque. Raises GanstudioError where the mask is empty, or leaves
    nothing to go by; ModelError; OutOfMemory; Cancelled.
    """
    _check(hole)
    way = _by_network(model, texture, grain, context) if method == NETWORK else partial(fill_plainly, method=method)
    height, width = hole.shape
    result = room(height, width, pixels.shape[2], pixels.dtype)
    result[...] = pixels
    left = hole.copy()
    found = list(parts(hole))
    for number, (area, own) in enumerate(found):
        job = context.job.part(number / len(found), 1 / len(found))
        job.progress(0, _("Filling"))
        _fill_one(result, left, area, own, way, job)
    context.job.progress(1)
    return freeze(result)


def _check(hole: Mask) -> None:
    if not hole.any():
        raise GanstudioError(_("Nothing is masked; paint over what shall be filled."))
    if hole.all():
        raise GanstudioError(_("All of the picture is masked, which leaves nothing to go by; mask less of it."))


def _by_network(model: str, texture: float, grain: float, context: Context) -> Way:
    from ganstudio.tools.filling.exemplar import with_texture  # with OpenCV, which takes its time
    from ganstudio.tools.filling.grain import with_grain

    engine, seed = context.engine, context.seed
    info = choose_model(engine.store, model)

    def way(colours: Pixels, gap: Mask, job: Job) -> Pixels:
        given = freeze(turned(colours, seed)), freeze_mask(turned(gap, seed))
        made = engine.fill(info, *given, job.part(0, _NETWORK), background=context.background)
        job.progress(_NETWORK, _("Filling"))
        made = with_texture(turned_back(made, seed), gap, texture, seed, job)
        return with_grain(made, gap, grain, seed, job)

    return way


def _fill_one(result: Pixels, left: Mask, area: Area, own: Mask, way: Way, job: Job) -> None:
    """Fill one hole in `result`, and take it out of what is `left` to be filled."""
    size = left.shape[1], left.shape[0]
    crop = around(area, own, size)
    gap = missing(result, left, crop)
    if gap.all():
        crop = Area(0, 0, *size)
        gap = missing(result, left, crop)
    made = way(np.ascontiguousarray(result[crop.slices][..., :3]), gap, job)
    top, left_edge = area.top - crop.top, area.left - crop.left
    inside, new = result[area.slices], own > 0
    inside[new, :3] = made[top : top + area.height, left_edge : left_edge + area.width][new]
    if has_alpha(result):
        inside[new, 3] = white(result)
    left[area.slices][new] = 0
