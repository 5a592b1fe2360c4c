"""Levels: which values become black, middle and white; by hand, or stretched over the whole range."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.histogram import sample
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import has_alpha, white
from ganstudio.params import check, choice, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import tone
from ganstudio.tools.tone import Doubles
from ganstudio.tools.tool import Context, Tool, same_size

CUT = 0.001
"""The share of values that stretching makes black, and white."""
_FLAT = 4.0
"""A photo whose values differ less than this has nothing to stretch but noise."""
CHANNELS = ("red", "green", "blue")
_MANUAL = {"mode": ("manual",)}


@dataclass(frozen=True)
class LevelsParams:
    """What the user chooses; values from 0 to 255 whatever the depth. `black`, `gamma`, `white` count with `manual`."""

    mode: str = choice(
        "manual",
        {"manual": N_("By hand"), "auto": N_("Stretch")},
        title=N_("Mode"),
        help=N_("Set black and white by hand, or stretch the tones over the whole range."),
    )
    channel: str = choice(
        "all",
        {"all": N_("All channels"), "red": N_("Red"), "green": N_("Green"), "blue": N_("Blue")},
        title=N_("Channel"),
        help=N_("Which channel is changed."),
    )
    black: float = number(
        0.0, low=0, high=254, step=1, title=N_("Black"), help=N_("This value and all below become black."), when=_MANUAL
    )
    gamma: float = number(
        1.0,
        low=0.1,
        high=10,
        step=0.01,
        title=N_("Middle"),
        help=N_("The gamma: above 1 the middle tones become lighter, below 1 darker."),
        when=_MANUAL,
    )
    white: float = number(
        255.0,
        low=1,
        high=255,
        step=1,
        title=N_("White"),
        help=N_("This value and all above become white."),
        when=_MANUAL,
    )
    output_black: float = number(
        0.0, low=0, high=255, step=1, title=N_("Darkest"), help=N_("The darkest value of the result.")
    )
    output_white: float = number(
        255.0, low=0, high=255, step=1, title=N_("Lightest"), help=N_("The lightest value of the result.")
    )


def stretched(photo: Photo, params: LevelsParams) -> LevelsParams:
    """The settings by hand that "Stretch" amounts to on this photo: 0.1 % of the values become black, 0.1 % white.

    All channels together get one black and one white, so that colours and greys stay. See-through pixels do not count.
    """
    part = sample(photo.pixels)
    seen = part[part[..., 3] > 0] if has_alpha(part) else part
    channels = seen[..., :3] if params.channel == "all" else seen[..., CHANNELS.index(params.channel)]
    full = white(part)
    below = np.cumsum(np.bincount(channels.ravel(), minlength=full + 1))
    black = float(np.searchsorted(below, CUT * below[-1], side="right")) * 255 / full
    light = float(np.searchsorted(below, (1 - CUT) * below[-1])) * 255 / full
    if light - black < _FLAT:
        black, light = 0.0, 255.0
    return replace(params, mode="manual", black=black, gamma=1.0, white=light)


def table(params: LevelsParams, values: Doubles) -> Doubles:
    """The results of `values`, both in [0, 1], by the settings for setting by hand."""
    inside = np.clip((values * 255 - params.black) / (params.white - params.black), 0, 1) ** (1 / params.gamma)
    return np.asarray((params.output_black + inside * (params.output_white - params.output_black)) / 255)


def levels(photo: Photo, params: LevelsParams, context: Context) -> Photo:
    """The photo with its levels set. In grey photos, which stay grey, a single channel is left as it is."""
    check(params)
    if params.mode == "manual" and params.black >= params.white:
        raise SettingsError(_("Black must be below white."))
    if params.channel != "all" and photo.meta.grey:
        return photo
    chosen = stretched(photo, params) if params.mode == "auto" else params
    if replace(chosen, channel="all") == LevelsParams():
        return photo
    values = np.linspace(0, 1, tone.levels(photo))
    changed = table(chosen, values)
    tables = [changed if params.channel in ("all", name) else values for name in CHANNELS]
    return tone.by_tables(photo, np.stack(tables), context.job)


TOOL = Tool(
    id="levels",
    title=N_("Levels"),
    summary=SUMMARIES["levels"],
    icon="chart-column",
    params=LevelsParams,
    run=levels,
    output_size=same_size,
    group="light",
    instant=True,
    preview="whole",  # stretching looks at the whole photo
    reduced=lambda params, _scale: params,
)
