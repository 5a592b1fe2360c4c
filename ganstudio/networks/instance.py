"""Instance normalisation (Ulyanov et al. 2016) whose statistics can be those of a whole picture while a part is seen.

Otherwise each tile would be normalised by itself: a dark one would come out brighter than it does within the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Statistics = tuple[tuple[Tensor, Tensor], ...]
"""For each norm layer of a network, in the order of its modules: mean and variance of each channel, (C,) float32."""


class Holding(nn.Module):
    """A layer that looks at the mean and the variance of each channel of what it is given, (N, C, H, W).

    While `held` is there, its mean and variance, (C,) each, are taken instead of the picture's own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.held: tuple[Tensor, Tensor] | None = None


class InstanceNorm(Holding):
    """(N, C, H, W) → the same: each channel of each picture gets mean 0 and variance 1, then, where it is `affine`, a
    learned scale and shift."""

    def __init__(self, channels: int, eps: float = 1e-5, affine: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels)) if affine else None
        self.bias = nn.Parameter(torch.zeros(channels)) if affine else None
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        if self.held is not None:
            return F.batch_norm(x, *self.held, self.weight, self.bias, eps=self.eps)
        if x.shape[2] * x.shape[3] == 1:  # equals its mean; torch refuses it
            return x * 0 if self.bias is None else x * 0 + self.bias[:, None, None].to(x.dtype)
        return F.instance_norm(x, weight=self.weight, bias=self.bias, eps=self.eps)


def norms(network: nn.Module) -> list[Holding]:
    """Those layers of a network whose statistics can be held."""
    return [module for module in network.modules() if isinstance(module, Holding)]


def measured(network: nn.Module, x: Tensor) -> Statistics:
    """The statistics of each norm layer while `network` sees the picture `x` (1, C, H, W)."""
    with torch.no_grad(), measuring(network) as found:
        network(x)
    return tuple(found)


@contextmanager
def measuring(network: nn.Module) -> Iterator[list[tuple[Tensor, Tensor]]]:
    """Once through, the list has the statistics of each norm layer, in their order: of a picture (1, C, H, W)."""
    found: list[tuple[Tensor, Tensor]] = []
    seen_by: dict[nn.Module, tuple[Tensor, Tensor]] = {}  # in the order in which they are asked, which may be another

    def note(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen = inputs[0][0].flatten(1)  # C H W → C, places
        if seen.dtype in (torch.float16, torch.bfloat16):
            seen = seen.float()
        variance, mean = torch.var_mean(seen, dim=1, correction=0)
        seen_by[module] = mean, variance

    layers = norms(network)
    hooks = [norm.register_forward_pre_hook(note) for norm in layers]
    try:
        yield found
    finally:
        found += [seen_by[norm] for norm in layers if norm in seen_by]
        for hook in hooks:
            hook.remove()


@contextmanager
def holding(network: nn.Module, statistics: Sequence[tuple[Tensor, Tensor]]) -> Iterator[None]:
    """Inside, the norm layers of `network` take `statistics`, as `measured` gave them, whatever they see; none: their
    own."""
    layers = norms(network) if statistics else []
    try:
        for layer, held in zip(layers, statistics, strict=True):
            layer.held = held
        yield
    finally:
        for layer in layers:
            layer.held = None
