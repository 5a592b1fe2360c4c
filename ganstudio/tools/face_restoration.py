"""Restore faces: what noise, blur or a small copy has left of them is made good by a network that knows faces.

No such network comes with the program; those of the GFPGAN and RestoreFormer families can be added.
"""

from __future__ import annotations

from dataclasses import dataclass

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import ModelError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.params import check, flag, integer, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools.face import MOST, found
from ganstudio.tools.tool import Context, Size, Tool, same_size

TASK = "face-restoration"


@dataclass(frozen=True)
class FaceRestorationParams:
    """What the user chooses."""

    model: str = model(TASK, help=N_("The network that knows how faces look."))
    face: int = integer(
        0, low=0, high=MOST, title=N_("Face"), help=N_("Which face, the largest being 1; 0 means all of them.")
    )
    strength: float = number(
        0.8,
        low=0,
        high=1,
        step=0.05,
        title=N_("Strength"),
        help=N_("How much of the restored face is mixed with the photo: less keeps more likeness."),
    )
    tones: bool = flag(
        True, title=N_("Keep light and colours"), help=N_("Only detail is new; light and colours stay as they are.")
    )


def restore(photo: Photo, params: FaceRestorationParams, context: Context) -> Photo:
    """The photo with its faces restored, all else as it was, bit for bit.

    Raises GanstudioError where there is no such face, ModelError, OutOfMemory, Cancelled.
    """
    from ganstudio.tools.facing.restoring import restored

    check(params)
    info = choose_model(context.engine.store, params.model)
    if not params.strength:
        return photo
    return restored(photo, found(photo, params.face, context), info, params, context)


def choose_model(store: Store, name: str) -> ModelInfo:
    """The model called `name`; an empty name means the preferred one. Raises ModelError where there is none."""
    if not name and not store.list(TASK):
        raise ModelError(
            _("No model that restores faces is here yet. Add one of the GFPGAN or RestoreFormer family, a .pth file.")
        )
    return store.find(name, TASK)


def _model(_size: Size, params: FaceRestorationParams, store: Store) -> ModelInfo:
    return choose_model(store, params.model)


TOOL = Tool(
    id="face-restoration",
    title=N_("Restore faces"),
    summary=SUMMARIES["face-restoration"],
    icon="smile-plus",
    params=FaceRestorationParams,
    run=restore,
    output_size=same_size,
    model=_model,
    preview="whole",  # where the faces are, is found in the whole photo
    reduced=lambda params, _scale: params,
)
