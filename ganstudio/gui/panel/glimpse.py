"""What a tool would do to what is seen: worked out for the screen, apart from any widget."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize

from ganstudio.gui.canvas import Canvas
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import Mask
from ganstudio.tools.limited import MASK, do
from ganstudio.tools.tool import Context, Tool

QUICK = 1_500_000
"""Pixels of a whole photo that an instant tool is run on while a slider is dragged; about what a screen shows."""
Reduce = Callable[[Photo, QRect, QSize], Pixels]


@dataclass(frozen=True)
class Wish:
    """`tool` with `params` on `area` of the photo, which is reduced by `scale` in (0, 1] before."""

    photo: Photo
    tool: Tool
    params: Any
    area: QRect
    scale: float
    quick: bool = False
    """It takes no longer than a frame or two: it may be finished though something else is wished by now."""
    attachments: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0

    def serves(self, other: Wish) -> bool:
        """Whether what this makes is good for `other` as well."""
        same = self.photo is other.photo and self.tool == other.tool and self.params == other.params
        same = same and self.seed == other.seed and _alike(self.attachments, other.attachments)
        return same and self.area.contains(other.area) and self.scale >= 0.95 * other.scale


class Glimpse(NamedTuple):
    """Pixels that belong exactly on `area` of the photo, however many they are; the tool took `seconds`."""

    area: QRectF
    pixels: Pixels
    seconds: float


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether they hold the same objects: what is attached is never changed, only put in another's place."""
    return one.keys() == other.keys() and all(value is other[name] for name, value in one.items())


def wish(canvas: Canvas, tool: Tool, params: Any, most: int, coarse: float = 1.0, *, fine: bool = False) -> Wish | None:
    """What to show on `canvas` now, making no more than `most` pixels; None where nothing is seen.

    Raises GanstudioError where the tool refuses the parameters. An instant tool's is reduced by `coarse` beyond what
    the screen shows, so that the hand is followed; not with `fine`, which asks for all that the screen can show.
    """
    photo, visible = canvas.photo, canvas.visible_rect()
    if photo is None or visible.isEmpty():
        return None
    width, height = tool.output_size(photo.size, params)
    seen = min(1.0, canvas.zoom)
    pixels = photo.size[0] * photo.size[1]
    room = most / max(1.0, width * height / pixels)
    quick = tool.quick and not fine
    if quick and tool.instant:  # others look at a small copy anyway: a coarse one saves them little
        seen *= coarse
    if tool.preview == "whole":
        scale = min(seen, math.sqrt((min(QUICK, room) if quick else room) / pixels))
        return Wish(photo, tool, params, QRect(QPoint(), QSize(*photo.size)), scale, quick)
    scale = seen if tool.reduced else 1.0
    return Wish(photo, tool, params, _middle(visible, room / scale**2), scale, quick)


def preview(wished: Wish, context: Context, reduce: Reduce) -> Glimpse:
    """What the tool makes of the area, worked on with as much around it as the result depends on."""
    photo, tool, area = wished.photo, wished.tool, wished.area
    around = area.adjusted(-tool.halo, -tool.halo, tool.halo, tool.halo) & QRect(QPoint(), QSize(*photo.size))
    params = tool.in_part(photo.size, wished.params, (around.x(), around.y(), around.width(), around.height()))
    if wished.scale < 1 and tool.reduced:
        params = tool.reduced(params, wished.scale)
    size = QSize(*(max(1, round(side * wished.scale)) for side in (around.width(), around.height())))
    part = photo.with_pixels(reduce(photo, around, size))
    context = replace(context, seed=wished.seed, attachments=_in_part(wished.attachments, around, size))
    context.job.check()
    began = time.monotonic()
    result = do(tool, part, params, context).pixels
    return Glimpse(*_cut(result, around, area), time.monotonic() - began)


def _in_part(attachments: Mapping[str, Any], around: QRect, size: QSize) -> Mapping[str, Any]:
    """With the mask cut out and reduced as the photo is."""
    mask: Mask | None = attachments.get(MASK)
    if mask is None:
        return attachments
    part = mask[around.top() : around.top() + around.height(), around.left() : around.left() + around.width()]
    if (size.height(), size.width()) != part.shape:
        part = np.asarray(cv2.resize(part, (size.width(), size.height()), interpolation=cv2.INTER_AREA))
    return {**attachments, MASK: masks.freeze(part)}


def part_of(photo: Photo, around: QRect, size: QSize) -> Pixels:
    """The pixels in `around`, reduced to `size`, each the mean of what it stands for."""
    rows = slice(around.top(), around.top() + around.height())
    return _reduced(photo.pixels[rows, around.left() : around.left() + around.width()], size)


def _reduced(part: Pixels, size: QSize) -> Pixels:
    if (size.height(), size.width()) != part.shape[:2]:
        part = np.asarray(cv2.resize(part, (size.width(), size.height()), interpolation=cv2.INTER_AREA))
    return freeze(np.ascontiguousarray(part))


class Kept:
    """`part_of`, which remembers its last answer: while a slider is dragged only the tool has work.

    What is asked for smaller still is made of that.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._photo: Photo | None = None
        self._around = QRect()
        self._part: Pixels | None = None

    def __call__(self, photo: Photo, around: QRect, size: QSize) -> Pixels:
        with self._lock:
            if self._part is None or not self._good_for(photo, around, size):
                self._part = part_of(photo, around, size)
                self._photo, self._around = photo, QRect(around)
            part = self._part
        return _reduced(part, size)

    def _good_for(self, photo: Photo, around: QRect, size: QSize) -> bool:
        """Whether it is of the same place, and of the same size or twice or four times that."""
        if self._part is None or self._photo is not photo or self._around != around:
            return False
        times = self._part.shape[1] / size.width()
        return any(abs(times - halved) < 0.02 * halved for halved in (1, 2, 4)) and self._part.shape[0] >= size.height()


def _cut(result: Pixels, around: QRect, area: QRect) -> tuple[QRectF, Pixels]:
    """The part of `result`, which covers `around`, that covers `area`: to whole pixels, and where these lie."""
    across, down = result.shape[1] / around.width(), result.shape[0] / around.height()
    inside = area.translated(-around.topLeft())
    left, top = round(inside.x() * across), round(inside.y() * down)
    right = max(left + 1, round((inside.x() + inside.width()) * across))
    bottom = max(top + 1, round((inside.y() + inside.height()) * down))
    place = QRectF(left / across, top / down, (right - left) / across, (bottom - top) / down)
    return place.translated(around.topLeft()), freeze(result[top:bottom, left:right])


def _middle(visible: QRect, most: float) -> QRect:
    """`visible`, or as much of its middle as has no more than `most` pixels."""
    pixels = visible.width() * visible.height()
    if pixels <= most:
        return visible
    share = math.sqrt(most / pixels)
    part = QRect(QPoint(), QSize(max(1, int(visible.width() * share)), max(1, int(visible.height() * share))))
    part.moveCenter(visible.center())
    return part & visible
