"""Every network is what its traits promise: its scale, and how far it looks."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from ganstudio.networks import ARCHITECTURES
from ganstudio.networks.instance import holding, measured
from ganstudio.networks.srgan import Discriminator, Generator

CONFIGS: list[tuple[str, dict[str, Any]]] = [
    ("residual", {"scale": 4, "channels": 4, "blocks": 2}),
    ("residual", {"scale": 2, "channels": 4, "blocks": 1}),
    ("srgan", {"scale": 4, "channels": 4, "blocks": 1}),
    ("srgan", {"scale": 2, "channels": 4, "blocks": 2}),
    ("inpaint", {"channels": 4, "blocks": 4}),
    ("inpaint", {"channels": 4, "blocks": 1}),
    ("colorize", {"channels": 8, "blocks": 1}),
    ("damage", {"channels": 6, "blocks": 1}),
    ("damage", {"channels": 6, "blocks": 4}),
    ("harmonize", {"channels": 8, "blocks": 1}),
    ("style", {"channels": 4, "blocks": 2}),
    ("style", {"channels": 4, "blocks": 1, "residual": False}),
    ("face", {"size": 16, "dims": 16, "channels": 4, "widest": 8}),
    ("align", {"size": 16, "channels": 4, "blocks": 1}),
    ("dcgan", {"size": 8, "dims": 4, "channels": 4}),
    ("ddcolor", {"depths": "1,1,1,1", "width": 8, "channels": 32, "queries": 4, "layers": 3, "inner": 8}),
    ("srresnet", {"scale": 4, "channels": 4, "blocks": 1}),
    ("srresnet", {"scale": 2, "channels": 4, "blocks": 2, "closing": True, "centred": True, "given": "signed"}),
    ("imdn", {"scale": 2, "channels": 16, "blocks": 1}),
    ("cyclegan", {"channels": 4, "blocks": 1}),
    ("cyclegan", {"channels": 4, "blocks": 2, "norm": "batch", "padding": "zeros", "dropout": True}),
    ("pix2pix", {"channels": 4, "levels": 2, "norm": "affine"}),
    ("pix2pix", {"channels": 4, "levels": 3, "norm": "batch"}),
]
ASIDE = {"face": ("mapping.", ".strength")}
"""Weights that a picture given to the network does not meet: of random faces alone, and of noise."""
CUT = [(name, config) for name, config in CONFIGS if ARCHITECTURES[name].traits(**config).tiles]


def make(name: str, config: dict[str, Any]) -> nn.Module:
    """In double precision, with every weight positive, so that no influence cancels and none is cut off by a ReLU."""
    torch.manual_seed(0)
    network = ARCHITECTURES[name].build(**config).double().eval()
    for parameter in network.parameters():
        parameter.data.abs_().mul_(0.2).add_(1e-3)
    return network


def test_every_network_is_tried_here() -> None:
    by_config = {name for name, architecture in ARCHITECTURES.items() if not architecture.from_weights}
    assert {name for name, _config in CONFIGS} == by_config


@pytest.mark.parametrize(("name", "config"), CUT)
def test_scale_and_halo(name: str, config: dict[str, int]) -> None:
    network, traits = make(name, config), ARCHITECTURES[name].traits(**config)
    side = 2 * traits.halo + 9
    side += -side % traits.multiple_of
    middle = side // 2
    # Near the middle, lest a tanh saturate.
    x = torch.full((1, 3, side, side), 0.52, dtype=torch.float64, requires_grad=True)
    with holding(network, measured(network, torch.rand_like(x))):  # which are the whole picture's, not the tile's
        y = network(x)
    assert y.shape == (1, 3, side * traits.scale, side * traits.scale)
    y[0, :, middle * traits.scale : (middle + 1) * traits.scale, middle * traits.scale].sum().backward()
    assert x.grad is not None
    seen = x.grad[0].abs().sum(0).nonzero()
    reach = int((seen - middle).abs().max())
    assert reach <= traits.halo, "the halo is smaller than what the network sees"
    # On a raster a pixel sees farther to one side than to the other, by where it lies.
    assert reach >= traits.halo - max(2, traits.multiple_of), "the halo is larger than need be"


@pytest.mark.parametrize(("name", "config"), CONFIGS)
def test_a_fresh_network_learns_in_every_weight(name: str, config: dict[str, int]) -> None:
    network, traits = ARCHITECTURES[name].build(**config).train(), ARCHITECTURES[name].traits(**config)
    side = 12 + -12 % traits.multiple_of
    network(torch.rand(2, traits.inputs, side, side)).square().mean().backward()
    for key, parameter in network.named_parameters():
        if not any(part in key for part in ASIDE.get(name, ())):
            assert parameter.grad is not None and bool(torch.isfinite(parameter.grad).all()), key


@pytest.mark.parametrize(("name", "config"), CONFIGS)
def test_any_multiple_of_the_raster_will_do(name: str, config: dict[str, int]) -> None:
    network, traits = ARCHITECTURES[name].build(**config).eval(), ARCHITECTURES[name].traits(**config)
    height, width = 3 * traits.multiple_of, 5 * traits.multiple_of
    result = network(torch.rand(1, traits.inputs, height, width))
    assert result.shape == (1, traits.outputs, height * traits.scale, width * traits.scale)


def test_the_generator_is_the_papers() -> None:
    network = Generator()
    assert network.head[0].kernel_size == (9, 9)
    assert sum(isinstance(module, nn.BatchNorm2d) for module in network.modules()) == 33
    assert sum(isinstance(module, nn.PixelShuffle) for module in network.modules()) == 2
    # The published figure is "about 1.5 million".
    assert 1.5e6 < sum(parameter.numel() for parameter in network.parameters()) < 1.6e6


def test_the_discriminator_is_the_papers() -> None:
    network = Discriminator()
    convolutions = [module for module in network.modules() if isinstance(module, nn.Conv2d)]
    assert [each.out_channels for each in convolutions] == [64, 64, 128, 128, 256, 256, 512, 512]
    assert [each.stride[0] for each in convolutions] == [1, 2] * 4
    assert network(torch.rand(2, 3, 96, 96)).shape == (2, 1)
