"""Colours drawn into a hole along straight lines, in proportions that are learnt.

What lies in a hole that is not large is mostly what goes on from its rim: edges, wires, horizons. Which way it goes on
can be seen where two ends of a line through the hole look alike. A network of convolutions needs days to find that out;
here it is built in, and only how much each end counts is learnt, by a few hundred weights that are the same for every
direction (a set of ends: Zaheer et al. 2017, "Deep Sets").
"""

from __future__ import annotations

from types import EllipsisType

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Where = tuple[EllipsisType, slice, slice]
"""Rows and columns of pictures (N, C, H, W)."""
_HALF = ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1))
_DIRECTIONS = (*_HALF, *((-down, -across) for down, across in _HALF))
"""Pixels (down, across) of a step; the opposite of each is eight further on."""
_ROUNDS = 6
"""Lines are less than 2^6 steps long."""
_MOST = 1 << 6
"""Steps, one more than the longest line has."""
_AT_ONCE = 1 << 12
"""Missing pixels worked on together: memory is bounded, and stays in the processor's cache."""
_FEATURES = 7


class Lines(nn.Module):
    """(N, 3, H, W) colours, (N, 1, H, W) what of them is known, and a guess → the guess, with lines drawn into it."""

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.first = nn.Linear(_FEATURES, width)
        self.second = nn.Linear(width, width)
        self.among = nn.Linear(width, width, bias=False)
        self.weight = nn.Linear(width, 1)
        self.guess_weight = nn.Linear(width, 1)

    def forward(self, colour: Tensor, known: Tensor, guess: Tensor, far: bool = True) -> Tensor:
        """Without `far` lines are half as long: the guess knows the rest, and it takes less time."""
        rounds = _ROUNDS if far else _ROUNDS - 1
        sources = known > 0.5
        missing = (~sources).flatten().nonzero()[:, 0]
        steps = torch.stack([_steps(sources, *each, rounds).flatten()[missing] for each in _DIRECTIONS], dim=-1).long()
        reached = steps.any(dim=1)
        missing, steps = missing[reached], steps[reached]
        ends, guesses = _rows(torch.cat([colour, _blurred(colour, known)], dim=1)), _rows(guess)
        parts = zip(torch.split(missing, _AT_ONCE), torch.split(steps, _AT_ONCE), strict=True)
        drawn = [self._mix(part, counts, ends, guesses[part], known.shape[-1]) for part, counts in parts]
        rows = guesses.index_copy(0, missing, torch.cat(drawn))
        return rows.view(guess.shape[0], *guess.shape[2:], 3).permute(0, 3, 1, 2)  # NHWC → NCHW

    def _mix(self, pixels: Tensor, steps: Tensor, ends: Tensor, guess: Tensor, width: int) -> Tensor:
        """The colours (P, 3) of missing `pixels`: those at the ends of their lines (P, 16), and the guess, weighted."""
        directions = torch.tensor(_DIRECTIONS, device=pixels.device)
        seen = ends[pixels[:, None] + steps * (directions[:, 0] * width + directions[:, 1])]
        length = steps * directions.to(ends.dtype).norm(dim=1)
        found = steps > 0
        facts = _facts(seen, length, found, guess[:, None])
        each = F.relu(self.first(facts))
        mean = (each * found[..., None]).sum(1, keepdim=True) / found.sum(1).clamp(min=1)[:, None, None]
        each = F.relu(self.second(each) + self.among(mean))
        near = -2 * torch.log(length.clamp(min=1))
        logits = (self.weight(each)[..., 0].to(near.dtype) + near).masked_fill(~found, -1e4)
        nearest = near.masked_fill(~found, -1e4).amax(1, keepdim=True).clamp(min=-10)
        logits = torch.cat([logits, self.guess_weight(mean)[..., 0].to(near.dtype) + nearest], dim=1)
        colours = torch.cat([seen[..., :3], guess[:, None]], dim=1)
        return (logits.softmax(1)[..., None] * colours).sum(1)


@torch.no_grad()
def _facts(seen: Tensor, length: Tensor, found: Tensor, guess: Tensor) -> Tensor:
    """What each end (P, 16) is judged by: its distance, its opposite's, how alike they are, how like the guess."""
    both = (found & found.roll(8, 1)).to(seen.dtype)
    far = torch.log(length.clamp(min=1))
    planes = seen.permute(2, 0, 1).contiguous()  # P, 16, C → C, P, 16: the processor takes whole rows at once
    colour, blurred = planes[:3], planes[3:]
    apart = planes - planes.roll(8, 2)
    differences = [apart[:3], apart[3:], colour - blurred, blurred - guess.permute(2, 0, 1)]
    scales = [torch.log(each.square().mean(0).sqrt() + 0.01) + 3 for each in differences]
    return torch.stack(
        [far - 2, both * (far.roll(8, 1) - 2), both, both * scales[0], both * scales[1], *scales[2:]], -1
    )


@torch.no_grad()
def _steps(sources: Tensor, down: int, across: int, rounds: int = _ROUNDS) -> Tensor:
    """(N, 1, H, W) → (N, H, W): how many steps of (down, across) it is to the next of `sources`; 0: none, or on one.

    By doubling: each asks who is as many steps further on. What is asked for is how many steps are left of _MOST, so
    that the nearest has the most left.
    """
    left = sources[:, 0].to(torch.int16) * _MOST
    for power in range(rounds):
        step = 1 << power
        here, there = _apart(left, step * down, step * across)
        left[here] = torch.maximum(left[here], left[there] - step)
    return torch.where(left > 0, _MOST - left, 0)


def _apart(field: Tensor, down: int, across: int) -> tuple[Where, Where]:
    """Where those are that have another `down` and `across` from them, and those others."""
    height, width = field.shape[-2:]
    top, left = min(height, max(0, -down)), min(width, max(0, -across))
    bottom, right = max(top, min(height, height - down)), max(left, min(width, width - across))
    here = ..., slice(top, bottom), slice(left, right)
    return here, (..., slice(top + down, bottom + down), slice(left + across, right + across))


def _blurred(colour: Tensor, known: Tensor) -> Tensor:
    """The mean of what is known among the nine pixels around each."""
    weight = F.avg_pool2d(known, 3, 1, 1)
    return F.avg_pool2d(colour * known, 3, 1, 1) / weight.clamp(min=1e-6)


def _rows(x: Tensor) -> Tensor:
    """(N, C, H, W) → (N·H·W, C)."""
    return x.permute(0, 2, 3, 1).flatten(0, 2)  # NCHW → NHWC
