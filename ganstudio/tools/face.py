"""Faces: older or younger, a smile, another light, turned a little; in the photo itself, at its full size."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import partial

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError, SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import check, integer, model, number, text
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.faces import FACES, Chosen, Face, faces_of
from ganstudio.tools.tool import Context, Size, Tool, same_size

TASK = "face"
MOST = 100
"""Faces of a photo that can be asked for by number."""
_slider = partial(number, 0.0, low=-1, high=1, step=0.05)


@dataclass(frozen=True)
class FaceParams:
    """What the user chooses. Faces that are attached have sliders of their own, in place of these."""

    model: str = model(TASK, help=N_("The network that knows faces."))
    face: int = integer(
        0, low=0, high=MOST, title=N_("Face"), help=N_("Which face, the largest being 1; 0 means all of them.")
    )
    age: float = _slider(title=N_("Age"), help=N_("Below 0 younger, above 0 older."))
    smile: float = _slider(title=N_("Smile"), help=N_("Below 0 more serious, above 0 a smile."))
    gender: float = _slider(title=N_("Gender expression"), help=N_("Below 0 more feminine, above 0 more masculine."))
    hair: float = _slider(
        title=N_("Hair lightness"), help=N_("Below 0 darker, above 0 lighter; as far as hair is seen about the face.")
    )
    lighting: float = _slider(title=N_("Lighting"), help=N_("Below 0 light from the left, above 0 from the right."))
    yaw: float = _slider(title=N_("Turn"), help=N_("Turn the head: below 0 to the left, above 0 to the right."))
    more: str = text(
        title=N_("Other sliders"), help=N_("Of a model that has others: their names and values, as hat=0.5 beard=-1.")
    )


SLIDERS = ("age", "smile", "gender", "hair", "lighting", "yaw")
"""The fields of `FaceParams` that are sliders of a model, where it has them."""


def face(photo: Photo, params: FaceParams, context: Context) -> Photo:
    """The photo with its faces changed, all else as it was, bit for bit.

    Raises GanstudioError where there is no such face, SettingsError for sliders that there are not, ModelError,
    OutOfMemory, Cancelled.
    """
    from ganstudio.tools.facing import edited

    check(params)
    info = context.engine.store.find(params.model, TASK)
    chosen = faces_of(context.attachments)
    if chosen is None:
        values = slider_values(params, info)
        chosen = tuple(Chosen(each).at(values) for each in found(photo, params.face, context)) if values else ()
    return edited(photo, chosen, params, context)


def slider_values(params: FaceParams, info: ModelInfo) -> dict[str, float]:
    """The sliders that are moved; raises SettingsError where `more` names some that the model lacks."""
    values = {name: getattr(params, name) for name in SLIDERS} | more_sliders(params.more, info)
    return {name: float(value) for name, value in values.items() if value}


def more_sliders(more: str, info: ModelInfo) -> dict[str, float]:
    """What `hat=0.5 beard=-1` says; raises SettingsError for anything else, and for sliders that the model lacks."""
    from ganstudio.tools.facing.sliders import sliders

    there = [slider.name for slider in sliders(info)]
    values = {}
    for name, number_ in _pairs(more):
        if name not in there:
            sentence = _("The model {model} has no slider called {name}; it has: {names}.")
            raise SettingsError(sentence.format(model=info.name, name=name, names=", ".join(there) or _("none")))
        if not -1 <= number_ <= 1:
            sentence = _("{title} must be a number from {low} to {high}, not {value}.")
            raise SettingsError(sentence.format(title=name, low=-1, high=1, value=number_))
        values[name] = number_
    return values


def _pairs(more: str) -> list[tuple[str, float]]:
    try:
        pairs = [word.rpartition("=") for word in shlex.split(more)]
        return [(name, float(number_)) for name, _equals, number_ in pairs]
    except ValueError:
        sentence = _("Other sliders are written like hat=0.5 beard=-1, not {text}.")
        raise SettingsError(sentence.format(text=more)) from None


def found(photo: Photo, number: int, context: Context) -> tuple[Face, ...]:
    """The faces of the photo, the largest first; only the one with that `number`, unless it is 0.

    Raises GanstudioError where there is none, ModelError, OutOfMemory, Cancelled.
    """
    from ganstudio.tools.facing.finding import faces

    there = faces(photo, context)
    if not there:
        raise GanstudioError(
            _("No face was found in this photo. Faces must be a few dozen pixels large and not turned far away.")
        )
    if number > len(there):
        sentence = _("Face {number} is not there: {count} were found in this photo.")
        raise GanstudioError(sentence.format(number=number, count=len(there)))
    return there[number - 1 : number] if number else there


def _model(_size: Size, params: FaceParams, store: Store) -> ModelInfo:
    return store.find(params.model, TASK)


TOOL = Tool(
    id="face",
    title=N_("Faces"),
    summary=SUMMARIES["face"],
    icon="scan-face",
    params=FaceParams,
    run=face,
    output_size=same_size,
    model=_model,
    instrument=FACES,
    follows=True,
    preview="whole",  # where the faces are, is found in the whole photo
    reduced=lambda params, _scale: params,
    masks="corrects",
    takes=(FACES,),
)
