"""What a file of somebody else's turned out to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

    from ganstudio.networks.architecture import Config


@dataclass(frozen=True)
class Found:
    """All that a model file of ours says, but for the name; nothing of it is proven before the network has run once."""

    architecture: str
    """A key of `ARCHITECTURES`."""
    config: Config
    task: str
    """"upscale", "inpaint", "colorize", "style" …: the panel that offers it."""
    weights: Mapping[str, Tensor]
    """Under the names that the architecture's network gives them."""
    title: str = ""
    """What people call the family: "ESRGAN". Empty: the file's name."""
    card: Mapping[str, Any] = field(default_factory=dict)
    """What is known of it: "licence", "source", "limits"."""


Recogniser = Callable[[Mapping[str, "Tensor"]], Found | None]
"""`recognise(state_dict)`: what it is, by the names and shapes of its tensors alone; None where it is another."""
