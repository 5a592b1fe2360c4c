"""What the tests of everyday tools share."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Area, Context


def run(name: str, photo: Photo | Pixels, job: Job | None = None, params: Any = None, **chosen: Any) -> Photo:
    """What the tool makes of it, with `params`, or the parameters `chosen`."""
    tool = TOOLS[name]
    photo = photo if isinstance(photo, Photo) else Photo(photo)
    result = tool.run(photo, params or tool.params(**chosen), Context(Engine(Store([]), "cpu"), job or Job()))
    assert isinstance(result, Photo)
    return result


def part_of(name: str, pixels: Pixels, area: Area, params: Any) -> Pixels:
    """`area` of what the tool makes, as a live preview does it: from the area and the halo around it alone."""
    tool = TOOLS[name]
    left, top, width, height = area
    low_x, low_y = max(0, left - tool.halo), max(0, top - tool.halo)
    part = freeze(pixels[low_y : top + height + tool.halo, low_x : left + width + tool.halo])
    box = (low_x, low_y, part.shape[1], part.shape[0])
    made = run(name, part, params=tool.in_part((pixels.shape[1], pixels.shape[0]), params, box)).pixels
    return made[top - low_y :, left - low_x :][:height, :width]


def waves(height: int, width: int, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    """Soft colours, no two channels alike, no value at its limit."""
    y, x = np.mgrid[:height, :width]
    layers = [np.sin(x / 9 + y / 23), np.cos(x / 31 - y / 11), np.sin((x + y) / 17 + 1)]
    values = (np.stack(layers, axis=2) * 0.3 + 0.5) * np.iinfo(dtype).max
    return freeze(np.rint(values).astype(dtype))


def noisy(pixels: Pixels, strength: float, seed: int = 0) -> Pixels:
    """With white noise of that standard deviation, in levels of 255, in each channel by itself."""
    full = np.iinfo(pixels.dtype).max
    noise = np.random.default_rng(seed).normal(0, strength * full / 255, pixels.shape)
    return freeze(np.clip(np.rint(pixels + noise), 0, full).astype(pixels.dtype))


def psnr(one: Pixels, other: Pixels) -> float:
    """Peak signal-to-noise ratio in decibels."""
    error = np.mean((one.astype(float) - other.astype(float)) ** 2)
    return float(10 * np.log10(np.iinfo(one.dtype).max ** 2 / error))
