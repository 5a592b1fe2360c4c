"""A small network that says of a roughly cut square whether it shows a face, and how to move it onto the face.

Residual blocks (He et al. 2016) at a half, a quarter and an eighth of the size; one head for both answers, as Zhang et
al. 2016, "Joint Face Detection and Alignment", have it. Cutting the square anew from the photo and asking again makes
it exact (cascaded pose regression, Dollár et al. 2010).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits

ANSWERS = 5
"""Logit of a face; across and down in parts of the square's side; logarithm of the scale; turn in radians."""
REACH = (0.15, 0.15, 0.2, 0.3)
"""What an output of 1 means of each move: about what is usual, so that all are learnt alike."""
_RASTER = 8
_NARROW, _HIDDEN = 16, 64


class Block(nn.Module):
    """3×3, ReLU, 3×3, sum."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        change: Tensor = self.second(F.relu(self.first(x)))
        return F.relu(x + change)


class Aligner(nn.Module):
    """Squares (N, 3, size, size), RGB in [0, 1]."""

    reach: Tensor

    def __init__(self, size: int = 40, channels: int = 16, blocks: int = 2) -> None:
        super().__init__()
        if size % _RASTER:
            raise ValueError(f"{_RASTER} must divide the size")
        self.size = size
        widths = channels, 2 * channels, 4 * channels
        stages: list[nn.Module] = []
        for index, (inputs, outputs) in enumerate(zip((3, *widths), widths, strict=False)):
            stages += [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.ReLU()]
            stages += [Block(outputs) for _ in range(blocks if index else 1)]
        self.body = nn.Sequential(*stages, nn.Conv2d(widths[-1], _NARROW, 1), nn.ReLU())
        self.hidden = nn.Linear(_NARROW * (size // _RASTER) ** 2, _HIDDEN)
        self.tail = nn.Linear(_HIDDEN, ANSWERS)
        self.register_buffer("reach", torch.tensor((1.0, *REACH)))

    def forward(self, x: Tensor) -> Tensor:
        """(N, 3, H, W) → the same, moved so that the face lies as in the aligned square."""
        _logit, across, down, scale, turn = self.look(x).to(x.dtype).unbind(1)
        cos, sin = scale.exp() * turn.cos(), scale.exp() * turn.sin()
        # The grid's unit is half a side.
        rows = torch.stack([cos, -sin, 2 * across, sin, cos, 2 * down], dim=1).view(-1, 2, 3)
        grid = F.affine_grid(rows, list(x.shape), align_corners=False)
        return F.grid_sample(x, grid, padding_mode="border", align_corners=False)

    def look(self, x: Tensor) -> Tensor:
        """(N, 3, H, W) → (N, ANSWERS)."""
        if x.shape[-2:] != (self.size, self.size):
            x = F.interpolate(x, (self.size, self.size), mode="bilinear", antialias=True)
        # Neither how bright nor how hazy it is says anything.
        middle, spread = x.mean((1, 2, 3), keepdim=True), x.std((1, 2, 3), keepdim=True)
        features = self.body((x - middle) / (spread + 0.02)).flatten(1)
        answers: Tensor = self.tail(F.relu(self.hidden(features))).float() * self.reach
        return answers


def traits(size: int = 40, channels: int = 16, blocks: int = 2) -> Traits:
    """See `Traits`. So small that half precision would gain little."""
    return Traits(multiple_of=size, tiles=False, traced=False, half=False)


def _build(size: int = 40, channels: int = 16, blocks: int = 2) -> nn.Module:
    return Aligner(size, channels, blocks)


ARCHITECTURE = Architecture("align", _build, traits)
