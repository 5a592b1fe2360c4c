"""Colorize: a grey, toned or faded photo gets likely colours; dabs of colour lead them. Luminance stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.i18n import N_, _
from ganstudio.image.cast import Cast, cast
from ganstudio.image.photo import Photo
from ganstudio.params import check, flag, integer, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.dabs import DABS, dabs_of
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context, Size, Tool, same_size

TASK = "colorize"
PROPOSALS = 5
"""How many there are beside the likeliest."""


@dataclass(frozen=True)
class ColorizeParams:
    """What the user chooses."""

    model: str = model(TASK, help=N_("The network that knows which colours are likely."))
    proposal: int = integer(
        0,
        low=0,
        high=PROPOSALS,
        title=N_("Proposal"),
        help=N_("0 is the likeliest; the others give large parts of the photo another colour they may have had."),
    )
    strength: float = number(
        1.0,
        low=0,
        high=1,
        step=0.05,
        title=N_("Strength"),
        help=N_("How much of the new colours is mixed with those that the photo has."),
    )
    saturation: float = number(
        1.0, low=0, high=2, step=0.05, title=N_("Saturation"), help=N_("Below 1 the new colours are paler.")
    )
    temperature: float = number(
        0.0,
        low=-100,
        high=100,
        step=1,
        title=N_("Temperature"),
        help=N_("Above 0 the new colours are warmer, below 0 cooler."),
    )
    recolour: bool = flag(
        False,
        title=N_("Recolour"),
        help=N_("Give a photo new colours that has some already, as a faded one; only its luminance is kept."),
    )


_casts = Kept[Cast]()


def colorize(photo: Photo, params: ColorizeParams, context: Context) -> Photo:
    """The photo in colour, its luminance as it was.

    Raises GanstudioError where the photo is in colour and shall not be recoloured, or where the dabs are none;
    ModelError, OutOfMemory, Cancelled.
    """
    from ganstudio.tools.colouring.painting import painted

    check(params)
    dabs = dabs_of(context.attachments)
    kind = "grey" if photo.meta.grey else _casts.get(photo.pixels, "cast", lambda: cast(photo.pixels))
    if kind == "colour" and not params.recolour:
        raise GanstudioError(_("This photo is in colour already. To give it new colours, turn Recolour on."))
    if not params.strength:
        return photo
    return painted(photo, kind, dabs, params, context)


def _model(_size: Size, params: ColorizeParams, store: Store) -> ModelInfo:
    return store.find(params.model, TASK)


TOOL = Tool(
    id="colorize",
    title=N_("Colorize"),
    summary=SUMMARIES["colorize"],
    icon="paintbrush",
    params=ColorizeParams,
    run=colorize,
    output_size=same_size,
    model=_model,
    instrument=DABS,
    follows=True,
    preview="whole",  # the network looks at the whole photo
    reduced=lambda params, _scale: params,
    takes=(DABS,),
)
