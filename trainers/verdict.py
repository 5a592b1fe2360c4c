"""What discriminators say, as probabilities under the names of `trainers.signals`."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor
from torch.nn import functional as F

from trainers import signals
from trainers.data import Batch
from trainers.measure import luma

RECORD = 10
"""Steps between two lines of numbers."""
_HELD = 4
"""Pictures that are enough to hear what a discriminator says of those it did not learn from."""


def is_recorded(index: int) -> bool:
    """Whether the numbers of this step are written down; what costs time is asked for then only."""
    return (index + 1) % RECORD == 0


def verdict(real: Tensor, fake: Tensor) -> dict[str, Tensor]:
    """Of logits: the mean probability that real, and made, pictures are real."""
    return {signals.D_REAL: real.detach().sigmoid().mean(), signals.D_FAKE: fake.detach().sigmoid().mean()}


def relative(real: Tensor, fake: Tensor) -> dict[str, Tensor]:
    """Of a discriminator that only tells which of two is the real one: the mean probability that it takes the real one
    for it, and the made one. (Its logits alone say nothing: Jolicoeur-Martineau 2018, equation 4.)"""
    right = (real - fake).detach().sigmoid().mean()
    return {signals.D_REAL: right, signals.D_FAKE: 1 - right}


def translation(given: Tensor, made: Tensor) -> dict[str, Tensor]:
    """How much a translation of pictures (N, 3, H, W) changed, and whether light stayed light: see `signals`."""
    given, made = given.detach().float(), made.detach().float()
    change = (made - given).abs().mean() / given.std().clamp(min=1e-3)
    ours, theirs = (luma(each).flatten(1) for each in (made, given))
    ours, theirs = (each - each.mean(1, keepdim=True) for each in (ours, theirs))
    alike = F.cosine_similarity(ours, theirs, dim=1).mean()
    return {signals.CHANGE: change, signals.LIKENESS: alike}


def squares(trials: Iterable[tuple[Tensor, ...]], *sides: int, hole: bool = False) -> Batch:
    """A few pictures as a batch: of each trial's parts (1, C, H, W), which may differ in scale as `sides` do, the same
    square; from the middle, or from the middle of the `hole` that is the first part's last channel. Empty where none is
    large enough."""
    found = [
        tuple(_cut(part, side, side / sides[0], place) for part, side in zip(trial, sides, strict=True))
        for trial in trials
        if (place := _place(trial[0], sides[0], hole)) is not None
    ]
    return tuple(torch.cat(parts) for parts in zip(*found[:_HELD], strict=True))


def _place(picture: Tensor, side: int, hole: bool) -> tuple[int, int] | None:
    """Top and left of the square."""
    room = [length - side for length in picture.shape[-2:]]
    if min(room) < 0:
        return None
    if not hole:
        return room[0] // 2, room[1] // 2
    places = picture[0, -1].nonzero().float()
    middle = places.mean(0).tolist() if len(places) else [0.0, 0.0]
    top, left = (min(most, max(0, round(at) - side // 2)) for at, most in zip(middle, room, strict=True))
    return top, left


def _cut(picture: Tensor, side: int, scale: float, place: tuple[int, int]) -> Tensor:
    top, left = (round(at * scale) for at in place)
    return picture[..., top : top + side, left : left + side]
