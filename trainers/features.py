"""What the perceptual loss compares: features of VGG19 where the user has its weights, else of the discriminator.

Nothing is downloaded, so VGG19 cannot be counted on. A discriminator's layers learn just those textures in which
results still differ from photos, which makes their distance a perceptual loss of its own, always in season
(Larsen et al. 2016, "Autoencoding beyond pixels"; Wang et al. 2018, pix2pixHD).
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from ganstudio.errors import ModelError
from ganstudio.i18n import _

# VGG19's convolutions up to conv5_4: widths, "M" a max-pooling (Simonyan and Zisserman 2015, configuration E).
_VGG19: list[int | str] = [64, 64, "M", 128, 128, "M", *[256] * 4, "M", *[512] * 4, "M", *[512] * 4]
_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Vgg19(nn.Module):
    """conv5_4 before its activation, divided by 12.75 as in SRGAN's section 3.2 (φ5,4)."""

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for item in _VGG19:
            if isinstance(item, str):
                layers.append(nn.MaxPool2d(2))
            else:
                layers += [nn.Conv2d(inputs, item, 3, padding=1), nn.ReLU()]
                inputs = item
        self.features = nn.Sequential(*layers[:-1])
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(_DEVIATION).view(1, 3, 1, 1), persistent=False)

    def forward(self, x: Tensor) -> list[Tensor]:
        return [self.features((x - self.mean) / self.deviation) / 12.75]


def load_vgg19(path: Path) -> Vgg19:
    """Frozen VGG19 from torchvision's state dict in `path`; raises ModelError where that is something else."""
    network = Vgg19()
    try:
        weights = torch.load(path, map_location="cpu", weights_only=True)
        wanted = {key: weights[key] for key in network.state_dict()}
        network.load_state_dict(wanted)
    except Exception as error:  # torch raises many kinds for files that are something else
        raise ModelError(
            _("{path} does not hold torchvision's VGG19 weights. Leave the field empty to do without.").format(
                path=path
            )
        ) from error
    return network.requires_grad_(False).eval()
