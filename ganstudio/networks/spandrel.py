"""Networks of some forty families that people pass on: spandrel makes them out of the weights alone.

How one may be used stands in its config, written when it was adopted, so that to list models needs no spandrel.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from ganstudio.networks import operators
from ganstudio.networks.architecture import Architecture, Config, Traits
from ganstudio.networks.instance import Holding

_LARGEST = {"scale": 16, "raster": 512, "halo": 1024}
_MORE = 64
"""Layers beyond four for each tensor that a network may have: made of names alone they would cost no file anything."""


def traits(
    family: str,
    scale: int = 1,
    inputs: int = 3,
    raster: int = 1,
    halo: int = 0,
    tiles: bool = True,
    half: bool = True,
    float16: bool = True,
    statistics: bool = False,
    random: bool = False,
) -> Traits:
    """How a network of spandrel's `family` may be used. `random`: it draws lots, and is to draw the same each time.

    Raises ValueError for what no network is like.
    """
    numbers = {"scale": scale, "raster": raster, "halo": halo}
    flags = (tiles, half, float16, statistics, random)
    for name, number in numbers.items():
        if type(number) is not int or not (name != "halo") <= number <= _LARGEST[name]:
            raise ValueError(name)
    if inputs not in (3, 4) or not family or not all(type(flag) is bool for flag in flags):
        raise ValueError("no network is like that")
    return Traits(
        inputs=inputs,
        scale=scale,
        raster=raster,
        halo=halo,
        tiles=tiles,
        traced=False,
        half=half,
        float16=float16,
        statistics=statistics,
        detail=statistics,
    )


class Foreign(nn.Module):
    """A network as spandrel describes it: (N, 3, H, W) in [0, 1] → the same, `scale` times as large; or with the hole
    (1: missing) as a fourth channel. Sizes that it cannot take are mirrored at their end, by spandrel.
    """

    def __init__(self, descriptor: Any, *, statistics: bool = False, random: bool = False) -> None:
        super().__init__()
        self.model: nn.Module = descriptor.model
        self.channels = int(descriptor.input_channels)
        self.masked = descriptor.purpose == "Inpainting"
        self.random = random
        self._descriptor = descriptor
        self._like = self.channels, int(descriptor.output_channels)
        known = ((3, 3),) if self.masked else ((1, 1), (3, 3), (4, 4))
        if self._like not in known:
            raise ValueError(f"its pictures have {self._like} channels")
        if statistics:
            hold_pools(self.model)

    def forward(self, x: Tensor) -> Tensor:
        with _same_lots() if self.random else contextlib.nullcontext():
            # Some write on what they are given, or count on how it lies in memory.
            return self._made(x.clone(memory_format=torch.contiguous_format))

    def _made(self, x: Tensor) -> Tensor:
        ask = self._descriptor
        if self.masked:
            return ask(x[:, :3], x[:, 3:]) if len(x) == 1 else torch.cat([self._made(each[None]) for each in x])
        if self.channels == 1:  # grey: each colour by itself
            return torch.cat([ask(x[:, channel : channel + 1]) for channel in range(3)], dim=1)
        if self.channels == 4:
            return ask(torch.cat([x, torch.ones_like(x[:, :1])], dim=1))[:, :3]  # type: ignore[no-any-return]
        return ask(x)  # type: ignore[no-any-return]


class Pool(Holding):
    """(N, C, H, W) → (N, C, 1, 1): the mean of each channel, by which networks weigh their channels (squeeze and
    excitation: Hu et al. 2018)."""

    def forward(self, x: Tensor) -> Tensor:
        if self.held is not None:
            return self.held[0].to(x.dtype)[None, :, None, None].expand(len(x), -1, 1, 1)
        return x.mean((2, 3), keepdim=True)


@contextlib.contextmanager
def _same_lots() -> Iterator[None]:
    """Inside, what is drawn by lot is the same each time: a photo shall not come out otherwise tomorrow."""
    devices = [torch.cuda.current_device()] if torch.cuda.is_available() else []
    with torch.random.fork_rng(devices):
        torch.manual_seed(0)
        yield


def hold_pools(model: nn.Module) -> None:
    """Put `Pool`s where the mean of all that is seen is taken, so that it can be the whole picture's in a tile."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.AdaptiveAvgPool2d) and child.output_size in (1, (1, 1)):
                setattr(module, name, Pool())


def from_weights(config: Config, weights: Mapping[str, Tensor]) -> nn.Module:
    """The network of the family that `config` names, with `weights`; raises ValueError where they make none."""
    descriptor = described(str(config.get("family")), weights)
    return Foreign(
        descriptor, statistics=bool(config.get("statistics", False)), random=bool(config.get("random", False))
    )


def families() -> list[Any]:
    """spandrel's families, in the order in which they are to be tried; raises ImportError where it is not there.

    Those whose authors allow no commercial use, as CodeFormer, are a package of their own, which only who wants it has.
    """
    operators.provide()
    from spandrel import MAIN_REGISTRY

    with contextlib.suppress(ImportError):
        import spandrel_extra_arches

        spandrel_extra_arches.install(ignore_duplicates=True)
    return list(MAIN_REGISTRY.architectures("detection"))


def described(family: str, weights: Mapping[str, Tensor]) -> Any:
    """spandrel's description of a network of `family` (its name there), which has `weights` in float32.

    Raises ValueError where they make none.
    """
    known = {str(each.architecture.id): each.architecture for each in families()}
    if family not in known:
        raise ValueError(f"there is no family called {family}")
    most = 4 * len(weights) + _MORE
    if any(int(number) > most for name in weights for number in re.findall(r"\d+", name)[:16] if len(number) < 1000):
        raise ValueError("more layers than weights")
    plain = {name: each.float() if each.is_floating_point() else each for name, each in weights.items()}
    try:
        descriptor = known[family].load(plain)
    except Exception as problem:  # what the makers of forty families raise where something does not fit
        raise ValueError(f"the weights are no {family}: {problem}") from problem
    descriptor.model.eval().requires_grad_(False)
    return descriptor


def _build(**_config: Any) -> nn.Module:
    raise ValueError("only weights tell what it is like")


ARCHITECTURE = Architecture("spandrel", _build, traits, from_weights)
