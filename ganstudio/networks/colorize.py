"""A small generator of colours for a grey picture, led by dabs of colour where there are some.

A U-shape reads the picture at a quarter of its size and says for each place how likely each colour of a palette is
there (Zhang et al. 2016, "Colorful Image Colorization"); the mean of these is its proposal. Then every place takes the
colours of all dabs, as far as it is like them. Where it starts that is a joint-bilateral spread of scribbles (as Levin
et al. 2004): near in place, in luminance, in texture; what else makes places alike is learnt. Asking for dabs follows
Zhang et al. 2017, "Real-Time User-Guided Image Colorization".
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.networks.architecture import Architecture, Traits
from ganstudio.networks.inpaint import Body

_CELL = 4
"""Pixels along a side of a place."""
_LIKENESS = 16
_LEAK = 0.2
_METRIC = 1.7, 2.0, 1.4
"""At the start: how far a step from black to white is, in sides of the picture: of a place, around it, in roughness."""
_POWER, _NEAREST, _REACH = 2.0, 0.003, 0.8
"""At the start: how fast a dab's weight falls with the square of its distance. The least such square that counts. The
distance at which a dab counts as much as a place's own guess, at the start."""
_RINGS = ((0, 1), (8, 6), (18, 10), (30, 14), (44, 16), (60, 16), (80, 12))
"""The palette: chroma in units of CIE Lab, and how many hues have it. Finer near grey, where most colours lie."""


class Colorizer(nn.Module):
    """(N, 4, H, W): luminance in [0, 1], the a and b of dabs, and where there is one (1) → (N, 2, H, W), a and b.

    a and b are CIE Lab's, divided by 110. A dab is one pixel. 16 divides the sides.
    """

    def __init__(self, channels: int = 40, blocks: int = 6) -> None:
        super().__init__()
        self.head = nn.Conv2d(4 * _CELL**2 + 2, channels, 3, padding=1)
        self.body = Body(channels, blocks)
        self.palette: Tensor
        self.register_buffer("palette", palette(), persistent=False)
        self.odds = nn.Conv2d(channels, len(self.palette), 3, padding=1)
        self.likeness = nn.Conv2d(channels, _LIKENESS, 1)
        """What else tells places apart than where they are and how they look."""
        self.own = nn.Conv2d(channels, 1, 1)
        """How sure a place is of its own colour."""
        # Python's logarithms: torch's, of a tensor without memory, would load its compiler, which takes seconds.
        self.metric = nn.Parameter(torch.tensor([math.log(each) for each in _METRIC]))
        self.power = nn.Parameter(torch.tensor(math.log(_POWER)))
        self.widen = nn.Conv2d(channels, 8 * _CELL**2, 3, padding=1)
        self.tail = nn.Conv2d(8 + 3, 2, 3, padding=1)
        if not self.tail.weight.is_meta:  # for that torch would load its compiler
            self._start()

    def _start(self) -> None:
        for layer, deviation in ((self.odds, 0.01), (self.tail, 0), (self.likeness, 5e-4), (self.own, 0)):
            nn.init.normal_(layer.weight, std=deviation)
            nn.init.zeros_(layer.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return self.both(x)[0]

    def likely(self, x: Tensor) -> Tensor:
        """(N, Q, H/4, W/4): how likely each of the Q colours of the palette is at each place; they sum to 1."""
        return self.both(x)[1].float().softmax(1)

    def both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The colours, and (N, Q, H/4, W/4): the logarithms, but for a constant, of how likely each of a palette is."""
        light, dabs, there = x[:, :1], x[:, 1:3] * x[:, 3:], x[:, 3:]
        small = F.pixel_unshuffle(torch.cat([2 * light - 1, dabs, there], dim=1), _CELL)
        features = self.body(self.head(torch.cat([small, _places(small)], dim=1)))
        odds = self.odds(features).float()
        own = torch.einsum("nqhw,qc->nchw", odds.softmax(1), self.palette)
        spread = self._spread(features, own, looks(light), dabs, there)
        spread = F.interpolate(spread, scale_factor=float(_CELL), mode="bilinear")
        # It leaks, or it might close for ever: see docs/decisions/texture-from-beside.md.
        fine = F.leaky_relu(F.pixel_shuffle(self.widen(features), _CELL), _LEAK)
        correction: Tensor = self.tail(torch.cat([fine, 2 * light - 1, spread.to(fine.dtype)], dim=1))
        return spread + correction.to(spread.dtype), odds

    def _spread(self, features: Tensor, own: Tensor, seen: Tensor, dabs: Tensor, there: Tensor) -> Tensor:
        """(N, 2, h, w): for each place its own colour and those of all dabs, weighted by a power of how far they are
        (Shepard 1968), which suits few dabs as well as many. What is far is learnt."""
        metric = torch.cat([seen.new_ones(2), self.metric.exp()]).view(1, -1, 1, 1)
        where = torch.cat([seen * metric, self.likeness(features).to(seen.dtype)], dim=1)
        count = F.avg_pool2d(there, _CELL)
        index = count.flatten(1).topk(max(1, int((count > 0).flatten(1).sum(1).max())), dim=1).indices
        mean = F.avg_pool2d(dabs, _CELL) / count.clamp(min=1e-6)
        facts = torch.cat([where, mean, count], dim=1)
        taken = facts.flatten(2).gather(2, index[:, None].expand(-1, facts.shape[1], -1))
        theirs, colour, found = torch.split(taken, [where.shape[1], 2, 1], dim=1)
        power = self.power.exp()
        # No matrix product: in half precision that would lose what is near.
        apart = (where.flatten(2)[..., None] - theirs[:, :, None]).square().sum(1)
        logits = (-power * (_NEAREST + apart).log()).masked_fill(found <= 0, -1e4)
        alone = self.own(features).flatten(2).mT.to(logits.dtype) - power * math.log(_REACH**2)
        weights = torch.cat([logits, alone], dim=2).softmax(2)
        spread = torch.einsum("ncd,npd->ncp", colour, weights[..., :-1]) + own.flatten(2) * weights[..., -1][:, None]
        result: Tensor = spread.view(*spread.shape[:2], *features.shape[2:])
        return result


def looks(light: Tensor) -> Tensor:
    """(N, 1, H, W) → (N, 5, H/4, W/4): where a place lies, down and across; how light it is, and what is around it; how
    rough it is there."""
    fine, squares = F.avg_pool2d(light, _CELL), F.avg_pool2d(light.square(), _CELL)
    side = 2 * (max(fine.shape[2:]) // 20) + 1
    around, rough = (F.avg_pool2d(x, side, 1, side // 2, count_include_pad=False) for x in (fine, squares))
    return torch.cat([_places(fine), fine, around, (rough - around.square()).clamp(min=1e-6).sqrt()], dim=1)


def palette() -> Tensor:
    """(Q, 2): a and b, divided by 110, of the colours that are told apart."""
    return torch.tensor(
        [
            [chroma / 110 * math.cos(math.tau * hue / hues), chroma / 110 * math.sin(math.tau * hue / hues)]
            for chroma, hues in _RINGS
            for hue in range(hues)
        ]
    )


def _places(like: Tensor) -> Tensor:
    """(N, 2, h, w): where each place lies, the longer side being 1."""
    height, width = like.shape[2:]
    longer = max(height, width)
    down = torch.arange(height, device=like.device, dtype=like.dtype)[:, None].expand(height, width) / longer
    across = torch.arange(width, device=like.device, dtype=like.dtype)[None].expand(height, width) / longer
    return torch.stack([down, across]).expand(like.shape[0], 2, height, width)


def traits(channels: int = 40, blocks: int = 6) -> Traits:
    """Not to be cut: every place looks at all dabs."""
    return Traits(inputs=4, outputs=2, multiple_of=4 * _CELL, tiles=False, traced=False)


ARCHITECTURE = Architecture("colorize", Colorizer, traits)
