"""pix2pix's U-Nets: https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix, `unet_128` and `unet_256` in
models/networks.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ganstudio.i18n import _
from ganstudio.library.families.matching import fitted
from ganstudio.library.families.norms import norm_of, plain
from ganstudio.library.found import Found

if TYPE_CHECKING:
    from torch import Tensor

_OUTERMOST = "model.model"
_DEEPER = ".3.model"


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """Any depth and width; from RGB to RGB."""
    first = weights.get(f"{_OUTERMOST}.0.weight")
    if first is None or first.dim() != 4:
        return None
    levels, level = 2, f"{_OUTERMOST}.1.model"
    while f"{level}{_DEEPER}.1.weight" in weights:
        levels, level = levels + 1, level + _DEEPER
    config = {"channels": first.shape[0], "levels": levels, "norm": norm_of(weights, f"{level}.4")}
    matched = fitted("pix2pix", config, plain(weights, str(config["norm"])))
    if matched is None:
        return None
    limits = _("It learnt from pictures of {side} × {side} pixels.").format(side=2**levels)
    return Found("pix2pix", config, "style", matched, "pix2pix", {"limits": limits})
