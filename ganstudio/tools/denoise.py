"""Denoise: take away grain and colour speckles, keep detail."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.params import check, integer
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.areas import cut, in_areas
from ganstudio.tools.shrinkage import BLOCK, shrink, shrink_coarse
from ganstudio.tools.tool import Area, Context, Size, Tool, same_size

LUMINANCE, COLOUR = 0.3, 0.5
"""Standard deviation of the noise, of 255 levels, that one step of the strengths stands for."""
TEXTURE = 0.1
"""How much better than other places colourful texture is kept."""
LEVELS = 2
"""How often colours are halved for their coarser speckles."""
GRID = BLOCK << LEVELS
"""Pixels after which blocks and halves begin alike."""
HALO = 64
"""Seven values of each level, and those between which halves are interpolated: 7 + 2 (1 + 7) + 4 (1 + 7) = 55."""
OPPONENT = np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]], np.float32)
OPPONENT /= np.sqrt((OPPONENT**2).sum(axis=1, keepdims=True))
"""Brightness and two differences of colour; orthonormal, so that white noise is as strong in each."""


@dataclass(frozen=True)
class DenoiseParams:
    """What the user chooses."""

    luminance: int = integer(
        10, low=0, high=100, title=N_("Luminance"), help=N_("How much grain is taken out of the brightness.")
    )
    colour: int = integer(15, low=0, high=100, title=N_("Colour"), help=N_("How much coloured speckles are taken out."))
    detail: int = integer(
        50, low=0, high=100, title=N_("Detail"), help=N_("More keeps texture, and some of the grain in it.")
    )
    place: tuple[int, int] = (0, 0)
    """(left, top) in the whole, where the photo is a part; not a parameter of the user's."""


def in_part(_size: Size, params: DenoiseParams, area: Area) -> DenoiseParams:
    """The parameters that do to `area` of a picture what `params` do to the whole: the blocks lie alike."""
    return replace(params, place=area[:2])


def denoise(photo: Photo, params: DenoiseParams, context: Context) -> Photo:
    """The photo with less noise; with both strengths 0 the photo itself."""
    check(params)
    if params.luminance == params.colour == 0:
        return photo

    def work(colours: Pixels, area: Area, inside: Area) -> Pixels:
        place = area[0] + params.place[0], area[1] + params.place[1]
        return _denoised(colours, place, inside, params, photo.meta.grey)

    return in_areas(photo, work, context.job, HALO)


def _denoised(colours: Pixels, place: tuple[int, int], inside: Area, params: DenoiseParams, grey: bool) -> Pixels:
    """`inside` of `colours`, whose first pixel lies at `place` in the whole. What is not shrunk stays exactly."""
    import cv2

    height, width, _ = colours.shape
    full = white(colours)
    left, top = (at % GRID for at in place)
    borders = top, -(top + height) % GRID, left, -(left + width) % GRID
    padded = cv2.copyMakeBorder(colours, *borders, cv2.BORDER_REFLECT_101).astype(np.float32)
    there = inside[0] + left, inside[1] + top, inside[2], inside[3]
    changes = np.zeros((inside[3], inside[2], 3), np.float32)
    for index, strength in enumerate((params.luminance, params.colour, params.colour)):
        if not strength or (index and grey):
            continue
        channel = np.asarray(cv2.transform(padded, OPPONENT[index : index + 1] * (255 / full)), np.float32)
        if index:
            clean = shrink_coarse(channel, strength * COLOUR, TEXTURE, LEVELS, there)
        else:
            noise = strength * LUMINANCE * (math.sqrt(3) if grey else 1)  # in grey, channels do not average
            clean = shrink(channel, noise, (params.detail / 100) ** 2, inside=there)
        changes[..., index] = clean - cut(channel, there)
    values = cut(colours, inside) + cv2.transform(changes, OPPONENT.T * (full / 255))
    result: Pixels = np.clip(np.rint(values, out=values), 0, full, out=values).astype(colours.dtype)
    return result


TOOL = Tool(
    id="denoise",
    title=N_("Denoise"),
    summary=SUMMARIES["denoise"],
    icon="brush-cleaning",
    params=DenoiseParams,
    run=denoise,
    output_size=same_size,
    group="detail",
    halo=HALO,
    in_part=in_part,
)
