"""Vignette: corners darker than the middle; or a lens's dark corners taken away."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.params import check, integer
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.areas import in_areas
from ganstudio.tools.tool import Area, Context, Size, Tool, same_size

Floats = NDArray[np.float32]
STOPS = 4
"""By how many stops an amount of 100 darkens the corners."""
GAMMA = 2.2
"""Values are about the light to the power of 1 / 2.2, so that a factor for the light is a factor for the values."""
SQUAREST = 8
"""With a roundness of −100, the exponent of the superellipse |x|ⁿ + |y|ⁿ = 1; an ellipse has 2."""


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
    full = white(photo.pixels)

    def work(colours: Pixels, area: Area, _inside: Area) -> Pixels:
        wide = colours * _gain(_distance(photo.size, params, area), params)[..., None]
        shaded: Pixels = np.clip(np.rint(wide, out=wide), 0, full, out=wide).astype(colours.dtype)
        return shaded

    return in_areas(photo, work, context.job)


def _distance(size: Size, params: VignetteParams, area: Area) -> Floats:
    """How far the pixels of `area` are from the middle of the whole, (h, w); its corners are at 1.

    A photo of `size` is the part of the whole that `params.window` names, maybe reduced.
    """
    whole, part = params.window or (size, (0, 0, *size))
    turn = params.roundness / 100
    power = 2 + (SQUAREST - 2) * max(0.0, -turn)
    summed: list[Floats] = []
    corner = 0.0
    for axis in (0, 1):
        at = np.arange(area[axis], area[axis] + area[axis + 2]) + 0.5
        at = at * (part[axis + 2] / size[axis]) + part[axis] - whole[axis] / 2
        radius = whole[axis] + max(0.0, turn) * (max(whole) - whole[axis])
        summed.append((np.abs(at * 2 / radius) ** power).astype(np.float32))
        corner += (whole[axis] / radius) ** power
    return np.asarray(((summed[0] + summed[1][:, None]) / np.float32(corner)) ** np.float32(1 / power))


def _gain(distance: Floats, params: VignetteParams) -> Floats:
    """What values at that distance from the middle are multiplied by: a smooth step, half done at the midpoint."""
    middle, width = params.midpoint / 100, max(params.feather, 1) / 100
    rise = np.clip((distance - middle * (1 - width)) / np.float32(width), 0, 1)
    rise **= np.float32(math.log(0.5) / math.log(middle))
    rise *= rise * (3 - 2 * rise)
    return np.asarray(np.exp2(rise * np.float32(-params.amount / 100 * STOPS / GAMMA)))


TOOL = Tool(
    id="vignette",
    title=N_("Vignette"),
    summary=SUMMARIES["vignette"],
    icon="aperture",
    params=VignetteParams,
    run=vignette,
    output_size=same_size,
    group="detail",
    instant=True,
    in_part=in_part,
    reduced=lambda params, _scale: params,
)
