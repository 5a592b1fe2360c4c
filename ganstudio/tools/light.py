"""Light: exposure, contrast, highlights and shadows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.response import response
from ganstudio.params import check, number
from ganstudio.tools import tone
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class LightParams:
    """What the user chooses; at first nothing changes."""

    exposure: float = number(
        0.0, low=-5, high=5, step=0.05, title=N_("Exposure"), help=N_("In stops: each doubles the light.")
    )
    contrast: float = number(
        0.0, low=-100, high=100, step=1, title=N_("Contrast"), help=N_("Spreads the tones around middle grey.")
    )
    highlights: float = number(0.0, low=-100, high=100, step=1, title=N_("Highlights"), help=N_("Only what is light."))
    shadows: float = number(0.0, low=-100, high=100, step=1, title=N_("Shadows"), help=N_("Only what is dark."))


def light(photo: Photo, params: LightParams, context: Context) -> Photo:
    """The photo in another light."""
    check(params)
    if params == LightParams():
        return photo
    curves = response(photo.meta.icc)
    tables = curves.values(curves.light(tone.levels(photo)) * 2**params.exposure)
    power = 2 ** (params.contrast / 100)
    tables = tables**power / (tables**power + (1 - tables) ** power)
    tables = tables + (params.highlights / 400) * np.sin(np.pi * tables) * tables
    tables = tables + (params.shadows / 400) * np.sin(np.pi * tables) * (1 - tables)
    return tone.by_tables(photo, tables, context.job)


TOOL = Tool(
    id="light",
    title=N_("Light"),
    summary=N_("Exposure, contrast, highlights and shadows."),
    icon="sun",
    params=LightParams,
    run=light,
    output_size=same_size,
    group="light",
    instant=True,
    reduced=lambda params, _scale: params,
)
