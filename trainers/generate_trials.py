"""How a generator does: on pictures that it did not learn from, and as rows to look at."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from ganstudio.networks.dcgan import joined
from trainers.distances import (
    COVERAGE,
    KERNEL_DISTANCE,
    NOVELTY,
    SLICED_WASSERSTEIN,
    coverage,
    kernel_distance,
    novelty,
    sliced_wasserstein,
)
from trainers.fabric import Fabric
from trainers.generate import GenerateTraining
from trainers.generate_data import Squares
from trainers.learning import sheet

_ACROSS = 8
"""Made pictures in a row of the preview, and rows of it where there are no classes."""
_MOST_ROWS = 16
_CROWD = 64
"""Held-out pictures that will do to measure distances to; of fewer, all pictures are taken."""
_KNOWN = 2048
"""Pictures learnt from among which copies are looked for."""


class Trials:
    """Pictures, on the device of `fabric`, and noise that stays the same throughout."""

    def __init__(self, params: GenerateTraining, fabric: Fabric, found: tuple[Squares, Squares], classes: int) -> None:
        self._params, self._fabric, self._classes = params, fabric, classes
        learnt, held = found
        self._held, self._labels = (fabric.to_device(each) for each in held.spread(params.validation_count))
        self._known, known_labels = (fabric.to_device(each) for each in learnt.spread(_KNOWN))
        few = len(self._held) < _CROWD
        self._crowd = torch.cat([self._held, self._known])[: params.validation_count] if few else self._held
        self._measured = self._noise(torch.cat([self._labels, known_labels])[: len(self._crowd)])
        rows = torch.arange(min(classes, _MOST_ROWS)) if classes else torch.zeros(_ACROSS, dtype=torch.long)
        self._seen = self._noise(rows.repeat_interleave(_ACROSS))

    def __len__(self) -> int:
        """How many are held out."""
        return len(self._held)

    def drawn(self, index: int, count: int) -> tuple[Tensor, Tensor]:
        """So many held-out pictures and their classes, by lot; few come several times."""
        random = np.random.default_rng((self._params.seed, index))
        chosen = torch.from_numpy(random.choice(len(self._held), count, replace=len(self._held) < count))
        chosen = chosen.to(self._held.device)
        return self._held[chosen], self._labels[chosen]

    def measure(self, network: nn.Module) -> dict[str, float]:
        """See `trainers.distances`."""
        made = network(self._measured).float()
        values = {
            SLICED_WASSERSTEIN: sliced_wasserstein(made, self._crowd),
            KERNEL_DISTANCE: kernel_distance(made, self._crowd),
            COVERAGE: coverage(made, self._crowd),
        }
        return values | ({NOVELTY: novelty(made, self._known, self._held)} if len(self) else {})

    def preview(self, network: nn.Module) -> bytes:
        """Eight rows of eight pictures; with classes a row for each of the first sixteen."""
        made = network(self._seen).float().cpu()
        return sheet([torch.cat(list(made[column::_ACROSS, None]), dim=-2) for column in range(_ACROSS)])

    def _noise(self, labels: Tensor) -> Tensor:
        noise = torch.randn(len(labels), self._params.dims, generator=torch.Generator().manual_seed(self._params.seed))
        return joined(self._fabric.to_device(noise), self._fabric.to_device(labels), self._classes)
