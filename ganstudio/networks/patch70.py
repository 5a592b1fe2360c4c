"""The discriminator of pix2pix and CycleGAN: it judges each patch of 70 × 70 pixels by itself."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from ganstudio.networks.critic import Critic


def _unbound(layer: nn.Module) -> nn.Module:
    return layer


class Patch70(Critic):
    """C64-C128-C256-C512 and a decision (Isola et al. 2017, appendix 6.1.2; Zhu et al. 2017, appendix 7.2): 4×4
    convolutions, three of stride 2 and two of stride 1, instance norm but in the first, leaky ReLU of 0.2.

    (N, `inputs`, H, W) in [0, 1] → logits (N, 1, H/8 - 2, W/8 - 2). `channels` stands for the 64. `spectral`: bounded
    slopes (Miyato et al. 2018) in place of instance norm, which takes away how light and colourful a picture is.
    """

    def __init__(self, inputs: int = 3, channels: int = 64, spectral: bool = False) -> None:
        super().__init__()
        bound = spectral_norm if spectral else _unbound
        widths = [inputs, channels, 2 * channels, 4 * channels, 8 * channels]
        self.layers = nn.ModuleList(
            bound(nn.Conv2d(before, after, 4, 1 if place == 3 else 2, 1))
            for place, (before, after) in enumerate(pairwise(widths))
        )
        norms = (nn.Identity() if spectral else nn.InstanceNorm2d(width) for width in widths[2:])
        self.norms = nn.ModuleList([nn.Identity(), *norms])
        self.decide = bound(nn.Conv2d(widths[-1], 1, 4, 1, 1))

    def features(self, x: Tensor) -> list[Tensor]:
        found = []
        x = x * 2 - 1
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = F.leaky_relu(norm(layer(x)), 0.2)
            found.append(x)
        return found
