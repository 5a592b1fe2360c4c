"""Every tool is used once, set so that it changes something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks import mask as masks
from ganstudio.selftest.check import Check, agree
from ganstudio.selftest.sample import portrait, small
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import MASK, PIECE, do
from ganstudio.tools.tool import Context, Tool

NO_MODEL = "no model comes with the program"
SET: dict[str, dict[str, Any]] = {
    "colorize": {"recolour": True},
    "face": {"age": 0.5},
    "extend": {"left": 10.0},
    "light": {"exposure": 1.0},
    "levels": {"gamma": 2.0},
    "curves": {"master": ((0.0, 0.2), (1.0, 1.0))},
    "white-balance": {"temperature": 20.0},
    "colour": {"saturation": -50.0},
    "sharpen": {"amount": 1.0},
    "vignette": {"amount": -50},
    "crop": {"left": 8, "top": 8, "width": 40, "height": 40},
    "straighten": {"angle": 5.0},
}
"""Of the tools that change nothing as they are declared."""


def checks() -> Iterator[Check]:
    """One for each tool."""
    engine = Engine(Store())
    for tool in TOOLS.values():
        yield Check("tools", tool.id, partial(_used, tool=tool, engine=engine))


def _used(_folder: Path, tool: Tool, engine: Engine) -> str:
    photo, params = _photo(tool), tool.params(**SET.get(tool.id, {}))
    if tool.model and any(not engine.store.list(task) for task in _tasks(tool)):
        return NO_MODEL
    result = do(tool, photo, params, Context(engine, Job(), attachments=_attachments(tool, photo)))
    wanted = tool.output_size(photo.size, params)
    agree(result.size == wanted, f"{result.size} came out, not {wanted}")
    agree(result.pixels is not photo.pixels, "the photo is as it was")
    return f"{result.size[0]} × {result.size[1]}"


def _photo(tool: Tool) -> Photo:
    """With what the tool is for: a face, damage."""
    if "faces" in tool.takes or "face" in tool.id:
        return portrait()
    return _scratched(small(256)) if tool.id == "repair" else small()


def _scratched(photo: Photo) -> Photo:
    """Across, for the network that finds such things."""
    pixels = photo.pixels.copy()
    pixels[:, 60:63, :3] = 245
    return photo.with_pixels(freeze(pixels))


def _tasks(tool: Tool) -> list[str]:
    from ganstudio.params import fields

    return [field.task for field in fields(tool.params) if field.kind == "model"]


def _attachments(tool: Tool, photo: Photo) -> Mapping[str, Any]:
    """A square hole, a square piece: what a tool cannot do without."""
    height, width = photo.pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    mask[height // 3 : height // 2, width // 3 : width // 2] = 255
    piece = np.full((24, 24, 4), 255, np.uint8)
    piece[..., :3] = photo.pixels[:24, :24, :3]
    at_hand = {MASK: masks.freeze(mask), PIECE: freeze(piece)}
    return {name: at_hand[name] for name in tool.needs if name in at_hand}
