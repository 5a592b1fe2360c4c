"""White balance: the colour of the light is taken out, or put in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.image.response import response
from ganstudio.params import check, choice, number
from ganstudio.tools import tone
from ganstudio.tools.tool import Context, Tool, same_size

_MANUAL = {"mode": ("manual",)}
_WARMER = np.array([0.6, 0.0, -0.9])
_PINKER = np.array([0.0, -0.4, 0.0])


@dataclass(frozen=True)
class WhiteBalanceParams:
    """What the user chooses; at first nothing changes."""

    mode: str = choice(
        "manual",
        {"manual": N_("By hand"), "auto": N_("Automatic")},
        title=N_("Mode"),
        help=N_("Set by hand, or judged from the whole photo."),
    )
    temperature: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Temperature"),
        help=N_("Above 0 the photo becomes warmer, below 0 cooler."),
        when=_MANUAL,
    )
    tint: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Tint"),
        help=N_("Above 0 the photo becomes more magenta, below 0 greener."),
        when=_MANUAL,
    )


def neutral(pixels: Pixels, icc: bytes | None) -> tuple[float, float]:
    """(temperature, tint) that make the colour of `pixels` (…, 3 or 4; 8 or 16 bit) grey, as far as they reach."""
    levels = int(np.iinfo(pixels.dtype).max) + 1
    table = response(icc).light(levels)
    colour = np.array([max(table[c][pixels[..., c]].mean(), 1e-5) for c in range(3)])
    logs = np.log(colour)
    wanted = np.array([logs[1] - logs[0], logs[1] - logs[2]])
    matrix = np.array([[d[0] - d[1], d[2] - d[1]] for d in (_WARMER, _PINKER)]).T
    temperature, tint = np.clip(np.linalg.solve(matrix, wanted) * 100, -100, 100)
    return float(temperature), float(tint)


def white_balance(photo: Photo, params: WhiteBalanceParams, context: Context) -> Photo:
    """The photo in light of another colour. Grey photos stay as they are."""
    check(params)
    temperature, tint = params.temperature, params.tint
    if params.mode == "auto":
        temperature, tint = neutral(photo.pixels, photo.meta.icc)
    if photo.meta.grey or (temperature == 0 and tint == 0):
        return photo
    curves = response(photo.meta.icc)
    gains = np.exp((temperature * _WARMER + tint * _PINKER) / 100)
    gains /= math.exp(float(np.log(gains) @ curves.weights))
    tables = curves.values(curves.light(tone.levels(photo)) * gains[:, None])
    return tone.by_tables(photo, tables, context.job)


TOOL = Tool(
    id="white-balance",
    title=N_("White balance"),
    summary=N_("Take the colour of the light out of a photo, or put one in."),
    icon="thermometer",
    params=WhiteBalanceParams,
    run=white_balance,
    output_size=same_size,
    group="light",
    instrument="picker",
    instant=True,
    preview="whole",  # the automatic looks at the whole photo
    reduced=lambda params, _scale: params,
)
