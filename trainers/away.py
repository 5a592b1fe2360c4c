"""A learner that gives its device's memory back while its run is paused."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor


@contextmanager
def away(state: Mapping[str, Any], device: torch.device) -> Iterator[None]:
    """All tensors of `state` (a learner's, the very ones it learns with) that lie on a GPU are in the computer's memory
    meanwhile, and back at the end. Nothing may be computed with them in between."""
    if device.type != "cuda":
        yield
        return
    lent = [(each, each.cpu(), each.nbytes()) for each in _storages(state)]  # type: ignore[no-untyped-call]
    for storage, _copy, _size in lent:
        storage.resize_(0)
    gc.collect()
    torch.cuda.empty_cache()
    try:
        yield
    finally:
        for storage, copy, size in lent:
            storage.resize_(size)
            storage.copy_(copy)


def _storages(state: Any) -> list[torch.UntypedStorage]:
    """Each once, though weights and their names in a state are several tensors of one storage."""
    found = {each.untyped_storage().data_ptr(): each.untyped_storage() for each in _tensors(state) if each.is_cuda}
    return list(found.values())


def _tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _tensors(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _tensors(part)
