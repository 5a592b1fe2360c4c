"""Colour: saturation, and vibrance, which cares for what is pale and for skin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, white
from ganstudio.image.response import response
from ganstudio.params import check, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import tone
from ganstudio.tools.tone import Floats
from ganstudio.tools.tool import Context, Tool, same_size

_FAINT = 0.06
"""The largest channel below which colours are too dark to be told from noise."""
_SKIN, _SKIN_WIDE = 0.42, 0.42
"""Where skin lies between red (0) and yellow (1), and how far to each side colours are protected, less and less."""
_PROTECTED = 0.65
"""How much of vibrance skin is spared."""


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
    """The photo with stronger or weaker colours, of the same hue and luminance. Grey photos stay as they are.

    Each colour goes away from the grey of its own luminance, or towards it, on a straight line in the photo's values.
    """
    import cv2

    check(params)
    if photo.meta.grey or params == ColourParams():
        return photo
    full, grey_of = float(white(photo.pixels)), _Grey(photo)

    def work(part: Pixels, _rows: slice) -> Pixels:
        planes = cv2.split(part)
        high, low = tone.extremes(planes)
        grey, high, low = grey_of(planes), high.astype(np.float32), low.astype(np.float32)
        times = np.full_like(grey, 1 + _strength(params.saturation))
        if params.vibrance:
            times *= 1 + _strength(params.vibrance) * _wanting(planes, high, low, full)
        times = _within(times, _room(grey, high, low, full))
        moved = [cv2.multiply(cv2.subtract(plane, grey, dtype=cv2.CV_32F), times) for plane in planes]
        return np.asarray(cv2.merge([cv2.add(each, grey, dtype=tone.depth(part)) for each in moved]))

    return tone.in_pieces(photo, work, context.job)


def _strength(amount: float) -> float:
    """What `amount`, −100 to 100, adds to 1; more above 0, for what comes near the edge of the space is bent back."""
    return amount / 100 * (1.5 if amount > 0 else 1)


class _Grey:
    """Callable: red, green and blue of the photo → the values (H, W) of the greys of their luminance."""

    def __init__(self, photo: Photo) -> None:
        curves = response(photo.meta.icc)
        light = curves.light(tone.levels(photo)) * curves.weights[:, None]
        self._light = light.astype(np.float32)
        self._values = (tone.encoding(curves)[1] * white(photo.pixels)).astype(np.float32)

    def __call__(self, planes: Sequence[Pixels]) -> Floats:
        red, green, blue = (tone.look_up(self._light[c], planes[c]) for c in range(3))
        light = red + green + blue
        return np.asarray(np.take(self._values, tone.index(np.sqrt(np.minimum(light, 1)))))


def _wanting(planes: Sequence[Pixels], high: Floats, low: Floats, full: float) -> Floats:
    """How much of vibrance each pixel gets, in [0, 1]: all where it is pale, little where it is strong, or skin."""
    pale = 1 - (high - low) / (high + _FAINT * full)
    red, green, blue = (plane.astype(np.float32) for plane in planes)
    place = (green - blue) / np.maximum(red - blue, 1)
    away = (place - _SKIN) / _SKIN_WIDE
    skin = np.maximum(1 - away * away, 0)
    skin *= skin * ((red >= green) & (green >= blue))
    return np.asarray(pale * pale * (1 - _PROTECTED * skin))


def _room(grey: Floats, high: Floats, low: Floats, full: float) -> Floats:
    """How many times as strong a colour can be before one of its channels reaches black or white; 1 or more."""
    above, below = np.maximum(high - grey, 1e-3), np.maximum(grey - low, 1e-3)
    return np.asarray(np.maximum(np.minimum((full - grey) / above, grey / below), 1))


def _within(times: Floats, room: Floats) -> Floats:
    """`times` bent so that what is above 1 comes near `room`, but never reaches it: differences are kept."""
    more, most = np.maximum(times - 1, 0), room - 1
    bent = more * most / (more + most + 1e-6)
    return np.asarray(np.minimum(times, 1) + bent)


TOOL = Tool(
    id="colour",
    title=N_("Colour"),
    summary=SUMMARIES["colour"],
    icon="palette",
    params=ColourParams,
    run=colour,
    output_size=same_size,
    group="light",
    instant=True,
    reduced=lambda params, _scale: params,
)
