"""What a generator and a discriminator play for: the losses of several papers as one choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from trainers import losses
from trainers.generate import HINGE, LEAST_SQUARES, NON_SATURATING, SATURATING, WASSERSTEIN


@dataclass(frozen=True)
class Game:
    """What both play for: losses from logits (N, 1) of real and made pictures."""

    judge: Callable[[Tensor, Tensor], Tensor]
    fool: Callable[[Tensor], Tensor]
    share: Callable[[Tensor], Tensor] = torch.sigmoid
    """What the discriminator says as a probability."""


GAMES: Mapping[str, Game] = {
    NON_SATURATING: Game(losses.discriminator, losses.generator),
    SATURATING: Game(losses.discriminator, losses.saturating),
    LEAST_SQUARES: Game(losses.least_squares, losses.least_squares_fool, lambda value: value.clamp(0, 1)),
    WASSERSTEIN: Game(losses.wasserstein, losses.wasserstein_fool),
    HINGE: Game(losses.hinge, losses.wasserstein_fool),
}
