"""CycleGAN's generators with residual blocks: https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix, `resnet_…` in
models/networks.py. Others have kept its names, so that theirs are found as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ganstudio.library.families.matching import fitted
from ganstudio.library.families.norms import norm_of, plain
from ganstudio.library.found import Found

if TYPE_CHECKING:
    from torch import Tensor

_BLOCK = re.compile(r"model\.\d+\.conv_block\.(\d+)\.weight")
_SECOND = {(1, 5): ("reflect", False), (1, 6): ("reflect", True), (0, 3): ("zeros", False), (0, 4): ("zeros", True)}
"""Where the two convolutions of a block stand: how the picture is continued, whether dropout was between. Mirrored or
repeated makes no difference to the names; the authors' default is the former."""


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """Six blocks or nine or any number; norms of pictures, with or without statistics that nobody asks, or batches."""
    first = weights.get("model.1.weight")
    inside = [match for match in map(_BLOCK.fullmatch, weights) if match]
    places = sorted({int(match[1]) for match in inside if weights[match[0]].dim() == 4})
    if first is None or first.dim() != 4 or tuple(places) not in _SECOND:
        return None
    padding, dropout = _SECOND[tuple(places)[0], tuple(places)[1]]
    blocks = sum(int(match[1]) == places[0] for match in inside)
    config: dict[str, Any] = {"channels": first.shape[0], "blocks": blocks, "norm": norm_of(weights, "model.2")}
    config |= {"padding": padding, "dropout": dropout}
    matched = fitted("cyclegan", config, plain(weights, config["norm"]))
    return None if matched is None else Found("cyclegan", config, "style", matched, "CycleGAN")
