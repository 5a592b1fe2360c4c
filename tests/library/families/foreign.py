"""Networks of families that spandrel knows, in their true layouts, small and with random weights: the checkpoints that
people pass on are not at hand here."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from ganstudio.engine.modelfile import save_model
from ganstudio.library.found import Found
from ganstudio.networks import operators

Make = Callable[[], nn.Module]


def of(family: str, name: str = "") -> Any:
    """spandrel's class for networks of a family."""
    operators.provide()
    return getattr(importlib.import_module(f"spandrel.architectures.{family}"), name or family)


def weights(family: str, **shape: Any) -> dict[str, Tensor]:
    """Those of a fresh network, the same each time; loud enough that what it sees, shows."""
    torch.manual_seed(0)
    return loud(of(family)(**shape).state_dict())


def loud(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A fresh network of many layers gives next to nothing."""
    many = {name: each for name, each in state.items() if each.is_floating_point() and each.dim() == 4}
    return {name: each * 2.5 if name in many else each for name, each in state.items()}


def esrgan(**other: Any) -> dict[str, Tensor]:
    return weights("ESRGAN", **{"num_filters": 8, "num_blocks": 1, "scale": 4, **other})


def compact() -> dict[str, Tensor]:
    return weights("Compact", num_feat=8, num_conv=2, upscale=4)


def swinir() -> dict[str, Tensor]:
    shape = {"embed_dim": 12, "depths": [2], "num_heads": [2], "window_size": 8, "mlp_ratio": 2, "img_size": 64}
    return weights("SwinIR", **shape, upscale=2, upsampler="pixelshuffle", resi_connection="1conv")


def nafnet() -> dict[str, Tensor]:
    state = weights("NAFNet", width=8, middle_blk_num=1, enc_blk_nums=[1, 1], dec_blk_nums=[1, 1])
    lots = torch.Generator().manual_seed(1)
    # Its blocks begin by doing nothing.
    begun = ("beta", "gamma")
    return {
        name: each + 0.3 * torch.randn(each.shape, generator=lots) if name.endswith(begun) else each
        for name, each in state.items()
    }


def lama(patch: pytest.MonkeyPatch) -> dict[str, Tensor]:
    """Its size is fixed: here narrow, with fewer blocks."""
    module = importlib.import_module(of("LaMa").__module__)
    narrow = functools.partial(module.FFCResNetGenerator, ngf=4, n_blocks=2)
    patch.setattr(module, "FFCResNetGenerator", narrow)
    return weights("LaMa", in_nc=4)


def gfpgan(patch: pytest.MonkeyPatch) -> dict[str, Tensor]:
    """Its size is fixed: here narrow."""
    made = of("GFPGAN")

    def narrow(**given: Any) -> nn.Module:
        network: nn.Module = made(**{**given, "narrow": 1 / 16, "num_style_feat": 8, "num_mlp": 2})
        return network

    patch.setattr(importlib.import_module("spandrel.architectures.GFPGAN"), "GFPGAN", narrow)
    torch.manual_seed(0)
    return dict(narrow().state_dict())


def kept(found: Found | None, folder: Path, name: str) -> str:
    """A model file of what was found, among those of `folder`; its name."""
    assert found is not None
    words = {"name": name, "title": found.title, "task": found.task, "architecture": found.architecture}
    save_model(folder / f"{name}.safetensors", found.weights, {**words, "config": found.config, "card": found.card})
    return name
