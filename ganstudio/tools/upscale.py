"""Super-resolution: any factor or size, by a network and then a good resample; alpha, depth and grey are kept."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import DEFAULTS, Store
from ganstudio.errors import SettingsError
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha
from ganstudio.params import check, choice, flag, integer, model, number
from ganstudio.summaries import SUMMARIES
from ganstudio.tools import resample
from ganstudio.tools.tool import Area, Context, Size, Tool

if TYPE_CHECKING:  # it imports torch
    from ganstudio.engine.picture import Strip

TASK = "upscale"
SMALLEST = 0.1
LARGEST = 16
SLIGHT = 1.5
"""Up to this much beyond the network's scale Lanczos does; further, the network runs again."""


@dataclass(frozen=True)
class UpscaleParams:
    """What the user chooses. `scale` counts with `size_mode` "factor", `size` with the others."""

    model: str = model(
        TASK, help=N_("Faithful keeps to what is there; sharp invents likely detail and cleans noise and JPEG traces.")
    )
    size_mode: str = choice(
        "factor",
        {
            "factor": N_("Times as large"),
            "width": N_("To a width"),
            "height": N_("To a height"),
            "long": N_("To a longer side"),
        },
        title=N_("Size"),
        help=N_("How the size of the result is given."),
    )
    scale: float = number(
        4.0,
        low=SMALLEST,
        high=LARGEST,
        step=0.5,
        title=N_("Factor"),
        help=N_("How many times as large."),
        when={"size_mode": ("factor",)},
    )
    size: int = integer(
        3840,
        low=16,
        high=100_000,
        title=N_("Pixels"),
        help=N_("Width, height or longer side of the result."),
        when={"size_mode": ("width", "height", "long")},
    )
    strength: float = number(
        1.0,
        low=0,
        high=1,
        step=0.05,
        title=N_("Strength"),
        help=N_("Blend with a plain resize: 0 is the plain resize, 1 the network alone."),
    )
    ensemble: bool = flag(
        False,
        title=N_("Self-ensemble"),
        help=N_(
            "Averages eight turned and mirrored views: a little more exact, with sharp models softer, and eight times "
            "as slow."
        ),
    )


def factor(size: Size, params: UpscaleParams) -> float:
    """How many times as large the result is."""
    if params.size_mode == "factor":
        return params.scale
    side = {"width": size[0], "height": size[1], "long": max(size)}[params.size_mode]
    return params.size / side


def output_size(size: Size, params: UpscaleParams) -> Size:
    """(width, height) of the result; raises SettingsError where it would be too many times as large or as small."""
    times = factor(size, params)
    if not SMALLEST <= times <= LARGEST:
        raise SettingsError(
            _(
                "{size} pixels would make this picture {times} times as large; {low} to {high} times is possible."
            ).format(size=params.size, times=f"{times:.3g}", low=SMALLEST, high=LARGEST)
        )
    width, height = (max(1, round(side * times)) for side in size)
    exact = {"width": (params.size, height), "height": (width, params.size)}
    return exact.get(params.size_mode, (width, height))


def in_part(size: Size, params: UpscaleParams, _area: Area) -> UpscaleParams:
    """The parameters that do to a part of a picture of `size` what `params` do to the whole."""
    return replace(params, size_mode="factor", scale=min(max(factor(size, params), SMALLEST), float(LARGEST)))


def choose_model(store: Store, name: str, times: float) -> ModelInfo:
    """The model called `name`; without a name the default, up to ×2 its sister made for ×2 where there is one. Where
    the default is missing, the first of those whose scale fits best."""
    chosen = store.find(name, TASK)
    if not name and chosen.name != DEFAULTS[TASK]:
        return min(store.list(TASK), key=lambda info: _misfit(store.traits(info).scale, times))
    if not name and times <= 2:
        sister = chosen.name.replace("-x4-", "-x2-")
        return next((info for info in store.list(TASK) if info.name == sister), chosen)
    return chosen


def _misfit(scale: int, times: float) -> tuple[bool, float]:
    """Reducing what is too large loses nothing; of several the nearest."""
    return scale < times, abs(scale - times)


def upscale(photo: Photo, params: UpscaleParams, context: Context) -> Photo:
    """The photo enlarged. Peak memory: the input, the result, and strips of a bounded size."""
    check(params)
    size = output_size(photo.size, params)
    chosen = choose_model(context.engine.store, params.model, factor(photo.size, params))
    result = room(size[1], size[0], photo.pixels.shape[2], photo.pixels.dtype)
    job = context.job
    if params.strength > 0:
        _by_network(photo.pixels, chosen, params.ensemble, context, result)
    if params.strength < 1:
        _blend_plain(photo.pixels, params.strength, result, job)
    if has_alpha(photo.pixels):
        _plain_alpha(photo.pixels, result, job)
    if photo.meta.grey:
        _make_grey(result, job)
    job.progress(1)
    return photo.with_pixels(freeze(result))


def _by_network(pixels: Pixels, info: ModelInfo, ensemble: bool, context: Context, result: Pixels) -> None:
    """Fill the colours of `result`; where one pass is not enough, from a smaller result made the same way."""
    height, width = result.shape[:2]
    engine, job = context.engine, context.job
    scale = engine.scale(info)
    if scale > 1 and height > SLIGHT * scale * len(pixels):
        between = room(-(-height // scale), -(-width // scale), 3, pixels.dtype)
        share = len(pixels) ** 2 / (len(pixels) ** 2 + len(between) ** 2)
        _by_network(pixels, info, ensemble, replace(context, job=job.part(0, share)), between)
        pixels, job = between, job.part(share, 1 - share)
    sink = _Sink(len(pixels) * scale, result, job)
    with closing(engine.strips(info, pixels, job, ensemble=ensemble, background=context.background)) as strips:
        for strip in strips:
            sink.take(strip)


class _Sink:
    """Resamples strips of a picture of `height` rows into `result` as they come, keeping only rows still needed."""

    def __init__(self, height: int, result: Pixels, job: Job) -> None:
        self._height, self._result, self._job = height, result, job
        self._begin()

    def _begin(self) -> None:
        self._done = 0  # rows of the result
        self._first = 0  # the source row that `_kept` begins with
        self._kept: Pixels | None = None

    def take(self, strip: Strip) -> None:
        if strip.y == 0:
            self._begin()
        kept = strip.pixels if self._kept is None else np.concatenate([self._kept, strip.pixels])
        height, width = self._result.shape[:2]
        end = self._ready(self._first + len(kept))
        for start, stop in resample.pieces(self._done, end, width):
            self._job.check()
            self._result[start:stop, :, :3] = resample.rows(
                kept, self._first, self._height, (width, height), start, stop
            )
        self._done = end
        low = resample.needed(self._height, height, end, end + 1)[0]
        self._kept, self._first = kept[max(0, low - self._first) :].copy(), max(low, self._first)

    def _ready(self, there: int) -> int:
        """How many rows of the result depend on the first `there` source rows only."""
        height = len(self._result)
        if there == self._height:
            return height
        rows = int((there - 2) * height / self._height)
        while rows > self._done and resample.needed(self._height, height, rows - 1, rows)[1] > there:
            rows -= 1
        return max(rows, self._done)


def _blend_plain(pixels: Pixels, strength: float, result: Pixels, job: Job) -> None:
    """Mix a plain resize into the colours of `result`."""
    import cv2

    height, width = result.shape[:2]
    colours = pixels[:, :, :3]
    for start, stop in resample.pieces(0, height, width):
        job.check()
        plain = resample.rows(colours, 0, len(pixels), (width, height), start, stop)
        if strength > 0:
            network = np.ascontiguousarray(result[start:stop, :, :3])
            plain = cv2.addWeighted(network, strength, np.ascontiguousarray(plain), 1 - strength, 0)
        result[start:stop, :, :3] = plain


def _plain_alpha(pixels: Pixels, result: Pixels, job: Job) -> None:
    height, width = result.shape[:2]
    for start, stop in resample.pieces(0, height, width):
        job.check()
        result[start:stop, :, 3:] = resample.rows(pixels[:, :, 3:], 0, len(pixels), (width, height), start, stop)


def _make_grey(result: Pixels, job: Job) -> None:
    """Three equal channels again: a network trained on colours leaves a tint."""
    for start, stop in resample.pieces(0, len(result), result.shape[1]):
        job.check()
        mean = result[start:stop, :, :3].mean(axis=2, dtype=np.float32, keepdims=True)
        result[start:stop, :, :3] = np.rint(mean).astype(result.dtype)


TOOL = Tool(
    id="upscale",
    title=N_("Super-resolution"),
    summary=SUMMARIES["upscale"],
    icon="image-upscale",
    params=UpscaleParams,
    run=upscale,
    output_size=output_size,
    halo=32,
    in_part=in_part,
    model=lambda size, params, store: choose_model(store, params.model, factor(size, params)),
)
