"""IMDN's checkpoints: https://github.com/Zheng222/IMDN, file model/architecture.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ganstudio.library.families.matching import fitted
from ganstudio.library.found import Found

if TYPE_CHECKING:
    from torch import Tensor

_BLOCK = "IMDB{number}.c1.weight"


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """Any number of blocks, any scale; the variants that reduce the picture first are others."""
    first, last = weights.get("fea_conv.weight"), weights.get("upsampler.0.weight")
    if first is None or last is None or not first.dim() == last.dim() == 4:
        return None
    blocks = 1
    while _BLOCK.format(number=blocks + 1) in weights:
        blocks += 1
    config = {"scale": math.isqrt(last.shape[0] // 3), "channels": first.shape[0], "blocks": blocks}
    matched = fitted("imdn", config, weights)
    return None if matched is None else Found("imdn", config, "upscale", matched, "IMDN")
