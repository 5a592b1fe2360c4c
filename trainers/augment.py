"""Pictures changed before a discriminator sees them, real and made ones alike, so that few pictures last longer.

What is done is differentiable, since the generator learns through it (Zhao et al. 2020, "Differentiable Augmentation
for Data-Efficient GAN Training"); a discriminator that knows the real pictures by heart is told by what it says of
them, and shown more changes then (Karras et al. 2020, "Training GANs with Limited Data", ADA).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

_SHIFT, _HOLE = 1 / 8, 1 / 2
"""Of a side: how far pictures are moved, how large a piece is missing (Zhao et al. 2020, section 4)."""
_GREY = 0.5
"""What there is where nothing is."""


def colours(x: Tensor) -> Tensor:
    """Brightness, saturation and contrast, each picture's own."""
    x = x + (_uniform(x) - 0.5)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * (2 * _uniform(x))
    middle = x.mean((1, 2, 3), keepdim=True)
    return middle + (x - middle) * (_uniform(x) + 0.5)


def translation(x: Tensor) -> Tensor:
    """Moved by up to an eighth of the side; what comes in is grey, so that it does not pass for a dark background."""
    side = x.shape[-1]
    most = max(1, round(side * _SHIFT))
    padded = F.pad(x, (most,) * 4, value=_GREY)
    corner = torch.randint(2 * most + 1, (2, len(x), 1), device=x.device)
    rows, columns = corner + torch.arange(side, device=x.device)
    which = torch.arange(len(x), device=x.device)[:, None, None]
    # (N, side, side, C) → (N, C, side, side)
    return padded.permute(0, 2, 3, 1)[which, rows[:, :, None], columns[:, None]].permute(0, 3, 1, 2)


def cutout(x: Tensor) -> Tensor:
    """A square of half the side made grey."""
    side = x.shape[-1]
    centre = torch.randint(side + 1, (2, len(x), 1), device=x.device)
    rows, columns = (centre - torch.arange(side, device=x.device)).abs() <= side * _HOLE / 2
    missing = rows[:, :, None] & columns[:, None]
    return x.masked_fill(missing[:, None], _GREY)


Change = Callable[[Tensor], Tensor]
"""Pictures (N, C, side, side) in [0, 1] → as many; randomness from torch's own generator."""
PLACES: tuple[Change, ...] = (translation, cutout)
"""Those that leave tones and colours as they are, where these are what is to be learnt."""
CHANGES: tuple[Change, ...] = (colours, *PLACES)


def augment(x: Tensor, chance: float = 1.0, changes: tuple[Change, ...] = CHANGES) -> Tensor:
    """Each of `changes`, done to each picture of (N, C, side, side) with the given chance."""
    if not chance:
        return x
    for change in changes:
        chosen = _uniform(x) < chance
        x = torch.where(chosen, change(x), x)
    return x


class Adaptive:
    """How often pictures are changed, by how sure a discriminator is of the real ones.

    The heuristic r_t of Karras et al. 2020, equation 1: the mean sign of the logits of real pictures is kept at
    `target`; `pictures`: how many are seen until the chance has gone from 0 to 1.
    """

    def __init__(self, target: float = 0.6, pictures: int = 50_000, most: float = 0.9) -> None:
        self.chance = 0.0
        self._target, self._pictures, self._most = target, pictures, most

    def learn(self, real: Tensor) -> None:
        """Look at the logits (N, 1) of a batch of real pictures."""
        sure = float(real.detach().sign().mean())
        step = len(real) / self._pictures
        self.chance = min(self._most, max(0.0, self.chance + (step if sure > self._target else -step)))


def _uniform(x: Tensor) -> Tensor:
    return torch.rand(len(x), 1, 1, 1, device=x.device)
