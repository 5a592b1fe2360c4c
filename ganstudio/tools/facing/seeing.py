"""What a network sees of faces: their squares, its codes of them, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.tools.facing.crops import crop
from ganstudio.tools.facing.sliders import sliders
from ganstudio.tools.keeping import Kept
from ganstudio.tools.tool import Context

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Seen:
    """A face as a network sees it; pictures are (S, S, 3), RGB in about [0, 1]."""

    square: Floats
    codes: Floats
    """(layers, dims)."""
    back: Floats
    """The network's own picture of it."""


_kept: Kept[Seen] = Kept()


def seen(photo: Photo, face: Face, info: ModelInfo, context: Context) -> Seen:
    """Looked at once for as long as the photo's pixels live. Raises ModelError, OutOfMemory, Cancelled."""

    def work() -> Seen:
        square = crop(photo.pixels, face, int(info.config["size"]))
        codes = asked(info, "encode", square.transpose(2, 0, 1)[None], context)
        return Seen(square, codes[0], pictures(info, codes, context)[0])

    return _kept.get(photo.pixels, (face, info.path, info.sha256), work)


def asked(info: ModelInfo, method: str, given: Floats, context: Context) -> Floats:
    """As `Engine.asked`."""
    return context.engine.asked(info, method, given, context.job, background=context.background)


def pictures(info: ModelInfo, codes: Floats, context: Context) -> Floats:
    """Codes (N, layers, dims) → (N, S, S, 3)."""
    return np.ascontiguousarray(asked(info, "decode", codes, context).transpose(0, 2, 3, 1))


def moved(codes: Floats, values: dict[str, float], info: ModelInfo, context: Context) -> Floats:
    """`codes` (…, layers, dims) with sliders moved; those that the model has not are passed over."""
    names = [slider.name for slider in sliders(info)]
    shares = np.array([values.get(name, 0.0) for name in names], np.float32)
    if not shares.any():
        return codes
    directions = context.engine.tensor(info, "directions", context.job, background=context.background)
    return np.asarray(codes + np.tensordot(shares, directions, 1), np.float32)
