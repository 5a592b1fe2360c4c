"""Flip: left and right, or top and bottom, change places."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import check, choice
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class FlipParams:
    """What the user chooses."""

    direction: str = choice(
        "horizontal",
        {"horizontal": N_("Left and right"), "vertical": N_("Top and bottom")},
        title=N_("Swap"),
        help=N_("Which sides change places."),
    )


def flip(photo: Photo, params: FlipParams, context: Context) -> Photo:
    """The photo as in a mirror."""
    import cv2

    check(params)
    context.job.check()
    return photo.with_pixels(cv2.flip(photo.pixels, 1 if params.direction == "horizontal" else 0))


TOOL = Tool(
    id="flip",
    title=N_("Flip"),
    summary=SUMMARIES["flip"],
    icon="flip-horizontal",
    params=FlipParams,
    run=flip,
    output_size=same_size,
    group="frame",
    preview="none",
    masks="none",
)
