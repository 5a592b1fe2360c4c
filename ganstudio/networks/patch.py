"""A discriminator that judges patches, as in pix2pix (Isola et al. 2017), without any normalisation."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F


class PatchDiscriminator(nn.Module):
    """(N, 3, H, W) in [0, 1] → logits (N, 1, H/8, W/8), and on request the features of every layer before."""

    def __init__(self, channels: int = 24) -> None:
        super().__init__()
        # The first layer looks at every pixel: a stride there would be blind to some checkerboards.
        widths = [3, channels, 2 * channels, 4 * channels, 4 * channels]
        strides = [1, 2, 2, 2]
        self.layers = nn.ModuleList(
            nn.Conv2d(inputs, outputs, 3 if stride == 1 else 4, stride, 1)
            for inputs, outputs, stride in zip(widths[:-1], widths[1:], strides, strict=True)
        )
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight, a=0.2)  # type: ignore[arg-type]
        self.decide = nn.Conv2d(widths[-1], 1, 3, padding=1)

    def features(self, x: Tensor) -> list[Tensor]:
        """What each layer sees, first to last."""
        found = []
        x = x * 2 - 1
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            found.append(x)
        return found

    def judge(self, features: list[Tensor]) -> Tensor:
        """Logits from `features`."""
        logits: Tensor = self.decide(features[-1])
        return logits

    def forward(self, x: Tensor) -> Tensor:
        return self.judge(self.features(x))
