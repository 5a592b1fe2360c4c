"""SRGAN's generators by several authors, found by what stands where and brought to the form of `networks.srresnet`.

https://github.com/leftthomas/SRGAN (block1 … block8; others have put their blocks into `residual_blocks`),
https://github.com/Lornatang/SRGAN-PyTorch (conv1, trunk, conv2 …; later conv_block1 …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ganstudio.library.families import values
from ganstudio.library.families.matching import COUNTER, fitted
from ganstudio.library.found import Found

if TYPE_CHECKING:
    from torch import Tensor

_INSIDE = ("conv1", "bn1", "prelu", "conv2", "bn2"), ("rcb.0", "rcb.1", "rcb.2", "rcb.3", "rcb.4")
"""What the layers of a residual block are called."""
_DOUBLING = ("conv", "prelu"), ("upsample_block.0", "upsample_block.2")
_OWN = re.compile(r"block\d+|trunk\.\d+")
"""What the authors themselves call a block: then all the rest is known as well."""
_NORM = "weight", "bias", "running_mean", "running_var"
_EPS = 1e-5
_NUMBER = re.compile(r"(\d+)")


@dataclass
class _Taken:
    """A file's tensors, each of which is to be used."""

    weights: Mapping[str, Tensor]
    used: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> Tensor:
        self.used.add(name)
        return self.weights[name]

    def parents(self, names: tuple[str, ...]) -> list[str]:
        """What has all these layers, in order."""
        end = f".{names[0]}.weight"
        there = (name.removesuffix(end) for name in self.weights if name.endswith(end))
        return sorted((each for each in there if all(self.has(f"{each}.{name}") for name in names)), key=_natural)

    def has(self, layer: str) -> bool:
        return f"{layer}.weight" in self.weights

    def convolution(self, layer: str, norm: str = "") -> dict[str, Tensor]:
        """Weight and bias, the batch norm behind it within."""
        weight = self[f"{layer}.weight"].double()
        bias = self[f"{layer}.bias"].double() if f"{layer}.bias" in self.weights else weight.new_zeros(len(weight))
        if norm:
            scale, shift, mean, variance = (self[f"{norm}.{each}"].double() for each in _NORM)
            scale = scale / (variance + _EPS).sqrt()
            weight, bias = weight * scale[:, None, None, None], (bias - mean) * scale + shift
        return {"weight": weight.float(), "bias": bias.float()}

    def prelu(self, layer: str, channels: int) -> dict[str, Tensor]:
        """A slope per channel."""
        return {"weight": self[f"{layer}.weight"].float().expand(channels).clone()}


def recognise(weights: Mapping[str, Tensor]) -> Found | None:
    """Any number of blocks, ×2, ×4 or ×8. What values it takes and gives is found out by trying.

    Raises Refused where it stands as others do and yet does not give the picture that it is to enlarge.
    """
    try:
        return _recognised(_Taken({name: each for name, each in weights.items() if not name.endswith(COUNTER)}))
    except (LookupError, TypeError, ValueError, RuntimeError):
        return None


def _recognised(taken: _Taken) -> Found | None:
    blocks, inside = _those(taken, _INSIDE)
    doublings, doubling = _those(taken, _DOUBLING)
    if not blocks or not doublings:
        return None
    apart = [f"{block}." for block in (*blocks, *doublings)]
    ends = [name for name, each in taken.weights.items() if each.dim() == 4 and not name.startswith(tuple(apart))]
    head, tail, join = _ends(taken.weights, ends)
    channels = len(taken.weights[f"{head}.weight"])
    behind = f"{join.removesuffix('.0')}.1"
    normed = f"{behind}.running_mean" in taken.weights
    layers = {
        "head.0": taken.convolution(head),
        "head.1": taken.prelu(f"{head.removesuffix('.0')}.1", channels),
        "join.0": taken.convolution(join, behind if normed else ""),
        "tail": taken.convolution(tail),
    }
    if closing := not normed and taken.has(behind):
        layers["join.1"] = taken.prelu(behind, channels)
    for number, block in enumerate(blocks):
        first, first_norm, prelu, second, second_norm = (f"{block}.{name}" for name in inside)
        layers[f"body.{number}.first"] = taken.convolution(first, first_norm)
        layers[f"body.{number}.prelu"] = taken.prelu(prelu, channels)
        layers[f"body.{number}.second"] = taken.convolution(second, second_norm)
    for number, block in enumerate(doublings):
        layers[f"upscale.{number}.0"] = taken.convolution(f"{block}.{doubling[0]}")
        layers[f"upscale.{number}.2"] = taken.prelu(f"{block}.{doubling[1]}", channels)
    if taken.used != set(taken.weights):
        return None
    config = {"scale": 2 ** len(doublings), "channels": channels, "blocks": len(blocks), "closing": closing}
    named = {f"{layer}.{name}": tensor for layer, tensors in layers.items() for name, tensor in tensors.items()}
    matched = fitted("srresnet", config, named)
    if matched is None:
        return None
    usual = values.Values(given="plain" if inside == _INSIDE[1] else "tanh")
    sure = all(_OWN.fullmatch(block) for block in blocks)
    config |= values.found(config, matched, usual, sure)
    return Found("srresnet", config, "upscale", matched, "SRGAN")


def _those(taken: _Taken, families: Iterable[tuple[str, ...]]) -> tuple[list[str], tuple[str, ...]]:
    """The blocks there are, and what the layers in them are called."""
    for names in families:
        if blocks := taken.parents(names):
            return blocks, names
    return [], ()


def _ends(weights: Mapping[str, Tensor], names: list[str]) -> tuple[str, str, str]:
    """Of three convolutions outside the blocks: that which takes RGB, that which gives it, the one between."""
    head = [name for name in names if weights[name].shape[1] == 3]
    tail = [name for name in names if weights[name].shape[0] == 3]
    join = [name for name in names if name not in (*head, *tail)]
    if not len(head) == len(tail) == len(join) == 1:
        raise ValueError
    first, last, between = (name.removesuffix(".weight") for name in (*head, *tail, *join))
    return first, last, between


def _natural(name: str) -> list[tuple[int, str]]:
    """So that 10 comes after 9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(name)]
