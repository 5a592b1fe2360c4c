"""Resize: fewer pixels, or more, by plain resampling."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ganstudio.engine.engine import room
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import check, choice, flag, integer, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import resample
from ganstudio.tools.areas import each
from ganstudio.tools.tool import Context, Size, Tool

MOST = 100_000
"""Pixels that a side of the result has at most."""


@dataclass(frozen=True)
class ResizeParams:
    """What the user chooses. `percent`, `width`, `height` count with the modes that need them."""

    mode: str = choice(
        "percent",
        {
            "percent": N_("Per cent"),
            "width": N_("To a width"),
            "height": N_("To a height"),
            "fit": N_("To fit inside"),
            "exact": N_("To an exact size"),
        },
        title=N_("Size"),
        help=N_("How the size of the result is given. Only an exact size can change the proportions."),
    )
    percent: float = number(
        50.0,
        low=1,
        high=1000,
        step=1,
        title=N_("Per cent"),
        help=N_("Of the photo's width and height."),
        when={"mode": ("percent",)},
    )
    width: int = integer(
        1920,
        low=1,
        high=MOST,
        title=N_("Width"),
        help=N_("Of the result, in pixels."),
        when={"mode": ("width", "fit", "exact")},
    )
    height: int = integer(
        1080,
        low=1,
        high=MOST,
        title=N_("Height"),
        help=N_("Of the result, in pixels."),
        when={"mode": ("height", "fit", "exact")},
    )
    filter: str = choice(
        "automatic",
        {
            "automatic": N_("Automatic"),
            "lanczos": N_("Lanczos, sharpest"),
            "cubic": N_("Cubic, natural"),
            "linear": N_("Linear, softest"),
            "nearest": N_("Nearest, hard pixels"),
        },
        title=N_("Filter"),
        help=N_("Automatic is cubic where the photo gets smaller and Lanczos where it gets larger."),
    )
    keep_small: bool = flag(False, title=N_("Do not enlarge"), help=N_("A photo that would get larger stays as it is."))


def output_size(size: Size, params: ResizeParams) -> Size:
    """(width, height) of the result."""
    wanted = _wanted(size, params)
    larger = wanted[0] > size[0] or wanted[1] > size[1]
    return size if params.keep_small and larger else wanted


def _wanted(size: Size, params: ResizeParams) -> Size:
    across, down = params.width / size[0], params.height / size[1]
    times = {"percent": params.percent / 100, "width": across, "height": down, "fit": min(across, down)}
    if params.mode == "exact":
        return params.width, params.height
    width, height = (max(1, round(side * times[params.mode])) for side in size)
    return width, height


def resize(photo: Photo, params: ResizeParams, context: Context) -> Photo:
    """The photo in another size. Peak memory: the input, the result, and pieces of a bounded size."""
    size = output_size(photo.size, check(params))
    if size == photo.size:
        return photo
    pixels = photo.pixels
    result = room(size[1], size[0], pixels.shape[2], pixels.dtype)

    def work(piece: tuple[int, int]) -> None:
        result[slice(*piece)] = resample.rows(pixels, 0, len(pixels), size, *piece, params.filter)

    each(_pieces(photo.size, size), work, context.job)
    return photo.with_pixels(freeze(result))


def _pieces(size: Size, target: Size) -> Iterator[tuple[int, int]]:
    """Rows of the result for which neither they nor the rows of the photo that they are made of are too many."""
    per_row = math.ceil(size[0] * size[1] / target[1])
    return resample.pieces(0, target[1], max(target[0], per_row))


TOOL = Tool(
    id="resize",
    title=N_("Resize"),
    summary=SUMMARIES["resize"],
    icon="scaling",
    params=ResizeParams,
    run=resize,
    output_size=output_size,
    group="frame",
    preview="none",  # fitted to the view it looks the same, and the panel tells the size
    masks="none",
)
