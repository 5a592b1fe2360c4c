"""Faces of a photo changed as their sliders say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area, Mask
from ganstudio.tools.faces import Chosen
from ganstudio.tools.facing.crops import around
from ganstudio.tools.facing.flowing import turned
from ganstudio.tools.facing.hair import coloured, hair
from ganstudio.tools.facing.joining import Change, change, join
from ganstudio.tools.facing.judging import state
from ganstudio.tools.facing.regions import MARGIN, found, reached, region, shown, wide
from ganstudio.tools.facing.seeing import Seen, moved, pictures, seen
from ganstudio.tools.facing.sliders import sliders
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Context, Size

if TYPE_CHECKING:
    from ganstudio.tools.face import FaceParams

HAIR = "hair"
"""The slider that changes what is around the face, and not the face."""
YAW = "yaw"
"""The slider that turns the head."""
_GREY = 0.03
"""Difference of red, green and blue up to which a face is grey."""


def edited(photo: Photo, chosen: Sequence[Chosen], params: FaceParams, context: Context) -> Photo:
    """The photo with each of the faces as its own sliders say; with all at 0 it is the photo itself.

    A mask that is attached says where they are changed. Raises ModelError, OutOfMemory, Cancelled.
    """
    info = context.engine.store.find(params.model, "face")
    there = {slider.name for slider in sliders(info)}
    todo = [each for each in chosen if there & set(each.values)]
    if not todo:
        return photo
    mask: Mask | None = context.attachments.get(MASK)
    height, width, channels = photo.pixels.shape
    result = room(height, width, channels, photo.pixels.dtype)
    result[...] = photo.pixels
    for done, each in enumerate(todo):
        part = replace(context, job=context.job.part(done / len(todo), 1 / len(todo)))
        for face, wanted in _wanted(photo, each, info, part):
            join(result, face, wanted, mask, part.job)
    return photo.with_pixels(freeze(result))


def _wanted(photo: Photo, chosen: Chosen, info: ModelInfo, context: Context) -> Iterator[tuple[Face, Change]]:
    """What its sliders make of a face, and of the hair around it: a square of the photo, and how it changes."""
    face, view = chosen.face, seen(photo, chosen.face, info, context)
    much = state(photo, face, info.name, context).share
    values = {name: value * much for name, value in chosen.values.items()}
    straight = {name: value for name, value in values.items() if name not in (HAIR, YAW)}
    wishes = [straight, *({**straight, name: values[name]} for name in (YAW, HAIR) if name in values)]
    made = pictures(info, np.stack([moved(view.codes, each, info, context) for each in wishes]), context)
    # Of a turn only what it moves: where light falls then the network guesses badly.
    after = turned(made[0], made[1]) if YAW in values else made[0]
    context.job.check()
    grey = photo.meta.grey or _grey(view)
    if set(values) != {HAIR}:
        free = MASK in context.attachments
        share, reach = (wide(), wide()) if free else (found(photo, face), reached(photo, face))
        yield face, change(view.back, after, share, reach, grey=grey)
    if HAIR in values:
        yield around(face, photo.size, MARGIN), coloured(hair(photo, face), made[0], made[-1])


def where(photo: Photo, chosen: Chosen, size: Size) -> list[tuple[Mask, Area]]:
    """Where the sliders of a face change `photo`, as it is at `size`: masks (h, w) and where they lie. With none moved:
    where all but hair are changed. Outside of them all the photo stays as it is, bit for bit."""
    values = chosen.values
    parts = [] if set(values) == {HAIR} else [region(chosen.face, size, photo)]
    if HAIR in values:
        parts.append(shown(hair(photo, chosen.face), around(chosen.face, photo.size, MARGIN), size))
    return parts


def _grey(view: Seen) -> bool:
    return bool(np.ptp(view.square, axis=2).max() < _GREY)
