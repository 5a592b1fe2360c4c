"""Models that change a picture's style in no particular way: random weights, but loud enough to be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from ganstudio.engine.modelfile import save_model
from ganstudio.networks import ARCHITECTURES
from tests.engine import small


def save(folder: Path, name: str, seed: int = 0, **config: Any) -> Path:
    """A model of the task "style"."""
    config = {"channels": 8, "blocks": 1, **config}
    torch.manual_seed(seed)
    weights = {key: value.clone() for key, value in ARCHITECTURES["style"].build(**config).state_dict().items()}
    weights["tail.weight"] *= 10
    path = folder / f"{name}.safetensors"
    save_model(path, weights, small.header(name, "style", config, "style"))
    return path
