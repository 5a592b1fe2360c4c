"""New room around a picture, filled side by side from what lies next to it.

The network is asked small, for large forms are all that can be guessed so far out; what it makes is soft there. Detail
comes from the photo itself: each new pixel is a known one, copied from where its surroundings look like those that the
network expects (`offsets`). That holds for any size in bounded time, and grain and texture are the photo's own.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.masks import mask
from ganstudio.tools import resample
from ganstudio.tools.fill import NETWORK, fill
from ganstudio.tools.offsets import COARSEST, Floats, Ints, Level, gathered, offsets
from ganstudio.tools.seam import Seam
from ganstudio.tools.tool import Context, Size

LEAST = 256
"""Pixels of the picture that are looked at beside a new strip, at least; else three times as many as it is wide."""
GUESSED = 16_000
"""New pixels that the network is asked for, about; a larger strip is reduced."""
MATCHED = 64_000
"""New pixels that are compared with known ones, about; a larger strip is reduced, and what was found enlarged."""
FEW = 4_000
"""And at the coarsest size, at most."""
_AFAR = 3.0
"""Pixels, at each size, by which what is seen from afar is blurred."""
_UNSEEN = 2.0
"""What a transparent pixel differs by from one that is seen."""
Sides = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def grown(pixels: Pixels, sides: Sides, method: str, model: str, context: Context) -> Pixels:
    """`pixels`, bit for bit, with `sides` filled around it by `method` and `model` as `fill` takes them, opaque.

    Left and right come first; top and bottom then reach over the corners. Raises what `fill` raises.
    """
    left, top, right, bottom = sides
    height, width = pixels.shape[:2]
    canvas = room(height + top + bottom, width + left + right, pixels.shape[2], pixels.dtype)
    rows = slice(top, top + height)
    canvas[rows, left : left + width] = pixels
    # Each of them as if the strip were at the right of what is known, in views of the one canvas.
    turned = (
        (canvas[rows, : left + width][:, ::-1], left),
        (canvas[rows], right),
        (canvas[: top + height][::-1].swapaxes(0, 1), top),
        (canvas.swapaxes(0, 1), bottom),
    )
    strips = [(view, added) for view, added in turned if added]
    whole, done = sum(len(view) * added for view, added in strips), 0.0
    for view, added in strips:
        share = len(view) * added / whole
        _fill_right(view, added, method, model, replace(context, job=context.job.part(done, share)))
        done += share
    context.job.progress(1)
    return freeze(canvas)


def _fill_right(view: Pixels, added: int, method: str, model: str, context: Context) -> None:
    """Fill the last `added` columns of `view`."""
    context.job.check()
    known = view.shape[1] - added
    seen = min(known, max(LEAST, 3 * added))
    beside = freeze(view[:, known - seen : known].copy())
    if method == NETWORK:
        _continue(beside, view[:, known:], model, context)
    else:
        view[:, known:] = _filled(beside, added, method, model, context)


def _filled(beside: Pixels, added: int, method: str, model: str, context: Context) -> Pixels:
    """`added` columns at the right of `beside`, by `fill` alone, as soft as they are."""
    gap = np.zeros((len(beside), added, beside.shape[2]), beside.dtype)
    both = freeze(np.concatenate([beside, gap], axis=1))
    hole = np.zeros(both.shape[:2], np.uint8)
    hole[:, beside.shape[1] :] = mask.FULL
    made = fill(both, mask.freeze(hole), method, model, context, texture=0, grain=0)
    return made[:, beside.shape[1] :]


def _continue(beside: Pixels, strip: Pixels, model: str, context: Context) -> None:
    """Fill `strip`, a part of the canvas at the right of `beside`: guessed by the network, copied from `beside`."""
    job, added = context.job, strip.shape[1]
    small, few = _reduced(beside, added, GUESSED)
    guess = _filled(small, few, NETWORK, model, replace(context, job=job.part(0, 0.4)))
    down, across = offsets(_levels(beside, added, guess), job.part(0.4, 0.5), context.seed)
    _copy(beside, strip, down, across, job.part(0.9, 0.1))


def _reduced(beside: Pixels, added: int, most: int) -> tuple[Pixels, int]:
    """`beside` so small that the `added` columns, which become as many as are told, have about `most` pixels."""
    size, few = _scaled(beside, added, math.sqrt(most / (len(beside) * added)))
    return freeze(resample.whole(beside, size)), few


def _scaled(beside: Pixels, added: int, scale: float) -> tuple[Size, int]:
    scale = min(1.0, scale)
    height, width = beside.shape[:2]
    return (max(1, round(width * scale)), max(1, round(height * scale))), max(1, round(added * scale))


def _levels(beside: Pixels, added: int, guess: Pixels) -> list[Level]:
    """All sizes at which offsets are looked for, the coarsest first."""
    finest, few = _reduced(beside, added, MATCHED)
    levels, scale = [], 1.0
    while True:
        size, columns = _scaled(finest, few, scale)
        known, made = (
            _floats(resample.whole(part, (wide, size[1]))) for part, wide in ((finest, size[0]), (guess, columns))
        )
        levels.append(Level(known, made))
        if (columns <= COARSEST and columns * size[1] <= FEW) or max(columns, size[1]) == 1:
            return levels[::-1]
        scale /= 2


def _floats(pixels: Pixels) -> Floats:
    """Colours in [0, 1], of a picture with alpha what is unseen, and the colours as they are from afar."""
    import cv2

    values = np.ascontiguousarray(pixels, np.float32) / np.float32(white(pixels))
    if has_alpha(pixels):
        values[..., 3] = _UNSEEN * (values[..., 3] == 0)
    afar = cv2.GaussianBlur(np.ascontiguousarray(values[..., :3]), (0, 0), _AFAR, borderType=cv2.BORDER_REFLECT)
    return np.concatenate([values, np.asarray(afar, np.float32).reshape(*values.shape[:2], 3)], axis=2)


def _copy(beside: Pixels, strip: Pixels, down: Ints, across: Ints, job: Job) -> None:
    """Fill `strip` at full size from `beside`, by offsets that were found at theirs; where these change, copies mix."""
    height, added = strip.shape[:2]
    ways = _enlarged(down, height), np.minimum(_enlarged(across, added, axis=1), -1)
    columns = _between(np.arange(added), down.shape[1], added)
    begin = np.arange(height) * len(down) // height
    seam = Seam(beside, ways[0][begin, 0], ways[1][begin, 0], added)
    for start, stop in resample.pieces(0, height, 8 * added):
        job.check()
        total = seam.correction(start, stop)
        for row, lower in _between(np.arange(start, stop), len(down), height):
            for column, right in columns:
                place = np.ix_(row, column)
                copied = gathered(beside[..., :3], ways[0][place], ways[1][place], start)
                total += copied * (lower[:, None] * right)[..., None]
        strip[start:stop, :, :3] = np.rint(np.clip(total, 0, white(beside))).astype(beside.dtype)
        strip[start:stop, :, 3:] = white(beside)
        job.progress(stop / height)


def _enlarged(ways: Ints, full: int, axis: int = 0) -> Ints:
    """Offsets in full pixels."""
    return np.asarray(np.rint(ways * (full / ways.shape[axis])), np.int64)


def _between(places: Ints, few: int, full: int) -> list[tuple[Ints, Floats]]:
    """The two of `few` pixels that each of `full` lies between, and how much of each."""
    at = np.clip((places + 0.5) * few / full - 0.5, 0, few - 1)
    first = np.floor(at).astype(np.int64)
    share = (at - first).astype(np.float32)
    return [(first, 1 - share), (np.minimum(first + 1, few - 1), share)]
