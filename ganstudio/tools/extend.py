"""Extend: a larger canvas around the photo, filled with what might have been there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import NothingAsked, SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import check, choice, flag, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.crop import RATIOS
from ganstudio.tools.fill import METHODS, NETWORK, TASK, choose_model
from ganstudio.tools.outwards import grown
from ganstudio.tools.tool import Context, Size, Tool

MOST = 25
"""Per cent of the photo's width, or height, that are added to a side at most: from further away nothing is known."""
_FREE = {"ratio": ("free",)}


class Border(NamedTuple):
    """Pixels that are added to each side."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class ExtendParams:
    """What the user chooses. The four sides count where no ratio is asked for."""

    left: float = number(
        0.0, low=0, high=MOST, step=0.5, title=N_("Left"), help=N_("In per cent of the photo's width."), when=_FREE
    )
    top: float = number(
        0.0, low=0, high=MOST, step=0.5, title=N_("Top"), help=N_("In per cent of the photo's height."), when=_FREE
    )
    right: float = number(
        0.0, low=0, high=MOST, step=0.5, title=N_("Right"), help=N_("In per cent of the photo's width."), when=_FREE
    )
    bottom: float = number(
        0.0, low=0, high=MOST, step=0.5, title=N_("Bottom"), help=N_("In per cent of the photo's height."), when=_FREE
    )
    ratio: str = choice(
        "free",
        {"free": N_("Free"), **{name: name for name in RATIOS}},
        title=N_("Ratio"),
        help=N_("Width by height that the canvas grows to, to both sides alike."),
    )
    portrait: bool = flag(False, title=N_("Upright"), help=N_("Turn the ratio: 3:2 becomes 2:3."))
    method: str = choice(
        NETWORK,
        METHODS,
        title=N_("Method"),
        help=N_("The network guesses forms, the photo lends detail; the others are plain and soft."),
    )
    model: str = model(TASK, help=N_("The network that guesses what is there."), when={"method": (NETWORK,)})


def border(size: Size, params: ExtendParams) -> Border:
    """What is added to a photo of `size` (width, height); raises SettingsError where a ratio is out of reach."""
    if params.ratio != "free":
        return _to_ratio(size, params)
    across, down = (
        [math.ceil(side * share / 100 - 1e-6) for share in shares]  # a little of a small photo is a pixel
        for side, shares in zip(size, ((params.left, params.right), (params.top, params.bottom)), strict=True)
    )
    return Border(across[0], down[0], across[1], down[1])


def _to_ratio(size: Size, params: ExtendParams) -> Border:
    """The photo in the middle of the smallest canvas of the ratio."""
    width, height = size
    wanted = 1 / RATIOS[params.ratio] if params.portrait else RATIOS[params.ratio]
    more = max(0, round(height * wanted) - width), max(0, round(width / wanted) - height)
    share = max(100 * added / (2 * side) for added, side in zip(more, size, strict=True))
    if any(added > 2 * math.ceil(side * MOST / 100) for added, side in zip(more, size, strict=True)):
        raise SettingsError(
            _(
                "For {ratio} this picture ({width} × {height} pixels) would have to grow more on both sides "
                "({share} %) than is possible ({most} %). Choose a nearer ratio, or crop the photo first."
            ).format(ratio=_named(params), width=width, height=height, share=math.ceil(share), most=MOST)
        )
    left, top = more[0] // 2, more[1] // 2
    return Border(left, top, more[0] - left, more[1] - top)


def _named(params: ExtendParams) -> str:
    return ":".join(reversed(params.ratio.split(":"))) if params.portrait else params.ratio


def output_size(size: Size, params: ExtendParams) -> Size:
    """(width, height) of the result; raises SettingsError where nothing is to be added, or too much."""
    added = border(size, params)
    if not any(added):
        if params.ratio != "free":
            raise SettingsError(_("The photo is {ratio} already; choose another ratio.").format(ratio=_named(params)))
        raise NothingAsked(_("Nothing is to be added yet: say by how much the canvas shall grow on a side."))
    return size[0] + added.left + added.right, size[1] + added.top + added.bottom


def extend(photo: Photo, params: ExtendParams, context: Context) -> Photo:
    """The photo, pixel for pixel, on a larger canvas. Peak memory: the result, and a few times the widest side's."""
    output_size(photo.size, check(params))
    added = border(photo.size, params)
    return photo.with_pixels(grown(photo.pixels, added, params.method, params.model, context))


def _model(_size: Size, params: ExtendParams, store: Store) -> ModelInfo | None:
    return choose_model(store, params.model) if params.method == NETWORK else None


TOOL = Tool(
    id="extend",
    title=N_("Extend"),
    summary=SUMMARIES["extend"],
    icon="expand",
    params=ExtendParams,
    run=extend,
    output_size=output_size,
    group="retouch",
    model=_model,
    instrument="extend",
    preview="none",
    masks="none",
)
