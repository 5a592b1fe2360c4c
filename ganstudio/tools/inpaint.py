"""Remove: what is masked is filled as if it had never been there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import FULL, Mask, bounds, empty
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.params import check, choice, integer, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import resample
from ganstudio.tools.fill import METHODS, NETWORK, TASK, choose_model, fill
from ganstudio.tools.filling.crops import widened
from ganstudio.tools.limited import MASK, mixed
from ganstudio.tools.tool import Context, Size, Tool, same_size


@dataclass(frozen=True)
class InpaintParams:
    """What the user chooses."""

    method: str = choice(
        NETWORK,
        METHODS,
        title=N_("Method"),
        help=N_("Our network invents likely detail; the two others, plain and without detail, are there to compare."),
    )
    model: str = model(TASK, help=N_("The network that fills what is masked."), when={"method": (NETWORK,)})
    feather: int = integer(
        2,
        low=0,
        high=64,
        title=N_("Feather"),
        help=N_("Pixels beyond the mask in which the fill passes into the photo; farther away nothing changes."),
    )
    texture: float = number(
        1.0,
        low=0,
        high=1,
        step=0.1,
        title=N_("Texture"),
        help=N_("How much of the texture around it the depth of a large hole gets; without it stays soft there."),
        when={"method": (NETWORK,)},
    )
    grain: float = number(
        1.0,
        low=0,
        high=2,
        step=0.1,
        title=N_("Grain"),
        help=N_("How much of the grain around it the fill gets, where it has less: 0 is none, 1 as much as around it."),
        when={"method": (NETWORK,)},
    )


def inpaint(photo: Photo, params: InpaintParams, context: Context) -> Photo:
    """The photo with what the attached mask covers filled; half masked is half filled.

    Raises GanstudioError where no mask is attached, or `fill` refuses it.
    """
    check(params)
    mask = context.attachments.get(MASK)
    if mask is None:
        mask = empty(photo.size)  # which is refused with the same words
    share = feathered(mask, params.feather)
    filled = fill(photo.pixels, share, params.method, params.model, context, texture=params.texture, grain=params.grain)
    result = _mixed(photo.pixels, filled, share, context.job)
    if photo.meta.grey:
        _make_grey(result, share, context.job)
    return photo.with_pixels(freeze(result))


def feathered(mask: Mask, width: int) -> Mask:
    """How much of each pixel shall be new: what `mask` says, and around what it covers fully an edge that falls to
    nothing beyond `width` pixels. Without an edge where nothing would be left to go by."""
    import cv2

    core = np.where(mask == FULL, np.uint8(0), np.uint8(1))
    area = bounds(1 - core)
    if area is None or not width:
        return mask
    wide = widened(area, width, (mask.shape[1], mask.shape[0]))
    distance = cv2.distanceTransform(np.ascontiguousarray(core[wide.slices]), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    edge = np.where(distance < width + 1e-3, FULL * (1 - distance / (width + 1)), 0)
    result = mask.copy()
    result[wide.slices] = np.maximum(mask[wide.slices], np.rint(edge).astype(np.uint8))
    return mask if result.all() else freeze_mask(result)


def _mixed(before: Pixels, after: Pixels, share: Mask, job: Job) -> Pixels:
    """`after` as far as `share` says, in pieces; what is not shared is not touched."""
    result, area = before.copy(), bounds(share)
    if area:
        old, new, part = result[area.slices], after[area.slices], share[area.slices][..., None]
        for start, stop in resample.pieces(0, area.height, area.width):
            job.check()
            old[start:stop] = mixed(old[start:stop], new[start:stop], part[start:stop])
    return result


def _make_grey(result: Pixels, share: Mask, job: Job) -> None:
    """Three equal channels again where something is new: a network trained on colours leaves a tint."""
    for start, stop in resample.pieces(0, *result.shape[:2]):
        job.check()
        new = share[start:stop] > 0
        colours = result[start:stop, :, :3][new]
        rounded = np.rint(colours.mean(axis=1, dtype=np.float32, keepdims=True))
        result[start:stop, :, :3][new] = rounded.astype(result.dtype)


def _model(_size: Size, params: InpaintParams, store: Store) -> ModelInfo | None:
    return choose_model(store, params.model) if params.method == NETWORK else None


TOOL = Tool(
    id="inpaint",
    title=N_("Remove"),
    summary=SUMMARIES["inpaint"],
    icon="eraser",
    params=InpaintParams,
    run=inpaint,
    output_size=same_size,
    group="retouch",
    model=_model,
    preview="none",
    masks="reads",
    needs=(MASK,),
)
