"""One tile seen in eight ways, and what a network makes of them averaged: a self-ensemble.

A picture turned or mirrored is as good a picture, but a network gives a little different results for it, whose errors
partly cancel out (Timofte et al. 2016, "Seven ways to improve example-based single image super resolution", enhanced
prediction; Lim et al. 2017, EDSR, self-ensemble).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

VIEWS = tuple((quarters, mirrored) for mirrored in (False, True) for quarters in range(4))
"""How often a tile is turned by 90°, and whether it is mirrored then."""


def mean(network: Callable[[Tensor], Tensor], tile: Tensor) -> Tensor:
    """The mean over all views of what `network` makes of `tile` (1, C, H, W), turned back."""
    total: Tensor | None = None
    for quarters, mirrored in VIEWS:
        view = torch.rot90(tile, quarters, (2, 3))
        made = network((view.flip(3) if mirrored else view).contiguous()).float()
        back = torch.rot90(made.flip(3) if mirrored else made, -quarters, (2, 3))
        total = back.clone() if total is None else total.add_(back)
    assert total is not None
    return total.div_(len(VIEWS))
