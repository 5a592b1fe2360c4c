"""Directions corrected by what the network makes of them.

A pattern says how codes differ where a label does, on the average of all faces. What a face looks like that was moved
along it is another matter: other labels come along, and how far it goes is anybody's guess. So pictures are made, and
read; and the patterns are mixed until each slider moves its own label, as far as all others do, and no other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.networks.face import FaceNetwork
from trainers.face_judge import Values

REACH = 0.85
"""How far a slider moves what is read of faces from 0 to 1, in the mean: in halves of the range in which nine tenths of
them lie. What is there or not, as a smile, has a short range: beyond it nothing is to be had but grimaces."""
_AT_ONCE = 32
_LONGEST = 3
"""How many times as long as its pattern a direction may become: what cannot be moved is not moved by force."""
_ENOUGH, _NEARER = 0.05, 0.9
"""Of such halves: what is off and right enough; what of them may be left after a round that was worth it."""


@dataclass(frozen=True)
class Steering:
    """A network, codes (F, layers, dims) of faces to try directions on, and what reads pictures (N, 3, S, S) in [0, 1]:
    a number (N, K + H) for each direction, those behind the sliders' being held."""

    network: FaceNetwork
    codes: Tensor
    read: Callable[[Tensor], Values]
    job: Job

    def steered(self, patterns: Tensor, count: int, rounds: int) -> Tensor:
        """The first `count` directions, mixed of the `patterns` (K + H, layers, dims), in so many rounds at most."""
        low, high = np.quantile(self._read(self.codes), (0.05, 0.95), axis=0)
        scale = np.maximum((high - low) / 2, 1e-6).astype(np.float32)
        wanted = REACH * torch.eye(len(patterns))[:count]
        back = torch.linalg.pinv(self._moves(patterns, scale), rtol=0.05)
        mix = _limited(wanted @ back, patterns)
        farthest = torch.inf
        for _round in range(rounds - 1):
            apart = wanted - self._moves(torch.tensordot(mix, patterns, 1), scale)
            far = float(apart.abs().max())
            if far < _ENOUGH or far > _NEARER * farthest:
                break
            mix, farthest = _limited(mix + apart @ back, patterns), far
        found: Tensor = torch.tensordot(mix, patterns, 1)
        return found

    def _moves(self, directions: Tensor, scale: Values) -> Tensor:
        """(directions, K + H): by how much each moves what is read, half the way from -1 to 1, in `scale`."""
        ends = [[self._read(self.codes + sign * each).mean(0) for sign in (-1, 1)] for each in directions]
        return torch.from_numpy(np.stack([(after - before) / 2 / scale for before, after in ends]))

    def _read(self, codes: Tensor) -> Values:
        parts = []
        for part in torch.split(codes, _AT_ONCE):
            self.job.check()
            parts.append(self.read(self.network.decode(part.to(self.network.mean.device)).float().cpu()))
        return np.concatenate(parts)


def _limited(mix: Tensor, patterns: Tensor) -> Tensor:
    """`mix` (K, K + H) with what would make directions too long taken back."""
    own = patterns.flatten(1).norm(dim=1)[: len(mix)]
    length = torch.tensordot(mix, patterns, 1).flatten(1).norm(dim=1)
    share: Tensor = (_LONGEST * own / length.clamp(min=1e-9)).clamp(max=1)
    return mix * share[:, None]
