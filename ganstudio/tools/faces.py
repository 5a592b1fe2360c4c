"""Faces as the tools have them: attached to an edit, each with its own sliders."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.image.chosen import Chosen
from ganstudio.image.face import Face

__all__ = ["FACES", "Chosen", "Face", "check_faces", "faces_of"]

FACES = "faces"
"""Name of the attachment: a tuple of `Chosen`, never changed, only put in another's place."""


def faces_of(attachments: Mapping[str, Any]) -> tuple[Chosen, ...] | None:
    """The faces that are attached; None where none are, which is not the same as no face.

    Raises GanstudioError where they are none.
    """
    faces: tuple[Chosen, ...] | None = attachments.get(FACES)
    check_faces(faces)
    return faces


def check_faces(faces: Any) -> None:
    """Raise GanstudioError where what is attached as faces is none: a workflow's file may say anything."""
    if faces is None:
        return
    if not isinstance(faces, tuple) or not all(isinstance(each, Chosen) and _usable(each) for each in faces):
        raise GanstudioError(_("What is attached as faces is none; choose them anew."))


def _usable(chosen: Chosen) -> bool:
    """Whether all is finite, the sliders are in their range and the spots are no single one."""
    spots = chosen.face.to_json()
    numbers = [number for spot in spots for number in spot]
    inside = all(-1 <= value <= 1 for _name, value in chosen.sliders)
    return inside and all(map(math.isfinite, numbers)) and any(spot != spots[0] for spot in spots)
