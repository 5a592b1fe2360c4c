"""Colour: saturation, and vibrance, which cares for what is pale and for skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.params import check, number
from ganstudio.tools import tone
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class ColourParams:
    """What the user chooses; at first nothing changes."""

    saturation: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Saturation"),
        help=N_("How strong all colours are; −100 leaves none."),
    )
    vibrance: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Vibrance"),
        help=N_("How strong the pale colours are; strong ones and skin change little."),
    )


def colour(photo: Photo, params: ColourParams, context: Context) -> Photo:
    """The photo with stronger or weaker colours. Grey photos stay as they are."""
    check(params)
    if photo.meta.grey or params == ColourParams():
        return photo
    full = white(photo.pixels)

    def work(part: Pixels) -> Pixels:
        values = part.astype(np.float32) / full
        grey = values.mean(axis=2, keepdims=True)
        pale = 1 - np.ptp(values, axis=2, keepdims=True)
        times = (1 + params.saturation / 100) * (1 + params.vibrance / 100 * pale)
        result = np.clip(grey + (values - grey) * times, 0, 1)
        return np.asarray(np.rint(result * full), part.dtype)

    return tone.in_pieces(photo, work, context.job)


TOOL = Tool(
    id="colour",
    title=N_("Colour"),
    summary=N_("Make colours stronger or weaker."),
    icon="palette",
    params=ColourParams,
    run=colour,
    output_size=same_size,
    group="light",
    instant=True,
    reduced=lambda params, _scale: params,
)
