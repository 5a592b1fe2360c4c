"""IMDN gives what the authors' code gives."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.library.families.imdn import recognise
from ganstudio.networks.imdn import IMDN
from tests.library.families.there import loud, made, picture, read


def reference(weights: Mapping[str, Tensor], blocks: int, scale: int) -> Tensor:
    """https://github.com/Zheng222/IMDN, computed from the names alone."""

    def conv(name: str, x: Tensor) -> Tensor:
        weight = weights[f"{name}.weight"]
        return F.conv2d(x, weight, weights[f"{name}.bias"], padding=weight.shape[-1] // 2)

    def block(name: str, x: Tensor) -> Tensor:
        quarter = x.shape[1] // 4
        kept, rest = [], x
        for layer in ("c1", "c2", "c3"):
            out = F.leaky_relu(conv(f"{name}.{layer}", rest), 0.05)
            kept, rest = [*kept, out[:, :quarter]], out[:, quarter:]
        joined = torch.cat([*kept, conv(f"{name}.c4", rest)], dim=1)
        contrast = joined.var((2, 3), correction=0, keepdim=True).sqrt() + joined.mean((2, 3), keepdim=True)
        asked = F.relu(conv(f"{name}.cca.conv_du.0", contrast))
        return x + conv(f"{name}.c5", joined * torch.sigmoid(conv(f"{name}.cca.conv_du.2", asked)))

    first = x = conv("fea_conv", picture())
    found = []
    for number in range(blocks):
        x = block(f"IMDB{number + 1}", x)
        found.append(x)
    x = F.leaky_relu(conv("c.0", torch.cat(found, dim=1)), 0.05)
    return F.pixel_shuffle(conv("upsampler.0", conv("LR_conv", x) + first), scale)


@pytest.mark.parametrize(("scale", "blocks"), [(2, 6), (3, 2)])
def test_it_gives_what_the_authors_code_gives(scale: int, blocks: int) -> None:
    weights = loud(IMDN(scale, 16, blocks)).state_dict()
    found = recognise(dict(sorted(weights.items())))
    assert found is not None and found.task == "upscale"
    with torch.inference_mode():
        assert torch.allclose(made(found)(picture()), reference(weights, blocks, scale), atol=1e-4)


def test_the_checkpoint_found_in_the_wild() -> None:
    weights = read("imdn-x4.pth")
    with torch.inference_mode():
        assert torch.allclose(made(recognise(weights))(picture()), reference(weights, 6, 4), atol=1e-4)


def test_one_that_reduces_the_picture_first_is_another() -> None:
    weights = dict(IMDN(4, 16, 2).state_dict())
    for name in ("weight", "bias"):
        weights[f"fea_conv.0.{name}"] = weights.pop(f"fea_conv.{name}")
    assert recognise(weights) is None


def test_a_weight_of_another_shape_is_anothers() -> None:
    weights = IMDN(4, 16, 2).state_dict()
    for shape in ((), (0,), (48, 16, 3), (0, 16, 3, 3)):
        assert recognise({**weights, "upsampler.0.weight": torch.zeros(shape)}) is None
