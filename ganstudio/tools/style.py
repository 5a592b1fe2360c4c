"""Style: a photo as if it were painted or drawn, or a drawing as if it were a photo, by a network."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import LUMA, Pixels, white
from ganstudio.params import check, flag, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import tone
from ganstudio.tools.tone import Floats
from ganstudio.tools.tool import Context, Size, Tool, same_size

TASK = "style"
_NETWORK = 0.7
"""Share of the time that the network takes, about."""


@dataclass(frozen=True)
class StyleParams:
    """What the user chooses."""

    model: str = model(TASK, title=N_("Style"), help=N_("The style the photo gets."))
    strength: float = number(
        1.0,
        low=0,
        high=1,
        step=0.05,
        title=N_("Strength"),
        help=N_("How much of the new picture is mixed with the photo; 0 is the photo."),
    )
    strokes: float = number(
        1.0,
        low=0.25,
        high=4,
        step=0.25,
        title=N_("Strokes"),
        help=N_("How large brush strokes are in the picture; below 1 more detail is kept."),
    )
    keep_colours: bool = flag(
        False, title=N_("Keep colours"), help=N_("Take only light and dark from the style; colours stay the photo's.")
    )


def style(photo: Photo, params: StyleParams, context: Context) -> Photo:
    """The photo in another style, its size, depth and alpha as they were; grey ones get colours unless these are kept.

    Raises ModelError, OutOfMemory, Cancelled.
    """
    from ganstudio.tools.styling.painting import painted

    check(params)
    info, job = context.engine.store.find(params.model, TASK), context.job
    if params.strength == 0:
        return photo
    painting = painted(photo, info, params.strokes, replace(context, job=job.part(0, _NETWORK)))

    def work(part: Pixels, rows: slice) -> Pixels:
        return _mixed(part, painting.at(part, rows, len(photo.pixels)), params)

    result = tone.in_pieces(photo, work, job.part(_NETWORK, 1 - _NETWORK))
    return replace(result, meta=replace(photo.meta, grey=photo.meta.grey and params.keep_colours))


def _mixed(part: Pixels, made: Floats, params: StyleParams) -> Pixels:
    """`part` with as much of what was `made` of it, in [0, 1], as is wanted.

    Where colours are kept, all channels get what the brightness gets (Gatys et al. 2016, "Preserving Color in Neural
    Artistic Style Transfer", section 3: the style's luminance with the photo's chroma).
    """
    import cv2

    full = white(part)
    change: Floats = np.clip(made, 0, 1) * np.float32(full) - part
    if params.keep_colours:
        change = np.asarray(cv2.transform(change, LUMA[None]), np.float32).reshape(*part.shape[:2], 1)
    values = part + change * np.float32(params.strength)
    return np.asarray(np.clip(np.rint(values, out=values), 0, full)).astype(part.dtype)


def _model(_size: Size, params: StyleParams, store: Store) -> ModelInfo:
    return store.find(params.model, TASK)


TOOL = Tool(
    id="style",
    title=N_("Style"),
    summary=SUMMARIES["style"],
    icon="wallpaper",
    params=StyleParams,
    run=style,
    output_size=same_size,
    model=_model,
    preview="whole",  # how large strokes are depends on the whole photo
    reduced=lambda params, _scale: params,
)
