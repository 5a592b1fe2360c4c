"""What several models make of the same part of a photo, as their tool would do it to the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError, ModelError
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks import mask as masks
from ganstudio.masks.mask import FULL, Mask
from ganstudio.params import model_field
from ganstudio.tools.by_model import params_with, tool_for
from ganstudio.tools.limited import MASK, do
from ganstudio.tools.tool import Area, Context, Size, Tool

LARGEST = 1 << 20
"""Pixels of the copy on which a tool works that must see the whole photo."""
_AROUND = 0.5
"""Of the longer side of a part that is to be filled: so much of what is around it the network gets to see."""
_LITTLE = 48
"""Pixels along a side."""
_SPOT = 0.2
"""Radius, by the part's shorter side, of what is filled where nothing is masked."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A part of a photo, and what shall be done to it."""

    photo: Photo
    tool: Tool
    params: Any
    area: Area
    mask: Mask | None = None
    """Of the whole photo; counts where the tool works by it."""
    seed: int = 0

    @property
    def whole(self) -> bool:
        """Whether the tool must see the whole photo: what it makes of a smaller copy is then cut."""
        return self.tool.preview == "whole"

    @cached_property
    def before(self) -> Photo:
        """The part as it is."""
        return self.photo.with_pixels(_cut(self.photo.pixels, self.area))

    @property
    def spot(self) -> bool:
        """Whether something must be filled, and nothing is masked: then a spot in the middle of the part is."""
        return MASK in self.tool.needs and (self.mask is None or not self.mask.any())


def scene(
    photo: Photo, area: Area, infos: Sequence[ModelInfo], store: Store, params: Any = None, mask: Mask | None = None
) -> Scene:
    """To compare `infos`, of one task; `params`: those of its tool, the defaults without. Raises ModelError."""
    tool = tool_for(infos[0].task)
    if tool is None:
        raise ModelError(_("What models of this kind do cannot be seen side by side."))
    values = params if isinstance(params, tool.params) else tool.params()
    field = model_field(tool.params, infos[0].task)
    if field:  # whichever is chosen in the panel, the scene is the same
        values = replace(values, **{field.name: ""})
    if tool.id == "upscale":  # all to the size of the largest
        values = replace(values, size_mode="factor", scale=float(max(store.traits(info).scale for info in infos)))
    if tool.id == "colorize":  # whatever colours it has
        values = replace(values, recolour=True)
    return Scene(photo, tool, values, area, mask)


def little(scene: Scene) -> Scene:
    """So little of it that trying a model there only gets the model ready: what is measured next is its work alone."""
    left, top, width, height = scene.area
    across, down = min(width, _LITTLE), min(height, _LITTLE)
    part = _cut(scene.photo.pixels, (left + (width - across) // 2, top + (height - down) // 2, across, down))
    return Scene(scene.photo.with_pixels(part), scene.tool, scene.params, (0, 0, across, down), seed=scene.seed)


def tried(scene: Scene, info: ModelInfo, context: Context) -> Photo:
    """What `info` makes of the part; of the whole photo, perhaps smaller, where the tool must see that.

    `seen` gives the part of it. Raises GanstudioError, also where nothing in the part is masked, and Cancelled.
    """
    params = params_with(scene.tool, scene.params, info)
    context = replace(context, seed=scene.seed)
    if scene.whole:
        small, scale = _reduced(scene.photo)
        if scale < 1 and scene.tool.reduced:
            params = scene.tool.reduced(params, scale)
        return do(scene.tool, small, params, context)
    around = _around(scene)
    params = scene.tool.in_part(scene.photo.size, params, around)
    part = scene.photo.with_pixels(_cut(scene.photo.pixels, around))
    mask = _mask(scene, around)
    result = do(scene.tool, part, params, replace(context, attachments={} if mask is None else {MASK: mask}))
    left, top, width, height = scene.area
    inside = (left - around[0], top - around[1], width, height)
    return result.with_pixels(_cut(result.pixels, _enlarged(inside, part.size, result.size)))


def seen(scene: Scene, made: Photo) -> Photo:
    """The part of what `tried` has given."""
    if not scene.whole:
        return made
    return made.with_pixels(_cut(made.pixels, _enlarged(scene.area, scene.photo.size, made.size)))


def _around(scene: Scene) -> Area:
    """The part, and around it what its result depends on."""
    left, top, width, height = scene.area
    filled = MASK in scene.tool.needs
    more = max(scene.tool.halo, math.ceil(_AROUND * max(width, height)) if filled else 0)
    right, bottom = (
        min(side, at + length + more)
        for side, at, length in zip(scene.photo.size, (left, top), (width, height), strict=True)
    )
    left, top = max(0, left - more), max(0, top - more)
    return left, top, right - left, bottom - top


def _mask(scene: Scene, around: Area) -> Mask | None:
    if MASK not in scene.tool.needs:
        return None
    left, top, width, height = scene.area
    if scene.spot:
        y, x = np.ogrid[: around[3], : around[2]]
        across, down = left - around[0] + width / 2, top - around[1] + height / 2
        inside = np.hypot(x + 0.5 - across, y + 0.5 - down) <= _SPOT * min(width, height)
        return masks.freeze(np.where(inside, FULL, 0).astype(np.uint8))
    assert scene.mask is not None
    if not scene.mask[top : top + height, left : left + width].any():
        raise GanstudioError(_("Nothing here is masked: move the frame to what shall go."))
    return masks.freeze(scene.mask[around[1] : around[1] + around[3], around[0] : around[0] + around[2]])


def _reduced(photo: Photo) -> tuple[Photo, float]:
    """A copy that is small enough, and how much smaller it is."""
    import cv2

    width, height = photo.size
    scale = math.sqrt(LARGEST / (width * height))
    if scale >= 1:
        return photo, 1.0
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return photo.with_pixels(freeze(np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)))), scale


def _enlarged(area: Area, size: Size, result: Size) -> Area:
    """Where `area` of a picture of `size` lies in its `result`, to whole pixels."""
    across, down = result[0] / size[0], result[1] / size[1]
    left, top = round(area[0] * across), round(area[1] * down)
    right, bottom = round((area[0] + area[2]) * across), round((area[1] + area[3]) * down)
    return left, top, max(1, right - left), max(1, bottom - top)


def _cut(pixels: Pixels, area: Area) -> Pixels:
    left, top, width, height = area
    return freeze(np.ascontiguousarray(pixels[top : top + height, left : left + width]))
