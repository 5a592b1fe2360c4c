"""Which colours a spot is likely to have."""

from __future__ import annotations

import numpy as np

from ganstudio.image.dab import Colour, Dab
from ganstudio.image.photo import Photo
from ganstudio.tools.colorize import TASK
from ganstudio.tools.colouring.asking import copies_for, place, takes_dabs
from ganstudio.tools.colouring.modes import mass, modes, shown
from ganstudio.tools.colouring.space import UNIT, Space
from ganstudio.tools.tool import Context

_SPOT = 4
"""Pixels of the network's copy: a dab as near as that is on the spot itself."""


def suggestions(
    photo: Photo, x: float, y: float, dabs: tuple[Dab, ...], model: str, context: Context, count: int = 8
) -> tuple[Colour, ...]:
    """Likely colours of the spot at the shares `x`, `y` of the width and height, at its own luminance: the likeliest
    first, no two alike; sRGB of 8 bit. A network that knows no dabs has one.

    A dab on the spot itself does not count. Raises ModelError, OutOfMemory, Cancelled.
    """
    info = context.engine.store.find(model, TASK)
    small = copies_for(photo, Space.of(photo), info, context)
    spot = Dab(x, y, (0, 0, 0))
    at = place(spot, small.small.shape)
    if not takes_dabs(info):
        answer = context.engine.colours(info, small.planes(()), context.job, background=context.background)
        return shown(float(small.small[at]), answer[:, at[0], at[1]][None] * UNIT)
    others = [dab for dab in dabs if np.abs(np.subtract(place(dab, small.small.shape), at)).max() > _SPOT]
    palette, odds = context.engine.likely(info, small.planes(others), context.job, background=context.background)
    down, across = place(spot, odds.shape[1:])
    palette = palette * UNIT
    # Very dark and very light places have hardly a colour: there many of the palette look the same.
    found: dict[Colour, None] = dict.fromkeys(
        shown(float(small.small[at]), palette[modes(palette, mass(palette, odds[:, down, across]), len(palette))])
    )
    return tuple(found)[:count]
