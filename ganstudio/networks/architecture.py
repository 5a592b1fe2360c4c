"""What the engine must know of a network: how it is built from its config, and how it may be cut into tiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

Config = Mapping[str, Any]


@dataclass(frozen=True)
class Traits:
    """How a network may be used. Sizes in input pixels."""

    inputs: int = 3
    """Channels of the input: RGB, and then, for a network that fills holes, the hole (1: missing)."""
    outputs: int = 3
    """Channels of the output: RGB, or the a and b of CIE Lab."""
    scale: int = 1
    """Output pixels per input pixel, along a side."""
    multiple_of: int = 1
    """Height and width of the input must be multiples of this."""
    raster: int = 1
    """Tiles begin at multiples of this too: what the network does by windows it then does by the same ones as with the
    whole picture."""
    halo: int = 0
    """Input pixels around a tile that its output depends on (the receptive field's radius)."""
    tiles: bool = True
    """Whether the picture may be cut at all (False where the network looks at the whole picture)."""
    traced: bool = True
    """Whether what it does can be written down as one list of layers: nothing depends on what the picture shows."""
    half: bool = True
    """Whether half precision is safe: bfloat16, and float16 where the next says so."""
    float16: bool = True
    """Whether float16 is safe too."""
    statistics: bool = False
    """Whether it has norm layers that take the picture's own statistics, which must be held where it is cut."""
    detail: bool = False
    """Whether these depend on the finest detail, so that a reduced copy has others."""
    side: int = 0
    """Of a network that gives colours: pixels along the longer side of what it is to be shown; 0: few will do."""

    @property
    def step(self) -> int:
        """What tiles begin at multiples of."""
        return math.lcm(self.multiple_of, self.raster)


@dataclass(frozen=True)
class Architecture:
    """One family of networks: `build(**config)` makes one with random weights, `traits(**config)` describes it.

    A network maps `(N, inputs, H, W)`, in [0, 1], to `(N, outputs, H * scale, W * scale)`, RGB in about [0, 1] (not
    clamped), or what its own docstring says.
    """

    id: str
    build: Callable[..., nn.Module]
    traits: Callable[..., Traits]
    from_weights: Callable[[Config, Mapping[str, Tensor]], nn.Module] | None = None
    """Makes the network where its config does not tell its shape, with these weights in it; `build` is not asked then.
    Raises ValueError where they make none."""
