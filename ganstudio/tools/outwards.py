"""New room around a picture, filled side by side from what lies next to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks import mask
from ganstudio.tools.fill import fill
from ganstudio.tools.tool import Context

LEAST = 256
"""Pixels of the picture that are looked at beside a new strip, at least; else as many as it is wide."""
Sides = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def grown(pixels: Pixels, sides: Sides, method: str, model: str, context: Context, grey: bool = False) -> Pixels:
    """`pixels`, bit for bit, with `sides` filled around it by `method` and `model` as `fill` takes them, opaque.

    Left and right come first; top and bottom then reach over the corners. With `grey` the new channels are equal.
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
        _fill_right(view, added, method, model, replace(context, job=context.job.part(done, share)), grey)
        done += share
    context.job.progress(1)
    return freeze(canvas)


def _fill_right(view: Pixels, added: int, method: str, model: str, context: Context, grey: bool) -> None:
    """Fill the last `added` columns of `view`."""
    context.job.check()
    known = view.shape[1] - added
    seen = min(known, max(LEAST, added))
    made = _strip(np.ascontiguousarray(view[:, known - seen : known]), added, method, model, context)
    view[:, known:] = made
    if grey:
        mean = made[..., :3].mean(axis=2, dtype=np.float32, keepdims=True)
        view[:, known:, :3] = np.rint(mean).astype(made.dtype)


def _strip(beside: Pixels, added: int, method: str, model: str, context: Context) -> Pixels:
    """`added` columns to go on at the right of `beside`.

    They are filled between it and its mirror image: what is only known on one side networks, made for holes, do poorly.
    """
    gap = np.zeros((len(beside), added, beside.shape[2]), beside.dtype)
    both = freeze(np.concatenate([beside, gap, beside[:, ::-1]], axis=1))
    hole = np.zeros(both.shape[:2], np.uint8)
    seen = beside.shape[1]
    hole[:, seen : seen + added] = mask.FULL
    return fill(both, mask.freeze(hole), method, model, context)[:, seen : seen + added]
