"""Faces of nobody, made of noise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import SettingsError
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.facing.seeing import Floats, asked, moved, pictures
from ganstudio.tools.tool import Context

_MANY = 128
"""Random faces by which is known how different faces are."""
_spreads: dict[tuple[Path, str], tuple[Floats, Floats]] = {}
"""What `spread` has found about a model; a few thousand numbers each."""
_STREAM = 3
"""Which of a seed's streams of numbers is taken: one whose first faces are usual ones."""
LEVEL = 4
"""Codes of the first face where it is mixed with a second, unless somebody asks for another number."""


def made(
    model: str,
    seed: int,
    context: Context,
    *,
    truncation: float = 0.5,
    other: int | None = None,
    level: int = LEVEL,
    sliders: Mapping[str, float] | Iterable[tuple[str, float]] = (),
) -> Pixels:
    """A face (S, S, 3), uint8: the same for a seed on every computer.

    Drawn towards the mean face by 1 - `truncation`; from the code `level` on it is that of the seed `other`. Raises
    SettingsError for a level that there is not, ModelError, OutOfMemory, Cancelled.
    """
    info = context.engine.store.find(model, "face")
    codes = codes_of(info, [seed], truncation, context)
    layers = codes.shape[1]
    if not 0 <= level <= layers:
        sentence = _("The level must be a number from 0 to {high}, not {level}.")
        raise SettingsError(sentence.format(high=layers, level=level))
    if other is not None:
        codes[:, level:] = codes_of(info, [other], truncation, context)[:, level:]
    codes = moved(codes, dict(sliders), info, context)
    return as_pixels(pictures(info, codes, context)[0])


def codes_of(info: ModelInfo, seeds: list[int], truncation: float, context: Context) -> Floats:
    """(N, layers, dims) for N seeds."""
    dims = int(info.config["dims"])
    noise = np.stack([np.random.default_rng((seed, _STREAM)).standard_normal(dims, np.float32) for seed in seeds])
    codes = asked(info, "mapping", noise, context)
    mean = context.engine.tensor(info, "mean", context.job, background=context.background)
    return np.asarray(mean + np.float32(truncation) * (codes - mean), np.float32)


def spread(info: ModelInfo, context: Context) -> tuple[Floats, Floats]:
    """The mean of codes (layers, dims) of random faces, which lie as those of faces do, and their deviations."""
    key = info.path, info.sha256
    if key not in _spreads:
        codes = codes_of(info, list(range(_MANY)), 1.0, context)
        _spreads[key] = codes.mean(axis=0), codes.std(axis=0) + np.float32(1e-6)
    return _spreads[key]


def as_pixels(picture: Floats) -> Pixels:
    """A picture (S, S, 3) in about [0, 1] as uint8."""
    return freeze(np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8))
