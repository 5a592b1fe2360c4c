"""How well a face can be changed, said plainly, before a slider makes a mess of it; and how far it has been changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.i18n import N_, _
from ganstudio.image.face import ALIGNED, Face
from ganstudio.image.photo import Photo
from ganstudio.tools.facing.made import spread
from ganstudio.tools.facing.regions import oval
from ganstudio.tools.facing.seeing import Floats, Seen, moved, seen
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context

# From what on all is well → from where on a slider goes no farther than _LEAST. Measured on 300 faces that no network
# has learnt from, on these with bars over eyes or mouth, and on 300 pieces of photos that show no face.
_SIDE = 48.0, 16.0
"""Pixels of the square's side."""
_INSIDE = 0.85, 0.5
"""How much of the square lies in the photo."""
_SLANT = 0.07, 0.15
"""How far eyes and mouth are from where they lie in a face seen from the front, in parts of the side."""
_NARROW = 0.6, 0.35
"""Distance of the eyes in parts of that from the eyes to the mouth."""
_LIKENESS = 22.5, 18.0
"""dB: 1 of 100 faces has less than the first, every third piece of a photo."""
_STRANGE = 1.12, 1.8
"""How far a code is from the usual one: 3 of 100 faces are farther than the first, half of those with a covered mouth,
a third of those with shades, half of what is no face."""
_LEAST = 0.3
_WARNING = 0.97
"""Below that share one is told."""
_SMALL = N_("This face is too small for all that the sliders can do; they do less.")
_CUT = N_("This face is cut off by the border of the photo; the sliders do less.")
_TURNED = N_("This face is turned away, or its points are not set right; the sliders do less.")
_POOR = N_("The network does not see well what is special in this face; the sliders do less.")
_COVERED = N_("This face is covered, or unlike those that the network has learnt from; the sliders do less.")
_kept: Kept[State] = Kept()


@dataclass(frozen=True)
class State:
    """How well a face can be changed."""

    warning: str
    """A sentence in the language of then; empty where all is well."""
    share: float
    """How far sliders are taken, 0 to 1."""
    likeness: float
    """How like the face the picture is that the network gives back, in dB."""


def state(photo: Photo, face: Face, model: str, context: Context) -> State:
    """Judged once for as long as the photo's pixels live. Raises ModelError, OutOfMemory, Cancelled."""
    info = context.engine.store.find(model, "face")
    # What is kept is a sentence, and so has a language.
    key = face, info.path, info.sha256, _(_SMALL)
    return _kept.get(photo.pixels, key, lambda: _judged(photo, face, info, context))


def change(photo: Photo, face: Face, values: Mapping[str, float], model: str, context: Context) -> float:
    """How far sliders at `values` take a face from itself, by the distance of the encoder's codes: 1 is as far as two
    people usually are from one another. Raises ModelError, OutOfMemory, Cancelled."""
    info = context.engine.store.find(model, "face")
    view, much = seen(photo, face, info, context), state(photo, face, model, context).share
    off = moved(view.codes, {name: much * value for name, value in values.items()}, info, context) - view.codes
    return min(1.0, _far(off, spread(info, context)[1]) / math.sqrt(2))


def _judged(photo: Photo, face: Face, info: ModelInfo, context: Context) -> State:
    view = seen(photo, face, info, context)
    middle, deviation = spread(info, context)
    slant, narrow = _geometry(face, photo.size)
    likeness = _likeness(view)
    shares = {
        _SMALL: _share(face.side(photo.size), _SIDE),
        _CUT: _share(_inside(face, photo.size), _INSIDE),
        _TURNED: min(_share(slant, _SLANT), _share(narrow, _NARROW)),
        _COVERED: _share(_far(view.codes - middle, deviation), _STRANGE),
        _POOR: _share(likeness, _LIKENESS),
    }
    # The plainest reason first: of a face that is cut off the network's picture is poor as well.
    warning = next((_(name) for name, share in shares.items() if share < _WARNING), "")
    return State(warning, min(shares.values()), likeness)


def _share(value: float, limits: tuple[float, float]) -> float:
    """1 up to the first limit, _LEAST from the second on, whichever is the larger."""
    good, bad = limits
    return 1 - (1 - _LEAST) * float(np.clip((value - good) / (bad - good), 0, 1))


def _far(codes: Floats, deviation: Floats) -> float:
    """Root of the mean square, in standard deviations."""
    return float(np.sqrt(np.square(codes / deviation).mean()))


def _likeness(view: Seen) -> float:
    import cv2

    side = len(view.square)
    weights = cv2.resize(oval(), (side, side), interpolation=cv2.INTER_AREA)
    errors = np.square(np.clip(view.back, 0, 1) - view.square).mean(axis=2)
    return -10 * math.log10(max(float((errors * weights).sum() / weights.sum()), 1e-10))


def _geometry(face: Face, size: tuple[int, int]) -> tuple[float, float]:
    """How far the spots are from where they should lie in the square; and how near the eyes are to one another."""
    square, points = face.square(size), face.points(size)
    off = np.linalg.norm(points - (ALIGNED @ square[:, :2].T + square[:, 2]), axis=1).max()
    eyes = float(np.linalg.norm(points[1] - points[0]))
    down = float(np.linalg.norm(points[2] - (points[0] + points[1]) / 2))
    return float(off) / max(face.side(size), 1e-6), eyes / max(down, 1e-6)


def _inside(face: Face, size: tuple[int, int]) -> float:
    """How much of the square lies in a photo of `size`."""
    at = np.stack(np.meshgrid(*[(np.arange(16) + 0.5) / 16] * 2), axis=-1).reshape(-1, 2)
    square = face.square(size)
    there = at @ square[:, :2].T + square[:, 2]
    return float(((there >= 0) & (there < size)).all(axis=1).mean())
