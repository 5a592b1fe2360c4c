"""What the discriminators have in common: features first, then a judgement of the last of them."""

from __future__ import annotations

from torch import Tensor, nn


class Critic(nn.Module):
    """(N, 3, H, W) in [0, 1] → logits, through layers that losses may compare; heirs add `features` and `decide`."""

    decide: nn.Module

    def features(self, x: Tensor) -> list[Tensor]:
        """What each layer sees, first to last."""
        raise NotImplementedError

    def judge(self, features: list[Tensor]) -> Tensor:
        """Logits from `features`."""
        logits: Tensor = self.decide(features[-1])
        return logits

    def forward(self, x: Tensor) -> Tensor:
        return self.judge(self.features(x))
