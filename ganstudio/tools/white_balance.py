"""White balance: the colour of the light is taken out of a photo, or another put in, by chromatic adaptation.

As von Kries had it, and Bradford measured it: what the eye's three kinds of cones answer is multiplied by a factor
each (Lam 1985; Lindbloom, "Chromatic Adaptation"). The cones' answers to the photo's own primaries come from its
profile, so that the same settings mean the same change of light whatever the profile.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.image.response import Response, response
from ganstudio.params import check, choice, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import illuminant, tone
from ganstudio.tools.tone import Doubles
from ganstudio.tools.tool import Context, Tool, same_size

_CONES = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""Bradford's cone answers to XYZ."""
_WARMER = 4 * np.array([0.05663, -0.01927, -0.28742])
"""What a temperature of 100 adds to the logarithms of the cones' answers: four times the way from daylight of 6500 K
(CIE D65) to that of 5000 K (D50), which goes a little further than a light bulb's."""
_PINKER = 4 * np.array([0.03684, -0.03746, 0.09673])
"""What a tint of 100 adds: a step of 0.04 across daylight's line (Duv, in the CIE 1960 diagram)."""
_SURE, _LESS_SURE, _MOST_TINT = 0.9, 0.6, 30.0
"""How much of an estimated temperature and tint the automatic believes, and the tint it never goes beyond. Lights
differ along daylight's line; what lies across it is more often the colour of things, such as lawns and shirts."""
_MANUAL = {"mode": ("manual",)}


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
    """(temperature, tint) that make the mean of `pixels` (…, 3 or 4; 8 or 16 bit) grey, as far as they reach."""
    return _settings(illuminant.mean_light(pixels, icc), response(icc))


def estimated(photo: Photo) -> tuple[float, float]:
    """(temperature, tint) that "Automatic" amounts to on this photo."""
    found = None if photo.meta.grey else illuminant.estimate(photo)
    if found is None:
        return 0.0, 0.0
    temperature, tint = _settings(found, response(photo.meta.icc))
    return _SURE * temperature, _MOST_TINT * math.tanh(_LESS_SURE * tint / _MOST_TINT)


def _settings(light: Doubles, curves: Response) -> tuple[float, float]:
    """The settings that make this light grey: the two equations that its three answers become alike, against white."""
    cones = _CONES @ curves.primaries
    answers, white_answers = cones @ light, cones @ np.ones(3)
    away = np.log(np.maximum(answers, 1e-6 * answers.max()) / white_answers)
    ways = np.stack([_WARMER, _PINKER], axis=1)
    solved = np.linalg.solve(ways[[0, 2]] - ways[1], away[1] - away[[0, 2]])
    temperature, tint = np.clip(solved * 100, -100, 100)
    return float(temperature), float(tint)


def adaptation(curves: Response, temperature: float, tint: float) -> Doubles:
    """The matrix (3, 3) from light to light in the photo's primaries; the luminance of grey stays."""
    cones = _CONES @ curves.primaries
    factors = np.exp((temperature * _WARMER + tint * _PINKER) / 100)
    matrix = np.linalg.inv(cones) @ (factors[:, None] * cones)
    return np.asarray(matrix / (curves.weights @ matrix @ np.ones(3)))


def white_balance(photo: Photo, params: WhiteBalanceParams, context: Context) -> Photo:
    """The photo in light of another colour. Grey photos stay as they are."""
    import cv2

    check(params)
    temperature, tint = estimated(photo) if params.mode == "auto" else (params.temperature, params.tint)
    if photo.meta.grey or (temperature == 0 and tint == 0):
        return photo
    curves = response(photo.meta.icc)
    decoding = curves.light(tone.levels(photo)).astype(np.float32)
    matrix = adaptation(curves, temperature, tint).astype(np.float32)
    encoding = np.rint(tone.encoding(curves) * white(photo.pixels)).astype(photo.pixels.dtype)

    def work(part: Pixels, _rows: slice) -> Pixels:
        light = cv2.merge([tone.look_up(decoding[c], part[..., c]) for c in range(3)])
        steps = tone.index(np.sqrt(np.clip(cv2.transform(light, matrix), 0, 1)))
        return np.asarray(cv2.merge([np.take(encoding[c], steps[..., c]) for c in range(3)]))

    return tone.in_pieces(photo, work, context.job)


TOOL = Tool(
    id="white-balance",
    title=N_("White balance"),
    summary=SUMMARIES["white-balance"],
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
