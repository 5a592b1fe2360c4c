"""Straighten: turn by a small angle, then cut off the empty corners."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import room
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.params import check, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import resample
from ganstudio.tools.areas import areas, cut, each
from ganstudio.tools.tool import Area, Context, Size, Tool

Doubles = NDArray[np.float64]
REACH = 5
"""Pixels on each side that a pixel is made of, and one more for rounding."""


@dataclass(frozen=True)
class StraightenParams:
    """What the user chooses."""

    angle: float = number(
        0.0,
        low=-45,
        high=45,
        step=0.1,
        title=N_("Angle"),
        help=N_("In degrees, clockwise. The empty corners are cut off."),
    )


def output_size(size: Size, params: StraightenParams) -> Size:
    """(width, height) of the largest rectangle of the photo's aspect ratio inside of the turned photo.

    Turned back into the photo, its bounding box is `width cos + height sin` wide and `width sin + height cos` high.
    """
    width, height = size
    angle = math.radians(abs(params.angle))
    share = 1 / (math.cos(angle) + math.sin(angle) * max(width / height, height / width))
    return max(1, math.floor(width * share + 1e-6)), max(1, math.floor(height * share + 1e-6))


def straighten(photo: Photo, params: StraightenParams, context: Context) -> Photo:
    """The photo turned and cropped; with an angle of 0 the photo itself."""
    check(params)
    if params.angle == 0:
        return photo
    width, height = output_size(photo.size, params)
    result = room(height, width, photo.pixels.shape[2], photo.pixels.dtype)
    there = _places(photo.size, (width, height), params.angle)

    def work(area: Area) -> None:
        cut(result, area)[...] = _turned(photo.pixels, there, area)

    each(areas((width, height)), work, context.job)
    return photo.with_pixels(freeze(result))


def _places(size: Size, target: Size, angle: float) -> Doubles:
    """Where in the photo the result's pixels come from, (2, 3): both turn about their middles, by `angle` degrees."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = np.array([[cos, sin], [-sin, cos]])
    middle, target_middle = (np.array([(side - 1) / 2 for side in each_size]) for each_size in (size, target))
    return np.column_stack([turn, middle - turn @ target_middle])


def _turned(pixels: Pixels, there: Doubles, area: Area) -> Pixels:
    """The result's pixels in `area`, made of no more of the photo than they need."""
    left, top, width, height = area
    corners = np.array([[left + x, top + y, 1] for x in (0, width - 1) for y in (0, height - 1)]) @ there.T
    low = np.maximum(np.floor(corners.min(axis=0)).astype(int) - REACH, 0)
    high = np.ceil(corners.max(axis=0)).astype(int) + 1 + REACH
    part = pixels[low[1] : high[1], low[0] : high[0]]
    here = there.copy()
    here[:, 2] += there[:, :2] @ (left, top) - low
    if resample.see_through(part):
        return resample.weighted(part, lambda channel: _warped(channel, here, (width, height)))
    return _warped(part, here, (width, height)).reshape(height, width, -1)


def _warped(part: Pixels, here: Doubles, size: Size) -> Pixels:
    """Lanczos' kernel over 8 × 8 pixels."""
    import cv2

    flags = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(part, here, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)


TOOL = Tool(
    id="straighten",
    title=N_("Straighten"),
    summary=SUMMARIES["straighten"],
    icon="angle",
    params=StraightenParams,
    run=straighten,
    output_size=output_size,
    group="frame",
    instrument="horizon",
    instant=True,
    preview="whole",
    reduced=lambda params, _scale: params,
    masks="none",
)
