"""Sharpen: an unsharp mask on the brightness alone, so that no coloured fringes come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import white
from ganstudio.params import check, number
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class SharpenParams:
    """What the user chooses."""

    amount: float = number(
        0.0, low=0, high=5, step=0.05, title=N_("Amount"), help=N_("How much stronger fine detail gets.")
    )
    radius: float = number(
        1.0,
        low=0.5,
        high=10,
        step=0.1,
        title=N_("Radius"),
        help=N_("How coarse the detail is that gets stronger, in pixels of the photo."),
    )
    threshold: float = number(
        0.0,
        low=0,
        high=20,
        step=0.5,
        title=N_("Threshold"),
        help=N_("Differences below this many of 255 levels stay as they are: noise does not get stronger."),
    )


def sharpen(photo: Photo, params: SharpenParams, context: Context) -> Photo:
    """The photo sharpened; with an amount of 0 the photo itself."""
    import cv2

    check(params)
    if params.amount == 0:
        return photo
    context.job.check()
    colours = photo.pixels[..., :3].astype(np.float32)
    luma = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY).reshape(colours.shape[:2])
    detail = luma - cv2.GaussianBlur(luma, (0, 0), params.radius)
    limit = params.threshold / 255 * white(photo.pixels)
    detail -= np.clip(detail, -limit, limit)
    result = photo.pixels.copy()
    result[..., :3] = np.clip(np.rint(colours + params.amount * detail[..., None]), 0, white(photo.pixels))
    return photo.with_pixels(result)


TOOL = Tool(
    id="sharpen",
    title=N_("Sharpen"),
    summary=N_("Make fine detail stronger."),
    icon="triangle",
    params=SharpenParams,
    run=sharpen,
    output_size=same_size,
    group="detail",
    instant=True,
    halo=32,
)
