"""Light: exposure, contrast, highlights and shadows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.params import check, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import surroundings, tone
from ganstudio.tools.light_curves import MIDDLE, contrasted, exposed, odds, recovery
from ganstudio.tools.surroundings import Surroundings
from ganstudio.tools.tone import Floats, Work
from ganstudio.tools.tones import Tones
from ganstudio.tools.tool import Area, Context, Size, Tool, same_size

NEAR, FAR = 0.012, 96.0
"""How far highlights and shadows look around a pixel: as a share of the longer side, and in pixels at most."""
EDGE = 0.12
"""Differences of the luma that are taken for borders between light and dark places."""


@dataclass(frozen=True)
class LightParams:
    """What the user chooses; at first nothing changes."""

    exposure: float = number(
        0.0, low=-5, high=5, step=0.05, title=N_("Exposure"), help=N_("In stops: each doubles the light.")
    )
    contrast: float = number(
        0.0, low=-100, high=100, step=1, title=N_("Contrast"), help=N_("Spreads the tones around middle grey.")
    )
    highlights: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Highlights"),
        help=N_("Light places alone: below 0 they become darker and show more, above 0 lighter."),
    )
    shadows: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Shadows"),
        help=N_("Dark places alone: above 0 they become lighter and show more, below 0 darker."),
    )
    radius: float = 0.0
    """How far highlights and shadows look, in pixels, where the photo is a part; not a parameter of the user's."""


def in_part(size: Size, params: LightParams, _area: Area) -> LightParams:
    """The parameters that do to a part of a picture of `size` what `params` do to the whole."""
    return replace(params, radius=_radius(size))


def reduced(params: LightParams, scale: float) -> LightParams:
    """The parameters for what `in_part` has made ready, reduced by `scale`."""
    return replace(params, radius=params.radius * scale)


def _radius(size: Size) -> float:
    return min(NEAR * max(size), FAR)


def light(photo: Photo, params: LightParams, context: Context) -> Photo:
    """The photo in another light; hues stay. The photo itself where nothing is asked."""
    check(params)
    if replace(params, radius=0.0) == LightParams():
        return photo
    tones, amount = Tones(photo), params.contrast / 100
    middle = float(tones.values_of(np.array([MIDDLE]))[0])
    values = tones.values_of(exposed(tones.light_of(np.linspace(0, 1, tone.levels(photo))), params.exposure))
    context.job.check()
    if params.highlights == params.shadows == 0:
        table = tones.light_of(contrasted(values, amount, middle)).astype(np.float32)
        change = partial(tone.look_up, table)
        return tone.in_pieces(photo, lambda part, _rows: tones.change(part, change), context.job)
    table = tones.light_of(contrasted(np.linspace(0, 1, tone.FINE), amount, middle)).astype(np.float32)
    return tone.in_pieces(photo, _by_place(photo, params, tones, values.astype(np.float32), table), context.job)


def _by_place(photo: Photo, params: LightParams, tones: Tones, first: Floats, second: Floats) -> Work:
    """Values go through the table `first`, then through highlights and shadows, then become light by `second`."""
    import cv2

    radius = params.radius or _radius(photo.size)
    small = cv2.resize(photo.pixels, surroundings.reduced(photo.size, radius), interpolation=cv2.INTER_AREA)
    near = Surroundings(tone.look_up(first, tone.luma(small)), photo.size, radius, EDGE)
    lightness = np.linspace(0, 1, tone.FINE)
    by_odds = odds(lightness, params.highlights / 100, params.shadows / 100).astype(np.float32)
    by_factor = recovery(lightness, params.highlights / 100).astype(np.float32)

    def work(part: Pixels, rows: slice) -> Pixels:
        place = tone.index(near(tone.look_up(first, tone.luma(part)), rows))
        times, factor = np.take(by_odds, place), np.take(by_factor, place)

        def change(plane: Pixels) -> Floats:
            x = tone.look_up(first, plane)
            return np.take(second, tone.index(times * x / (1 + (times - 1) * x) * factor))

        return tones.change(part, change)

    return work


TOOL = Tool(
    id="light",
    title=N_("Light"),
    summary=SUMMARIES["light"],
    icon="sun",
    params=LightParams,
    run=light,
    output_size=same_size,
    group="light",
    instant=True,
    halo=surroundings.reach(FAR),
    in_part=in_part,
    reduced=reduced,
)
