"""Whether the names and shapes in a file are those of a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch

from ganstudio.networks import ARCHITECTURES

if TYPE_CHECKING:
    from torch import Tensor

COUNTER = ".num_batches_tracked"
"""How often a batch norm has learnt; older files have none, and the network does not ask."""


def fitted(architecture: str, config: Mapping[str, Any], weights: Mapping[str, Tensor]) -> dict[str, Tensor] | None:
    """`weights` as that network wants them, in float32 with the counters; None where names or shapes are others."""
    try:
        with torch.device("meta"):
            wanted = ARCHITECTURES[architecture].build(**config).state_dict()
    except (RuntimeError, ValueError, TypeError, ArithmeticError):
        return None
    counters = {name: torch.zeros((), dtype=torch.int64) for name in wanted if name.endswith(COUNTER)}
    given = {**counters, **weights}
    if given.keys() != wanted.keys() or any(given[name].shape != wanted[name].shape for name in wanted):
        return None
    return {name: given[name].to(tensor.dtype) for name, tensor in wanted.items()}
