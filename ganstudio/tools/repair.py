"""Repair old photos: scratches, dust and creases are found, or masked by hand, and filled."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks import damage
from ganstudio.masks.mask import Mask
from ganstudio.params import check, choice, integer, model
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.areas import areas, around, cut
from ganstudio.tools.fill import METHODS, NETWORK, TASK, choose_model
from ganstudio.tools.inpaint import InpaintParams, inpaint
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Context, Size, Tool, same_size

_THIN = 40
"""Pixels across, up to which damage is filled part by part."""
_AROUND = 80
"""Pixels around a part that are looked at."""
_FINDING = 0.4
"""Share of the work."""


@dataclass(frozen=True)
class RepairParams:
    """What the user chooses."""

    sensitivity: int = integer(
        damage.USUAL,
        low=0,
        high=100,
        title=N_("Sensitivity"),
        help=N_("More finds fainter scratches and smaller specks, and takes more of the picture itself for damage."),
    )
    grow: int = integer(
        1,
        low=0,
        high=20,
        title=N_("Grow"),
        help=N_("Pixels around what is found that are filled too, since scratches have soft rims."),
    )
    method: str = choice(
        NETWORK,
        METHODS,
        title=N_("Method"),
        help=N_("Our network invents likely detail; the two others, plain and without detail, are there to compare."),
    )
    model: str = model(TASK, help=N_("The network that fills what is masked."), when={"method": (NETWORK,)})


def repair(photo: Photo, params: RepairParams, context: Context) -> Photo:
    """The photo with what the attached mask covers filled; without a mask, what is found. The photo itself where that
    is nothing. Raises what `fill` and `damage.find` raise."""
    check(params)
    mask, job = context.attachments.get(MASK), context.job
    if mask is None:
        mask = find(photo, params, replace(context, job=job.part(0, _FINDING)))
        job = job.part(_FINDING, 1 - _FINDING)
    if not mask.any():
        return photo
    filling = InpaintParams(params.method, params.model, feather=0)
    return _filled(photo, mask, filling, replace(context, job=job))


def find(photo: Photo, params: RepairParams, context: Context) -> Mask:
    """What is found, grown as `params` say."""
    found = damage.find(photo.pixels, params.sensitivity, context.engine, context.job, background=context.background)
    return damage.grown(found, params.grow)


def _filled(photo: Photo, mask: Mask, params: InpaintParams, context: Context) -> Photo:
    """A scratch may run through the whole photo: where all is thin, it is filled area by area."""
    if _thickness(mask) > _THIN:
        return inpaint(photo, params, replace(context, attachments={MASK: mask}))
    height, width, channels = photo.pixels.shape
    result = room(height, width, channels, photo.pixels.dtype)
    result[...] = photo.pixels
    there = [area for area in areas(photo.size) if cut(mask, area).any()]
    for number, area in enumerate(there):
        wide = around(area, _AROUND, photo.size)
        part = photo.with_pixels(cut(photo.pixels, wide))
        job = context.job.part(number / len(there), 1 / len(there))
        own = {MASK: np.ascontiguousarray(cut(mask, wide))}
        made = inpaint(part, params, replace(context, job=job, attachments=own))
        inside = area[0] - wide[0], area[1] - wide[1], area[2], area[3]
        cut(result, area)[...] = cut(made.pixels, inside)
    return photo.with_pixels(freeze(result))


def _thickness(mask: Mask) -> float:
    """Pixels across, of the thickest place."""
    import cv2

    return 2 * float(cv2.distanceTransform((mask > 0).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_3).max())


def _model(_size: Size, params: RepairParams, store: Store) -> ModelInfo | None:
    return choose_model(store, params.model) if params.method == NETWORK else None


TOOL = Tool(
    id="repair",
    title=N_("Repair old photos"),
    summary=SUMMARIES["repair"],
    icon="bandage",
    params=RepairParams,
    run=repair,
    output_size=same_size,
    group="retouch",
    model=_model,
    preview="none",
    masks="reads",
)
