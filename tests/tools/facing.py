"""What the tests of faces share: a drawn face, where it lies, and a context with a small model of faces."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.faces import FACES, Chosen, Face
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context

SIDE = 90
"""Of the square of a drawn face, about."""
SKIN, HAIR, BEHIND = (210, 160, 130), (60, 40, 30), (90, 140, 190)


def drawn(size: tuple[int, int] = (240, 180), *middles: tuple[int, int]) -> Pixels:
    """Faces of `SIDE` pixels with hair, eyes and mouth, on a plain ground with some grain."""
    width, height = size
    picture = np.full((height, width, 3), BEHIND, np.uint8)
    for x, y in middles or [(120, 90)]:
        cv2.ellipse(picture, (x, y - 8), (62, 74), 0, 0, 360, HAIR, -1)
        cv2.ellipse(picture, (x, y + 4), (36, 44), 0, 0, 360, SKIN, -1)
        for eye in (-18, 18):
            cv2.circle(picture, (x + eye, y - 19), 5, (30, 30, 40), -1)
        cv2.ellipse(picture, (x, y + 17), (14, 5), 0, 0, 360, (170, 60, 60), -1)
    grain = np.random.default_rng(0).integers(-6, 7, picture.shape)
    return freeze(np.clip(picture + grain, 0, 255).astype(np.uint8))


def face(size: tuple[int, int] = (240, 180), middle: tuple[int, int] = (120, 90)) -> Face:
    """Where a drawn face lies."""
    (width, height), (x, y) = size, middle
    spots = [((x + dx) / width, (y + dy) / height) for dx, dy in ((-18, -19), (18, -19), (0, 17))]
    return Face(*spots)


def context(folder: Path, *chosen: Chosen, job: Job | None = None, **attached: Any) -> Context:
    """On the processor, with the models in `folder`."""
    given = ({FACES: chosen} if chosen else {}) | attached
    return Context(_engine(folder), job or Job(), attachments=given)


@functools.cache
def _engine(folder: Path) -> Engine:
    return Engine(Store([folder]), "cpu")


def changed(photo: Photo | Pixels, context: Context, **params: Any) -> Photo:
    """What the tool makes of it, as the window and the command line run it."""
    tool = TOOLS["face"]
    return do(tool, photo if isinstance(photo, Photo) else Photo(photo), tool.params(**params), context)


def smiling(**values: float) -> Chosen:
    """The drawn face in the middle, with sliders; a smile if none are given."""
    return Chosen(face()).at(values or {"smile": 1.0})
