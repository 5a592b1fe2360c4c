"""Rotate by quarter turns: no pixel is lost or changed."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import check, choice
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.tool import Context, Size, Tool


@dataclass(frozen=True)
class RotateParams:
    """What the user chooses."""

    turn: str = choice(
        "right",
        {"right": N_("90° clockwise"), "left": N_("90° counter-clockwise"), "half": N_("180°")},
        title=N_("Turn"),
        help=N_("By how much the photo is turned."),
    )


def output_size(size: Size, params: RotateParams) -> Size:
    """(width, height) of the result."""
    return size if params.turn == "half" else (size[1], size[0])


def rotate(photo: Photo, params: RotateParams, context: Context) -> Photo:
    """The photo turned."""
    import cv2

    check(params)
    context.job.check()
    turns = {"right": cv2.ROTATE_90_CLOCKWISE, "left": cv2.ROTATE_90_COUNTERCLOCKWISE, "half": cv2.ROTATE_180}
    return photo.with_pixels(cv2.rotate(photo.pixels, turns[params.turn]))


TOOL = Tool(
    id="rotate",
    title=N_("Rotate"),
    summary=SUMMARIES["rotate"],
    icon="rotate-cw-square",
    params=RotateParams,
    run=rotate,
    output_size=output_size,
    group="frame",
    preview="none",
    masks="none",
)
