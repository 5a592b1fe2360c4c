"""A discriminator that judges patches: pix2pix (Isola et al. 2017) with spectral normalisation (Miyato et al. 2018).

Without the bound on its slope it overpowered the generator within a hundred steps, which answered with a grid.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from ganstudio.networks.critic import Critic


class PatchDiscriminator(Critic):
    """(N, 3, H, W) in [0, 1] → logits (N, 1, H/8, W/8), and on request the features of every layer before."""

    def __init__(self, channels: int = 24) -> None:
        super().__init__()
        # The first layer looks at every pixel: a stride there would be blind to some checkerboards.
        widths = [3, channels, 2 * channels, 4 * channels, 4 * channels]
        strides = [1, 2, 2, 2]
        self.layers = nn.ModuleList(
            spectral_norm(nn.Conv2d(inputs, outputs, 3 if stride == 1 else 4, stride, 1))
            for inputs, outputs, stride in zip(widths[:-1], widths[1:], strides, strict=True)
        )
        self.decide = spectral_norm(nn.Conv2d(widths[-1], 1, 3, padding=1))

    def features(self, x: Tensor) -> list[Tensor]:
        found = []
        x = x * 2 - 1
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            found.append(x)
        return found
