"""Insert: a piece of another photo blended in so that it looks native."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.i18n import N_
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.mask import Area
from ganstudio.params import check, choice, flag, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.adapt import adapted, lay
from ganstudio.tools.blending import Harmonise
from ganstudio.tools.piece import MIDDLE, in_depth, in_grey, piece_for, placed
from ganstudio.tools.tool import Context, Size, Tool, same_size

__all__ = ["MIDDLE", "PIECE", "TOOL", "InsertParams", "insert", "piece_for", "placed", "reduced"]

TASK = "blend"
PIECE = "piece"
"""Name of the attachment: RGBA pixels of the photo's depth; alpha says what was cut out."""
SMALLEST, LARGEST = 0.02, 20.0
NETWORK, GRADIENTS, PLAIN = "gan", "poisson", "plain"
METHODS = {NETWORK: N_("Network"), GRADIENTS: N_("Gradients"), PLAIN: N_("As it is")}
"""Method → marked title."""


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
        NETWORK,
        METHODS,
        title=N_("Method"),
        help=N_("The network judges light and colours; gradients alone take the colours on along the outline."),
    )
    model: str = model(TASK, when={"method": (NETWORK,)})
    strength: float = number(
        1.0,
        low=0,
        high=1,
        step=0.05,
        title=N_("Adaption"),
        help=N_("How far light and colours of the piece become those of the photo; 0 keeps them."),
        when={"method": (NETWORK, GRADIENTS)},
    )
    feather: float = number(
        2.0, low=0, high=200, step=0.5, title=N_("Feather"), help=N_("Width of the soft edge in pixels.")
    )


def insert(photo: Photo, params: InsertParams, context: Context) -> Photo:
    """The photo with the piece in it; what the piece does not cover stays as it was, bit for bit.

    Raises GanstudioError where nothing of the piece is to be seen in the photo.
    """
    check(params)
    job, pixels = context.job, photo.pixels
    area, part = placed(photo.size, _fitting(context.attachments[PIECE], photo), params, job.part(0, 0.3))
    if params.method != PLAIN and params.strength > 0:
        harmonise = _network(params, context) if params.method == NETWORK else None
        part = adapted(pixels, part, area, params.strength, harmonise, context.seed, job.part(0.3, 0.6))
    part = _soft(part, area, photo.size, params.feather)
    result = room(len(pixels), pixels.shape[1], pixels.shape[2], pixels.dtype)
    result[...] = pixels
    lay(result[area.slices], in_grey(part) if photo.meta.grey else part, job)
    job.progress(1)
    return photo.with_pixels(freeze(result))


def _fitting(piece: Pixels, photo: Photo) -> Pixels:
    """The piece in the photo's depth, grey where the photo is: in a workflow it may have been cut for another one."""
    piece = freeze(in_depth(piece, photo.pixels.dtype))
    return in_grey(piece) if photo.meta.grey else piece


def _soft(part: Pixels, area: Area, size: Size, feather: float) -> Pixels:
    """The piece with an edge that fades over `feather` pixels inwards, but not where the photo ends."""
    import cv2

    ends = area.top == 0, area.top + area.height == size[1], area.left == 0, area.left + area.width == size[0]
    top, bottom, left, right = (0 if end else 1 for end in ends)
    inside = (part[..., 3] > 0).astype(np.uint8)
    solid = cv2.copyMakeBorder(inside, top, bottom, left, right, cv2.BORDER_CONSTANT, value=0)
    if not feather or solid.all():
        return part
    inwards = cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inwards = inwards[top : top + area.height, left : left + area.width]
    # Something small keeps its middle.
    width = min(feather, float(inwards.max()) / 2)
    result = part.copy()
    result[..., 3] = np.rint(part[..., 3] * np.minimum(1, inwards / (width + 1)))
    return freeze(result)


def _network(params: InsertParams, context: Context) -> Harmonise:
    engine = context.engine
    info = choose_model(engine.store, params.model)
    return lambda pixels, piece: engine.fill(info, pixels, piece, context.job, background=context.background)


def choose_model(store: Store, name: str) -> ModelInfo:
    """The model called `name`; an empty name means the default one. Raises ModelError where there is none."""
    return store.find(name, TASK)


def _model(_size: Size, params: InsertParams, store: Store) -> ModelInfo | None:
    return choose_model(store, params.model) if params.method == NETWORK else None


def reduced(params: InsertParams, scale: float) -> InsertParams:
    """What looks the same on a photo reduced by `scale`; the piece stays as large as it is."""
    left, top = (value if value == MIDDLE else value * scale for value in (params.left, params.top))
    return replace(
        params, left=left, top=top, scale=max(SMALLEST, params.scale * scale), feather=params.feather * scale
    )


TOOL = Tool(
    id="insert",
    title=N_("Insert"),
    summary=SUMMARIES["insert"],
    icon="puzzle",
    params=InsertParams,
    run=insert,
    output_size=same_size,
    group="retouch",
    instrument="insert",
    model=_model,
    preview="whole",
    reduced=reduced,
    masks="none",
    needs=(PIECE,),
)
