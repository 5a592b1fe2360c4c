"""What the tests of colouring share: a small network with random weights, grey photos, and what luminance is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.networks import ARCHITECTURES
from ganstudio.tools import TOOLS
from ganstudio.tools.dabs import DABS
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context
from tests.engine.small import header

CONFIG = {"channels": 8, "blocks": 1}


def save_model_of_colours(folder: Path, name: str = "colorize", seed: int = 0) -> Path:
    """A network that colours, as a model file; it is not sure of grey, so that one sees what it does."""
    torch.manual_seed(seed)
    weights = {key: value.clone() for key, value in ARCHITECTURES["colorize"].build(**CONFIG).state_dict().items()}
    weights["odds.weight"] *= 300
    path = folder / f"{name}.safetensors"
    save_model(path, weights, header(name, "colorize", CONFIG, "colorize"))
    return path


def context(folder: Path, dabs: Sequence[Dab] = (), job: Job | None = None, **attached: Any) -> Context:
    """On the processor, with the models in `folder`."""
    attached = ({DABS: tuple(dabs)} if dabs else {}) | attached
    return Context(Engine(Store([folder]), "cpu"), job or Job(), attachments=attached)


def coloured(photo: Photo | Pixels, context: Context, **chosen: Any) -> Photo:
    """What the tool makes of it, as the window and the command line run it."""
    tool = TOOLS["colorize"]
    return do(tool, photo if isinstance(photo, Photo) else Photo(photo), tool.params(**chosen), context)


def grey(height: int = 60, width: int = 90, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    """Slopes and an edge, from black to white."""
    y, x = np.mgrid[:height, :width]
    value = np.where(x > width / 2, 0.35 + 0.65 * y / height, 1.2 * x / width) * np.iinfo(dtype).max
    return freeze(np.dstack([np.rint(value).astype(dtype)] * 3))


def lab(pixels: Pixels) -> NDArray[np.float32]:
    """CIE Lab of values taken as sRGB, by OpenCV."""
    return np.asarray(cv2.cvtColor(pixels[..., :3].astype(np.float32) / white(pixels), cv2.COLOR_RGB2Lab))


def lightness(pixels: Pixels) -> NDArray[np.float64]:
    """L (H, W) of values taken as sRGB, from 0 to 255, by the formulas (IEC 61966-2-1, CIE 15): OpenCV interpolates."""
    values = pixels[..., :3] / white(pixels)
    light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    y = light @ (0.2126729, 0.7151522, 0.0721750)
    return np.asarray(2.55 * (116 * np.where(y > (6 / 29) ** 3, np.cbrt(y), y * 841 / 108 + 4 / 29) - 16))


def off(before: Pixels, after: Pixels) -> float:
    """The largest change of L, where it runs from 0 to 255."""
    return float(np.abs(lightness(before) - lightness(after)).max())


def chroma(pixels: Pixels) -> NDArray[np.float32]:
    """Distance from grey, (H, W)."""
    return np.asarray(np.hypot(*lab(pixels)[..., 1:].transpose(2, 0, 1)))
