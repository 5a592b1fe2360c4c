"""Insert: a piece of another photo blended in so that it looks native."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.params import check, choice, flag, model, number
from ganstudio.tools.piece import MIDDLE, in_depth, in_grey, piece_for, placed
from ganstudio.tools.tool import Context, Tool, same_size

__all__ = ["MIDDLE", "PIECE", "TOOL", "InsertParams", "insert", "piece_for", "placed", "reduced"]

TASK = "blend"
PIECE = "piece"
"""Name of the attachment: RGBA pixels of the photo's depth; alpha says what was cut out."""
SMALLEST, LARGEST = 0.02, 20.0


@dataclass(frozen=True)
class InsertParams:
    """What the user chooses. Places are the photo's pixels, from its top left corner."""

    left: float = number(
        MIDDLE,
        low=MIDDLE,
        high=-MIDDLE,
        step=1,
        title=N_("Left"),
        help=N_("Where the middle of the piece lies, in pixels from the left edge of the photo; -99999 is the middle."),
    )
    top: float = number(
        MIDDLE,
        low=MIDDLE,
        high=-MIDDLE,
        step=1,
        title=N_("Top"),
        help=N_("Where the middle of the piece lies, in pixels from the top edge of the photo; -99999 is the middle."),
    )
    scale: float = number(
        1.0, low=SMALLEST, high=LARGEST, step=0.05, title=N_("Factor"), help=N_("How many times as large.")
    )
    angle: float = number(0.0, low=-180, high=180, step=1, title=N_("Angle"), help=N_("In degrees, clockwise."))
    mirror: bool = flag(False, title=N_("Mirror"), help=N_("Swap left and right of the piece."))
    method: str = choice(
        "poisson",
        {"gan": N_("Network"), "poisson": N_("Gradients"), "plain": N_("As it is")},
        title=N_("Method"),
        help=N_("The network judges light and colours; gradients alone take the colours on along the outline."),
    )
    model: str = model(TASK)
    strength: float = number(
        1.0,
        low=0,
        high=1,
        step=0.05,
        title=N_("Adaption"),
        help=N_("How far light and colours of the piece become those of the photo; 0 keeps them."),
        when={"method": ("gan", "poisson")},
    )
    feather: float = number(
        2.0, low=0, high=200, step=0.5, title=N_("Feather"), help=N_("Width of the soft edge in pixels.")
    )


def insert(photo: Photo, params: InsertParams, context: Context) -> Photo:
    """The photo with the piece in it; what the piece does not cover stays as it was, bit for bit.

    Raises GanstudioError where nothing of the piece is to be seen in the photo.
    """
    check(params)
    pixels = photo.pixels
    piece = _fitting(context.attachments[PIECE], photo)
    area, part = placed(photo.size, piece, params, context.job.part(0, 0.3))
    result = room(len(pixels), pixels.shape[1], pixels.shape[2], pixels.dtype)
    result[...] = pixels
    _lay(result[area.slices], part, part[..., 3].astype(np.float32) / white(part))
    context.job.progress(1)
    return photo.with_pixels(freeze(result))


def _fitting(piece: Pixels, photo: Photo) -> Pixels:
    """The piece in the photo's depth, grey where the photo is: in a workflow it may have been cut for another one."""
    piece = freeze(in_depth(piece, photo.pixels.dtype))
    return in_grey(piece) if photo.meta.grey else piece


def _lay(below: Pixels, piece: Pixels, share: Any) -> None:
    """The piece over the pixels `below`, changed in place: `share` (H, W) of it, in [0, 1] (Porter and Duff 1984)."""
    full = white(below)
    share = share[..., None]
    under = below[..., 3:].astype(np.float32) / full if has_alpha(below) else np.float32(1)
    opaque = share + (1 - share) * under
    mixed = piece[..., :3] * share + below[..., :3] * ((1 - share) * under)
    colours = np.rint(mixed / np.maximum(opaque, 1e-6)).clip(0, full)
    below[..., :3] = np.where(share > 0, colours.astype(below.dtype), below[..., :3])
    if has_alpha(below):
        below[..., 3:] = np.where(share > 0, np.rint(opaque * full).astype(below.dtype), below[..., 3:])


def reduced(params: InsertParams, scale: float) -> InsertParams:
    """What looks the same on a photo reduced by `scale`; the piece stays as large as it is."""
    left, top = (value if value == MIDDLE else value * scale for value in (params.left, params.top))
    return replace(
        params, left=left, top=top, scale=max(SMALLEST, params.scale * scale), feather=params.feather * scale
    )


TOOL = Tool(
    id="insert",
    title=N_("Insert"),
    summary=N_("Blend a piece of another photo in, so that it looks native."),
    icon="puzzle",
    params=InsertParams,
    run=insert,
    output_size=same_size,
    group="retouch",
    preview="whole",
    reduced=reduced,
    masks="none",
    needs=(PIECE,),
)
