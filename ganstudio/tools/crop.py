"""Crop: cut an area out of a photo, pixel for pixel."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import check, choice, flag, integer
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.tool import Area, Context, Size, Tool

MOST = 1_000_000
"""Pixels that a side has at most."""
RATIOS = {"1:1": 1.0, "5:4": 5 / 4, "4:3": 4 / 3, "3:2": 3 / 2, "16:9": 16 / 9}
"""Width by height, lying."""


@dataclass(frozen=True)
class CropParams:
    """What the user chooses; `area` says what it means for a photo."""

    ratio: str = choice(
        "free",
        {"free": N_("Free"), "original": N_("As the photo"), **{name: name for name in RATIOS}},
        title=N_("Ratio"),
        help=N_("Width by height of the result."),
    )
    portrait: bool = flag(False, title=N_("Upright"), help=N_("Turn the ratio: 3:2 becomes 2:3."))
    left: int = integer(0, low=0, high=MOST, title=N_("Left"), help=N_("First column that is kept, in pixels."))
    top: int = integer(0, low=0, high=MOST, title=N_("Top"), help=N_("First row that is kept, in pixels."))
    width: int = integer(
        0, low=0, high=MOST, title=N_("Width"), help=N_("In pixels; 0 is the largest area in the middle.")
    )
    height: int = integer(
        0, low=0, high=MOST, title=N_("Height"), help=N_("In pixels; 0 is the largest area in the middle.")
    )


def ratio(size: Size, params: CropParams) -> float | None:
    """Width by height that is asked for in a photo of `size` (width, height); None: any."""
    if params.ratio == "free":
        return None
    lying = size[0] / size[1] if params.ratio == "original" else RATIOS[params.ratio]
    return 1 / lying if params.portrait else lying


def area(size: Size, params: CropParams) -> Area:
    """What is kept of a photo of `size` (width, height): always inside of it, and at least one pixel.

    With a width or height of 0 it is the largest area in the middle that has the ratio. One that is partly outside
    loses what is outside. One whose ratio is another than the one asked for (by more than rounding to whole pixels)
    is narrowed to the largest area in its middle that has it. Raises SettingsError where all of it is outside.
    """
    left, top, width, height = _inside(size, params)
    wanted = ratio(size, params)
    if wanted is None or abs(width - height * wanted) <= max(1, wanted):
        return left, top, width, height
    narrow = min(width, max(1, round(height * wanted)))
    low = min(height, max(1, round(width / wanted)))
    return left + (width - narrow) // 2, top + (height - low) // 2, narrow, low


def _inside(size: Size, params: CropParams) -> Area:
    """What of the area that is given lies in the photo; the whole photo where none is given."""
    if not params.width or not params.height:
        return 0, 0, *size
    if params.left >= size[0] or params.top >= size[1]:
        raise SettingsError(
            _(
                "The area begins at {left}, {top}, outside of this picture of {width} × {height} pixels: "
                "choose another area."
            ).format(left=params.left, top=params.top, width=size[0], height=size[1])
        )
    return (
        params.left,
        params.top,
        min(params.width, size[0] - params.left),
        min(params.height, size[1] - params.top),
    )


def output_size(size: Size, params: CropParams) -> Size:
    """(width, height) of the result; raises SettingsError where the area is outside of the photo."""
    return area(size, params)[2:]


def crop(photo: Photo, params: CropParams, context: Context) -> Photo:
    """The part of the photo that `area` names; what is all of it is the photo itself."""
    left, top, width, height = area(photo.size, check(params))
    context.job.check()
    if (width, height) == photo.size:
        return photo
    return photo.with_pixels(photo.pixels[top : top + height, left : left + width].copy())


TOOL = Tool(
    id="crop",
    title=N_("Crop"),
    summary=SUMMARIES["crop"],
    icon="crop",
    params=CropParams,
    run=crop,
    output_size=output_size,
    group="frame",
    instrument="crop",
    instant=True,
    preview="none",
    masks="none",
)
