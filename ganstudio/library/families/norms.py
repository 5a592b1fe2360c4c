"""What the norm layers of CycleGAN and pix2pix are, by what a file keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ganstudio.library.families.matching import COUNTER

if TYPE_CHECKING:
    from torch import Tensor

_STATISTICS = ".running_mean", ".running_var", COUNTER


def norm_of(weights: Mapping[str, Tensor], layer: str) -> str:
    """One of `cyclegan.NORMS`. Only batch norms have both learned scales and statistics; torch before 0.4 kept
    statistics for instance norms as well."""
    if f"{layer}.weight" not in weights:
        return "instance"
    return "batch" if f"{layer}.running_mean" in weights else "affine"


def plain(weights: Mapping[str, Tensor], norm: str) -> dict[str, Tensor]:
    """Without the statistics that instance norms do not ask: as the authors' code takes them out before loading."""
    return {name: tensor for name, tensor in weights.items() if norm == "batch" or not name.endswith(_STATISTICS)}
