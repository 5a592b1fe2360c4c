"""What a model does, in a small picture: part of a sample before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.library import card
from ganstudio.paths import resource
from ganstudio.tools import TOOLS
from ganstudio.tools.by_model import params_with, tool_for
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Context

WIDE, HIGH = 480, 300
_CAT, _COFFEE, _PERSON = "cat", "coffee", "astronaut"
_EYES = 152, 62
"""Left and top of what is enlarged of the cat."""
_BACK = "photo-from-"
"""A style whose name begins so is for pictures that another one makes."""
_FACE = 96, 44, 256, 160
"""Left, top, width and height of the person's face."""
_MARK = np.array([255, 64, 96], np.uint8)
"""Over what is missing, or was found."""


class Example(NamedTuple):
    """Two pictures of WIDE × HIGH pixels, uint8 RGB."""

    before: Pixels
    after: Pixels


def example(info: ModelInfo, context: Context) -> Example | None:
    """What the model does; None for one that no picture shows. Raises GanstudioError, Cancelled."""
    make = _MAKERS.get(info.task)
    return make(info, context) if make else None


def _enlarged(info: ModelInfo, context: Context) -> Example:
    """Beside a plain enlargement. A model that enlarges nothing gets a picture that was kept too small by JPEG."""
    times = card.scale(info)
    if times == 1:
        given = _worn(_sample(_CAT, 0, 0))
        return Example(given, _fit(context.engine.run(info, given, context.job, background=context.background)))
    width, height = max(1, WIDE // times), max(1, HIGH // times)
    left, top = _EYES if times > 2 else (90, 40)
    given = _sample(_CAT, left, top, width, height)
    made = context.engine.run(info, given, context.job, background=context.background)
    return Example(_fit(given, cv2.INTER_CUBIC), _fit(made))


def _styled(info: ModelInfo, context: Context) -> Example:
    given = _sample(_COFFEE, 60, 60)
    models = {each.name: each for each in context.engine.store.list(info.task)}
    other = models.get(info.name.removeprefix(_BACK)) if info.name.startswith(_BACK) else None
    if other:
        given = _fit(context.engine.run(other, given, context.job, background=context.background))
    return _by_tool(info, given, context)


def _coloured(info: ModelInfo, context: Context) -> Example:
    grey = cv2.cvtColor(_sample(_CAT, 0, 0), cv2.COLOR_RGB2GRAY)
    return _by_tool(info, freeze(np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)), context)


def _filled(info: ModelInfo, context: Context) -> Example:
    given, hole = _sample(_CAT, 0, 0), _strokes()
    hole.flags.writeable = False
    made = _by_tool(info, given, context, {MASK: hole})
    return Example(_marked(given, hole), made.after)


def _faced(info: ModelInfo, context: Context) -> Example:
    """Older, and with a smile."""
    given = _fit(_sample(_PERSON, *_FACE))
    params = params_with(TOOLS["face"], TOOLS["face"].params(smile=0.7, age=0.5), info)
    return Example(given, TOOLS["face"].run(Photo(given), params, context).pixels)


def _restored(info: ModelInfo, context: Context) -> Example:
    return _by_tool(info, _worn(_fit(_sample(_PERSON, *_FACE))), context)


def _damaged(info: ModelInfo, context: Context) -> Example:
    """What it takes for damage, marked."""
    given = np.array(_sample(_CAT, 0, 0))
    for start, end in (((30, 8), (210, 290)), ((300, 0), (260, 299)), ((400, 120), (470, 210))):
        cv2.line(given, start, end, (236, 232, 220), 2, cv2.LINE_AA)
    worn = freeze(given)
    told = context.engine.run(info, worn, context.job, background=context.background)[..., 0]
    return Example(worn, _marked(worn, np.where(told > 127, 255, 0)))


_MAKERS: dict[str, Callable[[ModelInfo, Context], Example]] = {
    "upscale": _enlarged,
    "style": _styled,
    "colorize": _coloured,
    "inpaint": _filled,
    "face": _faced,
    "face-restoration": _restored,
    "damage": _damaged,
}


def _by_tool(info: ModelInfo, given: Pixels, context: Context, attached: dict[str, object] | None = None) -> Example:
    tool = tool_for(info.task)
    assert tool
    asked = Context(context.engine, context.job, background=context.background, attachments=attached or {})
    return Example(given, _fit(tool.run(Photo(given), params_with(tool, tool.params(), info), asked).pixels))


def _sample(name: str, left: int, top: int, width: int = 0, height: int = 0) -> Pixels:
    """That part of a sample photo, as large as an example; it is enlarged where there is too little of it."""
    width, height = width or WIDE, height or HIGH
    read = np.asarray(cv2.imread(str(resource("samples") / f"{name}.png")))
    whole = cv2.cvtColor(read, cv2.COLOR_BGR2RGB)
    least = max(1.0, width / (whole.shape[1] - left), height / (whole.shape[0] - top))
    if least > 1:
        whole = cv2.resize(whole, None, fx=least, fy=least, interpolation=cv2.INTER_CUBIC)
    part = np.ascontiguousarray(whole[top : top + height, left : left + width, :3])
    return freeze(np.asarray(part, np.uint8))


def _fit(pixels: Pixels, way: int = cv2.INTER_AREA) -> Pixels:
    """As large as examples are."""
    if pixels.shape[:2] == (HIGH, WIDE):
        return freeze(np.ascontiguousarray(pixels[..., :3]))
    way = way if pixels.shape[0] > HIGH or way != cv2.INTER_AREA else cv2.INTER_CUBIC
    return freeze(np.asarray(cv2.resize(pixels[..., :3], (WIDE, HIGH), interpolation=way), np.uint8))


def _worn(pixels: Pixels) -> Pixels:
    """Reduced, kept by JPEG with few bytes, enlarged again."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    kept = np.asarray(cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 35])[1], cv2.IMREAD_COLOR))
    return _fit(freeze(np.asarray(kept, np.uint8)), cv2.INTER_LINEAR)


def _strokes() -> NDArray[np.uint8]:
    """A mask as a hand paints it: over an ear, and across the middle."""
    mask = np.zeros((HIGH, WIDE), np.uint8)
    cv2.line(mask, (250, 60), (400, 110), 255, 16, cv2.LINE_AA)
    cv2.line(mask, (60, 200), (190, 250), 255, 14, cv2.LINE_AA)
    cv2.ellipse(mask, (430, 240), (26, 20), 0, 0, 360, 255, -1, cv2.LINE_AA)
    return mask


def _marked(pixels: Pixels, mask: NDArray[Any]) -> Pixels:
    """A mask seen over a picture."""
    share = (mask.astype(np.float32) / 255 * 0.75)[..., None]
    return freeze(np.rint(pixels * (1 - share) + _MARK * share).astype(np.uint8))
