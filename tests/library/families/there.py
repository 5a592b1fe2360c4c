"""Checkpoints of others that lie beside the project where it is developed; elsewhere the tests that want them skip."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from ganstudio.library.found import Found
from ganstudio.networks import ARCHITECTURES

_FOLDER = Path(__file__).parents[4] / "shared" / "data" / "checkpoints"


def read(name: str) -> dict[str, Tensor]:
    """A checkpoint's tensors, what `DataParallel` calls them undone."""
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    weights = torch.load(path, weights_only=True, map_location="cpu")
    return {key.removeprefix("module."): tensor for key, tensor in weights.items()}


def made(found: Found | None) -> nn.Module:
    """The network that was found."""
    assert found is not None
    network = ARCHITECTURES[found.architecture].build(**found.config)
    network.load_state_dict(dict(found.weights))
    return network.eval()


def loud(network: nn.Module, seed: int = 0) -> nn.Module:
    """With weights and statistics that all make a difference."""
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in network.state_dict().items():
        if tensor.is_floating_point():
            middle = 1 if name.endswith(("running_var", "weight")) and tensor.dim() == 1 else 0
            size = 0.2 if tensor.dim() == 1 else tensor[0].numel() ** -0.5
            tensor.copy_(middle + size * torch.randn(tensor.shape, generator=generator).clamp(-3, 3))
    return network.eval()


def picture(height: int = 24, width: int = 32) -> Tensor:
    """(1, 3, height, width) in [0, 1]."""
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(1))
