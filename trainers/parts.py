"""A batch, taken whole as long as it fits into memory, else in parts: see `trainers.turn`."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable

import torch
from torch import Tensor

from ganstudio.engine.loaded import is_out_of_memory
from ganstudio.errors import OutOfMemory
from ganstudio.i18n import _, ngettext
from trainers.data import Batch
from trainers.fabric import Fabric
from trainers.turn import begun

Step = Callable[[int, Batch], dict[str, Tensor]]


class Parts:
    """At `most` so many pictures are taken at a time; 0: the whole batch."""

    def __init__(self, fabric: Fabric, most: int = 0) -> None:
        self._fabric, self.most = fabric, most

    def step(self, learn: Step, index: int, batch: Batch) -> tuple[dict[str, Tensor] | None, bool]:
        """The numbers of a step, and whether an update in it was left out; None for the numbers where memory did not
        suffice, and `most` is less now. Raises OutOfMemory where not even one picture fits."""
        try:
            return self._learnt(learn, index, batch)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            self._lower(len(batch[0]))
        # Only here are the tensors let go that the error's frames hold.
        gc.collect()
        if self._fabric.device.type == "cuda":
            torch.cuda.empty_cache()
        return None, False

    def sentence(self) -> str:
        """For a person."""
        return ngettext(
            "Memory did not suffice; {count} picture is taken at a time now, for the same batch.",
            "Memory did not suffice; {count} pictures are taken at a time now, for the same batch.",
            self.most,
        ).format(count=self.most)

    def _learnt(self, learn: Step, index: int, batch: Batch) -> tuple[dict[str, Tensor], bool]:
        count = len(batch[0])
        pieces = list(zip(*(torch.split(part, self.most or count) for part in batch), strict=True))
        with begun() as turn:
            if len(pieces) == 1:
                return learn(index, batch), turn.left_out
            told = []
            for at, piece in enumerate(pieces):
                turn.part(len(piece[0]) / count, at == len(pieces) - 1)
                told.append((turn.share, learn(index, piece)))
            return _mean(told), turn.left_out

    def _lower(self, count: int) -> None:
        now = min(self.most or count, count)
        if self._fabric.world_size > 1:
            raise OutOfMemory(_("The memory of a device does not suffice for its part of the batch. Lower the batch."))
        if now == 1:
            raise OutOfMemory(
                _(
                    "Not even one picture at a time fits into the memory of {device}. Lower the size of what is learnt "
                    "from, or the width of the network; or close other programs."
                ).format(device=self._fabric.device)
            )
        self.most = math.ceil(now / 2)


def _mean(told: list[tuple[float, dict[str, Tensor]]]) -> dict[str, Tensor]:
    """Of the numbers of all parts; gradients are those of the last, which are of all."""
    values = dict(told[-1][1])
    for name in values:
        if "gradient" not in name and all(name in each for _share, each in told):
            values[name] = torch.stack([share * each[name] for share, each in told]).sum(0)
    return values
