"""Small networks with random weights, saved as models, and pictures to run them on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from ganstudio.engine.modelfile import save_model
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.networks import ARCHITECTURES

CONFIGS: dict[str, dict[str, int]] = {
    "residual": {"scale": 4, "channels": 8, "blocks": 2},
    "srgan": {"scale": 4, "channels": 8, "blocks": 1},
}


def header(name: str, architecture: str, config: dict[str, Any], task: str = "upscale") -> dict[str, Any]:
    """What a model file says of itself."""
    words = {"name": name, "title": name.title(), "task": task, "architecture": architecture}
    return {**words, "config": config, "card": {"licence": "CC0"}}


def save(folder: Path, name: str, architecture: str = "residual", seed: int = 0, **config: int) -> Path:
    """A model whose random weights do something visible: the last layer of a fresh network is nearly silent."""
    config = {**CONFIGS[architecture], **config}
    torch.manual_seed(seed)
    network = ARCHITECTURES[architecture].build(**config)
    weights = {key: value.clone() for key, value in network.state_dict().items()}
    if architecture == "residual":
        weights["tail.weight"] *= 20
    path = folder / f"{name}.safetensors"
    save_model(path, weights, header(name, architecture, config))
    return path


def picture(height: int, width: int, *, channels: int = 3, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    """Waves, edges and noise over the whole range."""
    y, x = np.mgrid[:height, :width]
    noise = np.random.default_rng(height * width).random((height, width))
    layers = [np.sin(x / 3 + y / 7) / 2 + 0.5, (x * y // 97) % 2, noise, np.clip(x / width, 0, 1)]
    values = np.stack(layers[:channels], axis=2) * np.iinfo(dtype).max
    return freeze(np.rint(values).astype(dtype))


def apart(one: Pixels, other: Pixels) -> int:
    """The largest difference."""
    return int(np.abs(one.astype(np.int64) - other.astype(np.int64)).max())
