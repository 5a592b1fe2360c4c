"""Faces of a photo changed as their sliders say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ganstudio.engine.engine import room
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import Mask
from ganstudio.tools.faces import Chosen
from ganstudio.tools.facing.joining import join
from ganstudio.tools.facing.seeing import moved, pictures, seen
from ganstudio.tools.facing.sliders import sliders
from ganstudio.tools.tool import Context

if TYPE_CHECKING:
    from ganstudio.tools.face import FaceParams


def edited(photo: Photo, chosen: Sequence[Chosen], params: FaceParams, context: Context) -> Photo:
    """The photo with each of the faces as its own sliders say; with all at 0 it is the photo itself.

    A mask that is attached says where they are changed. Raises ModelError, OutOfMemory, Cancelled.
    """
    info = context.engine.store.find(params.model, "face")
    there = {slider.name for slider in sliders(info)}
    todo = [each for each in chosen if there & set(each.values)]
    if not todo:
        return photo
    mask: Mask | None = context.attachments.get("mask")
    result = _copy(photo.pixels)
    for each in todo:
        view = seen(photo, each.face, info, context)
        codes = moved(view.codes[None], each.values, info, context)
        join(result, each.face, view.back, pictures(info, codes, context)[0], mask, context.job)
    return photo.with_pixels(freeze(result))


def _copy(pixels: Pixels) -> Pixels:
    result = room(*pixels.shape, pixels.dtype)
    result[...] = pixels
    return result
