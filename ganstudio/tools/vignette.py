"""Vignette: corners darker than the middle; or a lens's dark corners taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import white
from ganstudio.params import check, integer
from ganstudio.tools.tool import Area, Context, Size, Tool, same_size


@dataclass(frozen=True)
class VignetteParams:
    """What the user chooses."""

    amount: int = integer(
        0,
        low=-100,
        high=100,
        title=N_("Amount"),
        help=N_("Above 0 the corners get darker, below 0 brighter: so a lens's dark corners go away."),
    )
    midpoint: int = integer(
        50, low=5, high=95, title=N_("Midpoint"), help=N_("How far from the middle it reaches half of its strength.")
    )
    roundness: int = integer(
        0,
        low=-100,
        high=100,
        title=N_("Roundness"),
        help=N_("0 has the photo's proportions, 100 is a circle, −100 nearly a rectangle."),
    )
    feather: int = integer(75, low=0, high=100, title=N_("Feather"), help=N_("How soft it begins."))
    window: tuple[Size, Area] | None = None
    """The size of the whole and the place in it, where the photo is a part; not a parameter of the user's."""


def in_part(size: Size, params: VignetteParams, area: Area) -> VignetteParams:
    """The parameters that do to `area` of a picture of `size` what `params` do to the whole."""
    return replace(params, window=(size, area))


def vignette(photo: Photo, params: VignetteParams, context: Context) -> Photo:
    """The photo with other corners; with an amount of 0 the photo itself."""
    check(params)
    if params.amount == 0:
        return photo
    context.job.check()
    (width, height), (left, top, across, down) = params.window or (photo.size, (0, 0, *photo.size))
    x = ((np.arange(photo.size[0]) + 0.5) / photo.size[0] * across + left) / width * 2 - 1
    y = ((np.arange(photo.size[1]) + 0.5) / photo.size[1] * down + top) / height * 2 - 1
    gain = 2 ** (-params.amount / 100 * 1.8 * np.hypot(x, y[:, None]) ** 2 / 2)
    result = photo.pixels.copy()
    result[..., :3] = np.clip(np.rint(photo.pixels[..., :3] * gain[..., None]), 0, white(photo.pixels))
    return photo.with_pixels(result)


TOOL = Tool(
    id="vignette",
    title=N_("Vignette"),
    summary=N_("Darken the corners, or take a lens's dark corners away."),
    icon="aperture",
    params=VignetteParams,
    run=vignette,
    output_size=same_size,
    group="detail",
    instant=True,
    in_part=in_part,
    reduced=lambda params, _scale: params,
)
