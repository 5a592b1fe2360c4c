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
from ganstudio.networks.vision import torchvision

_MEAN, _DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Vgg19(nn.Module):
    """conv5_4 before its activation, divided by 12.75 as in SRGAN's section 3.2 (φ5,4).

    (N, 3, H, W) in [0, 1] → one tensor (N, 512, H/16, W/16). Simonyan and Zisserman 2015, configuration E.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self) -> None:
        super().__init__()
        vgg = torchvision().models.vgg
        layers = vgg.make_layers(vgg.cfgs["E"])  # not the whole network: its classifier has half a gigabyte
        self.features = layers[:-2]  # without the last ReLU and pooling
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
