"""Faces put straight for a network that restores them, and brought back to where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.face import Face, Floats
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.masks.mask import Area
from ganstudio.tools.areas import areas, each
from ganstudio.tools.facing.crops import between, box, crop
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context

if TYPE_CHECKING:
    from ganstudio.tools.face_restoration import FaceRestorationParams

SIDE = 512
"""Pixels of a side of the pictures that the networks know."""
FRAMED = np.array([[0.3769, 0.4686], [0.6229, 0.4691], [0.5023, 0.7252]], np.float32)
"""Where the eyes and the mouth are in these, in parts of the side: as in FFHQ (Karras et al. 2019), from which the
families of GFPGAN and CodeFormer have learnt."""
_FULL, _NONE, _POWER = 0.75, 0.96, 4
"""Parts of half the side, from the middle: up to where all is new, from where on nothing; by the norm of that power,
whose circles are rounded squares."""
_TONES = 0.06
"""Of the side: details that are finer are no light and no colour."""
_SHARE = 0.9
"""Of the time that the network takes."""

_made = Kept[tuple[Floats, Floats]]()


def restored(
    photo: Photo, faces: Sequence[Face], info: ModelInfo, params: FaceRestorationParams, context: Context
) -> Photo:
    """The photo with `faces` as the network of the model `info` makes them, as `params` say.

    Raises ModelError, OutOfMemory, Cancelled.
    """
    height, width, channels = photo.pixels.shape
    result = room(height, width, channels, photo.pixels.dtype)
    result[...] = photo.pixels
    for done, face in enumerate(faces):
        job = context.job.part(done / len(faces), 1 / len(faces))
        framed = Face.in_square(face.square(photo.size, FRAMED), photo.size)
        before, after = _asked(photo, framed, info, replace(context, job=job.part(0, _SHARE)))
        if params.tones:
            after = after + _soft(before - after)
        if photo.meta.grey:
            after = np.repeat(after.mean(axis=2, keepdims=True), 3, axis=2)
        _join(result, framed, before, after, params.strength, replace(context, job=job.part(_SHARE, 1 - _SHARE)))
    return photo.with_pixels(freeze(result))


def _asked(photo: Photo, framed: Face, info: ModelInfo, context: Context) -> tuple[Floats, Floats]:
    """What the network sees, and what it makes of that, (SIDE, SIDE, 3) each; kept for as long as the photo lives."""

    def work() -> tuple[Floats, Floats]:
        before = crop(photo.pixels, framed, SIDE)
        seen = freeze(np.rint(before * 65535).astype(np.uint16))
        made = context.engine.run(info, seen, context.job, background=context.background)
        return before, np.asarray(made / np.float32(65535), np.float32)

    return _made.get(photo.pixels, (info.path, framed), work)


def _join(pixels: Pixels, framed: Face, before: Floats, after: Floats, strength: float, context: Context) -> None:
    """Put the face `after` into `pixels`, which may be written on.

    One that is larger than what the network sees keeps its finer detail: only the difference is added.
    """
    size = pixels.shape[1], pixels.shape[0]
    area = box(framed, size)
    if area is None:
        return
    added = framed.side(size) > SIDE
    made = _sized(np.dstack([after - before if added else after, share() * np.float32(strength)]), framed.side(size))

    def work(part: tuple[int, int, int, int]) -> None:
        here = Area(area.left + part[0], area.top + part[1], part[2], part[3])
        there = pixels[here.slices][..., :3]
        new = _placed(made, framed, size, here)
        old, full = there.astype(np.float32), np.float32(white(pixels))
        wanted = old + new[..., :3] * full if added else new[..., :3] * full
        mixed = old + (wanted - old) * new[..., 3:]
        there[...] = np.rint(np.clip(mixed, 0, full)).astype(pixels.dtype)

    each(areas((area.width, area.height)), work, context.job)


def share() -> Floats:
    """(SIDE, SIDE): how much of each place is new; nothing at the border."""
    middle = np.abs((np.arange(SIDE, dtype=np.float32) + 0.5) * 2 / SIDE - 1)
    away = (middle[:, None] ** _POWER + middle**_POWER) ** (1 / _POWER)
    ramp = np.clip((_NONE - away) / (_NONE - _FULL), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)


def _sized(picture: Floats, side: float) -> Floats:
    """Reduced to about as many pixels as it will have in the photo, so that nothing is passed over."""
    import cv2

    smaller = min(SIDE, max(1, round(side)))
    return np.asarray(cv2.resize(picture, (smaller, smaller), interpolation=cv2.INTER_AREA), np.float32)


def _placed(picture: Floats, framed: Face, size: tuple[int, int], area: Area) -> Floats:
    """What of a picture of the square lies in `area` of a photo of `size`, (h, w, channels); 0 beside it."""
    import cv2

    way = framed.square(size).astype(np.float64)
    way[:, 2] -= area.left, area.top
    matrix = between(way, 1 / len(picture))
    return np.asarray(cv2.warpAffine(picture, matrix, (area.width, area.height), flags=cv2.INTER_CUBIC), np.float32)


def _soft(picture: Floats) -> Floats:
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _TONES * SIDE), np.float32)
