"""How well a face can be changed, said plainly; and how far it has been."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ganstudio.i18n import _
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.facing.seeing import moved, seen
from ganstudio.tools.tool import Context

_SMALL = 40
"""Side of the square in pixels below which a face is too small."""
_USUAL = 1.0


@dataclass(frozen=True)
class State:
    """How well a face can be changed."""

    warning: str
    """A sentence; empty where all is well."""
    share: float
    """How far sliders are taken, 0 to 1."""
    likeness: float
    """Of what the network gives back, in dB."""


def state(photo: Photo, face: Face, model: str, context: Context) -> State:
    """Raises ModelError, OutOfMemory, Cancelled."""
    info = context.engine.store.find(model, "face")
    view = seen(photo, face, info, context)
    error = float(np.square(np.clip(view.back, 0, 1) - view.square).mean())
    likeness = -10 * math.log10(max(error, 1e-10))
    if face.side(photo.size) < _SMALL:
        return State(_("This face is too small to be changed well."), 0.5, likeness)
    return State("", 1.0, likeness)


def change(photo: Photo, face: Face, values: Mapping[str, float], model: str, context: Context) -> float:
    """How far a face has been changed, by the distance of codes: 1 is what is usual between two people.

    Raises ModelError, OutOfMemory, Cancelled.
    """
    info = context.engine.store.find(model, "face")
    view = seen(photo, face, info, context)
    off = moved(view.codes, dict(values), info, context) - view.codes
    return float(np.sqrt(np.square(off).mean()) / _USUAL)
