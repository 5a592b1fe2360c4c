"""Straighten: turn by a small angle, then cut off the empty corners."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import check, number
from ganstudio.tools.tool import Context, Size, Tool


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
    import cv2

    check(params)
    if params.angle == 0:
        return photo
    context.job.check()
    width, height = output_size(photo.size, params)
    turn = cv2.getRotationMatrix2D(((photo.size[0] - 1) / 2, (photo.size[1] - 1) / 2), -params.angle, 1)
    turn[0, 2] += (width - photo.size[0]) / 2
    turn[1, 2] += (height - photo.size[1]) / 2
    pixels = cv2.warpAffine(photo.pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return photo.with_pixels(pixels)


TOOL = Tool(
    id="straighten",
    title=N_("Straighten"),
    summary=N_("Level the horizon."),
    icon="angle",
    params=StraightenParams,
    run=straighten,
    output_size=output_size,
    group="frame",
    instrument="horizon",
    instant=True,
    preview="whole",
    reduced=lambda params, _scale: params,
)
