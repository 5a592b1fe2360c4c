"""A picture on its way through a network that must see all of it: nothing is cut up, nothing smaller is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch
from torch import Tensor

from ganstudio.engine.loaded import Loaded, WrongResult, is_out_of_memory
from ganstudio.engine.modelfile import ModelInfo, unusable
from ganstudio.engine.turns import Turn
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _

Result = TypeVar("Result")


def run(
    info: ModelInfo,
    network: Loaded,
    turn: Turn,
    sample: Tensor,
    needed: int,
    work: Callable[[], Result],
    too_large: Callable[[], OutOfMemory],
) -> Result:
    """What `work` gives when it is the job's `turn`, the `network` of the model `info` running in a way that is proven
    on `sample`; again in the next way where one gives nonsense.

    Raises `too_large` where the `needed` bytes are not free or the memory runs out; ModelError, Cancelled.
    """
    while True:
        try:
            with turn:
                network.prove(sample, turn.job)
                if needed > network.device.free_memory():
                    raise too_large()
                return work()
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        except WrongResult:
            fall_back(info, network, turn)
            continue
        # Only here, with the traceback gone, are the tensors of the attempt free.
        network.device.release()
        raise too_large()


def fall_back(info: ModelInfo, network: Loaded, turn: Turn) -> None:
    """Work in the next way from now on; raises ModelError where there is none."""
    try:
        with turn:
            network.fall_back(turn.job)
    except WrongResult:
        raise unusable(info.path, _("it gives no picture")) from None


@contextmanager
def threads(count: int) -> Iterator[None]:
    """Inside, this thread computes on so many processors: what is small takes a tenth of the time on one of a busy
    computer, where several wait for one another."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
