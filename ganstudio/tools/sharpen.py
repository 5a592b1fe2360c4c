"""Sharpen: an unsharp mask on the brightness alone, so that no coloured fringes come."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.params import check, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.areas import cut, in_areas
from ganstudio.tools.tool import Area, Context, Tool, same_size

LUMA = 0.2126, 0.7152, 0.0722
"""How much red, green and blue add to the brightness (ITU-R BT.709)."""
SMALLEST, LARGEST = 0.5, 10
"""Radii, in pixels."""
HALO = 3 * LARGEST
"""Further than three standard deviations a Gaussian is not followed."""


@dataclass(frozen=True)
class SharpenParams:
    """What the user chooses."""

    amount: float = number(
        0.0, low=0, high=3, step=0.05, title=N_("Amount"), help=N_("How much stronger fine detail gets.")
    )
    radius: float = number(
        1.0,
        low=SMALLEST,
        high=LARGEST,
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
    check(params)
    if params.amount == 0:
        return photo

    def work(colours: Pixels, _area: Area, inside: Area) -> Pixels:
        return _sharpened(colours, inside, params)

    return in_areas(photo, work, context.job, HALO)


def _sharpened(colours: Pixels, inside: Area, params: SharpenParams) -> Pixels:
    """All three channels get what the brightness gets, so that differences between them stay."""
    import cv2

    full = white(colours)
    luma = cv2.transform(colours.astype(np.float32), np.array([LUMA], np.float32)).reshape(colours.shape[:2])
    side = 2 * math.ceil(3 * params.radius) + 1
    detail = cut(luma - cv2.GaussianBlur(luma, (side, side), params.radius).reshape(luma.shape), inside)
    if params.threshold:
        limit = params.threshold / 255 * full
        detail = detail - np.clip(detail, -limit, limit)
    values = cut(colours, inside) + (detail * np.float32(params.amount))[..., None]
    sharp: Pixels = np.clip(np.rint(values, out=values), 0, full, out=values).astype(colours.dtype)
    return sharp


def reduced(params: SharpenParams, scale: float) -> SharpenParams:
    """What shows of it in a photo reduced by `scale`.

    Detail of frequency w is multiplied by 1 + amount (1 − exp(−radius² w² / 2)), for a small radius
    1 + amount radius² w² / 2: in place of a radius that is too small, a smaller amount does the same.
    """
    radius = params.radius * scale
    if radius >= SMALLEST:
        return replace(params, radius=radius)
    return replace(params, radius=SMALLEST, amount=params.amount * (radius / SMALLEST) ** 2)


TOOL = Tool(
    id="sharpen",
    title=N_("Sharpen"),
    summary=SUMMARIES["sharpen"],
    icon="triangle",
    params=SharpenParams,
    run=sharpen,
    output_size=same_size,
    group="detail",
    instant=True,
    halo=HALO,
    reduced=reduced,
)
