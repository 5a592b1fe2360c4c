"""The whole photo painted with what the network has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import SettingsError
from ganstudio.i18n import _
from ganstudio.image.cast import Cast
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels
from ganstudio.tools import tone
from ganstudio.tools.colorize import TASK, ColorizeParams
from ganstudio.tools.colouring.asking import Copies, copies_for, takes_dabs
from ganstudio.tools.colouring.joining import Lines, joined
from ganstudio.tools.colouring.leading import led
from ganstudio.tools.colouring.proposing import proposal
from ganstudio.tools.colouring.space import UNIT, Space, root
from ganstudio.tools.tool import Context

_NETWORK = 0.3
"""Share of the time that the network takes, about."""
_WARMER = np.array([4.0, 20.0], np.float32)
"""What a temperature of 100 adds to a and b: about the way of daylight from 6500 K to 4500 K."""


def painted(photo: Photo, kind: Cast, dabs: Sequence[Dab], params: ColorizeParams, context: Context) -> Photo:
    """`photo`, which is of that `kind`, with new colours; no longer one that is to be written grey."""
    space = Space.of(photo)
    info = context.engine.store.find(params.model, TASK)
    if params.proposal and not takes_dabs(info):
        sentence = _("{name} has one proposal for a photo; set Proposal to 0, or choose another model.")
        raise SettingsError(sentence.format(name=_(info.title)))
    small = copies_for(photo, space, info, context)
    context.job.check()
    lines = _as_wanted(led(_answer(small, info, dabs, params, context), small.middle, dabs), params)
    own = 1 - params.strength if kind != "grey" else 0.0

    def work(part: Pixels, rows: slice) -> Pixels:
        luminance = space.luminance(part)
        roots = root(luminance)
        colours = lines.at(rows, photo.size[1], roots * np.float32(1.16) - np.float32(0.16))
        if own:
            for plane, before in zip(colours, space.colours(part), strict=True):
                plane += before * np.float32(own)
        return space.pixels(luminance, roots, colours)

    result = tone.in_pieces(photo, work, context.job.part(_NETWORK, 1 - _NETWORK))
    return replace(result, meta=replace(photo.meta, grey=False))


def _answer(small: Copies, info: ModelInfo, dabs: Sequence[Dab], params: ColorizeParams, context: Context) -> Lines:
    """What the network says, joined to luminance."""
    engine, job, background = context.engine, context.job.part(0, _NETWORK), context.background
    asked = list(dabs)
    if params.proposal:
        palette, odds = engine.likely(info, small.planes(dabs), job, background=background)
        light = small.places(odds.shape[1:])
        asked += proposal(params.proposal, light, palette * UNIT, odds, dabs)
    answer = engine.colours(info, small.planes(asked), job, background=background)
    return joined(answer * UNIT, small.small, small.middle)


def _as_wanted(lines: Lines, params: ColorizeParams) -> Lines:
    """With the saturation, temperature and strength that are chosen."""
    warmer = _WARMER * np.float32(params.temperature / 100)
    share = np.float32(params.strength)
    values = lines.values * (np.float32(params.saturation) * share)
    if params.temperature:
        values[..., 2:] += warmer * share
    return Lines(values)
