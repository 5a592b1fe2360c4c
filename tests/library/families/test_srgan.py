"""SRGANs of several authors give what the authors' own code gives, or a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.library.families.srgan import recognise
from ganstudio.library.reading.refusals import Refused
from tests.library.families.there import loud, made, picture, read


class Block(nn.Module):
    """A residual block as most name it."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1, self.bn1, self.prelu = _conv(channels), nn.BatchNorm2d(channels), nn.PReLU()
        self.conv2, self.bn2 = _conv(channels), nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.bn2(self.conv2(self.prelu(self.bn1(self.conv1(x)))))


class Doubling(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv, self.prelu = nn.Conv2d(channels, 4 * channels, 3, padding=1), nn.PReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.prelu(F.pixel_shuffle(self.conv(x), 2))


class Authors(nn.Module):
    """The network from [0, 1] to [0, 1] of https://github.com/leftthomas/SRGAN, with `blocks` blocks; the number of the
    last module grows with them. `inside`: the blocks have a list of their own."""

    def __init__(self, blocks: int = 2, channels: int = 8, scale: int = 4, prelu: bool = False, inside: str = ""):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(3, channels, 9, padding=4), nn.PReLU())
        made = [Block(channels) for _ in range(blocks)]
        self.blocks = made
        if inside:
            self.add_module(inside, nn.Sequential(*made))
        else:
            for number, block in enumerate(made, 2):
                self.add_module(f"block{number}", block)
        self.join = nn.Sequential(_conv(channels), nn.PReLU() if prelu else nn.BatchNorm2d(channels))
        doublings = [Doubling(channels) for _ in range(scale.bit_length() - 1)]
        self.up = nn.Sequential(*doublings, nn.Conv2d(channels, 3, 9, padding=4))

    def forward(self, x: Tensor) -> Tensor:
        first = x = self.block1(x)
        for block in self.blocks:
            x = block(x)
        return (torch.tanh(self.up(first + self.join(x))) + 1) / 2

    def named(self) -> dict[str, Tensor]:
        """Its state dict with the authors' numbers."""
        numbers = {"join": f"block{len(self.blocks) + 2}", "up": f"block{len(self.blocks) + 3}"}
        parts = ((key.split(".", 1), tensor.clone()) for key, tensor in self.state_dict().items())
        return {f"{numbers.get(part[0], part[0])}.{part[1]}": tensor for part, tensor in parts}


def authors(**config: Any) -> Authors:
    """One that uses all its weights, and whose values tanh does not flatten."""
    network = Authors(**config)
    loud(network)
    network.up[-1].weight.data *= 0.1
    return network


def _conv(channels: int, bias: bool = True) -> nn.Conv2d:
    return nn.Conv2d(channels, channels, 3, padding=1, bias=bias)


def same(recognised: nn.Module, expected: Tensor) -> None:
    with torch.inference_mode():
        assert torch.allclose(recognised(picture()), expected, atol=2e-5)
    assert float(expected.std()) > 0.01, "it shows something"


@pytest.mark.parametrize("prelu", [False, True])
@pytest.mark.parametrize(("blocks", "scale"), [(2, 4), (11, 2), (1, 8)])
def test_it_gives_what_the_authors_code_gives(blocks: int, scale: int, prelu: bool) -> None:
    network = authors(blocks=blocks, scale=scale, prelu=prelu)
    found = recognise(dict(sorted(network.named().items())))  # as safetensors has them: block10 before block2
    assert found is not None and found.task == "upscale" and found.config["scale"] == scale
    with torch.inference_mode():
        same(made(found), network(picture()))


def test_older_files_count_no_batches() -> None:
    network = authors()
    weights = {key: tensor for key, tensor in network.named().items() if not key.endswith("num_batches_tracked")}
    with torch.inference_mode():
        same(made(recognise(weights)), network(picture()))


def test_blocks_that_stand_otherwise_must_give_the_picture() -> None:
    """Names alone do not prove it there."""
    with pytest.raises(Refused, match="computes something unknown"):
        recognise(authors(inside="residual_blocks").named())


@pytest.mark.parametrize(
    ("tail", "shift", "values"),
    [(1.0, 0.0, {"centred": False, "given": "plain"}), (2.0, -1.0, {"centred": False, "given": "signed"})],
)
def test_which_values_it_gives_is_found_by_trying(tail: float, shift: float, values: Mapping[str, object]) -> None:
    """One that repeats each pixel, whose last layer gives [0, 1], or [-1, 1]."""
    network = Authors(1, 4, 2, inside="residual_blocks")
    with torch.no_grad():
        for name, tensor in network.named_parameters():
            tensor.fill_(float(name.endswith(("prelu.weight", "block1.1.weight"))))
        for channel in range(3):
            network.block1[0].weight[channel, channel, 4, 4] = 1
            network.up[0].conv.weight[4 * channel : 4 * channel + 4, channel, 1, 1] = 1
            network.up[1].weight[channel, channel, 4, 4] = tail
        network.up[1].bias.fill_(shift)
    found = recognise(network.named())
    assert found is not None and {key: found.config[key] for key in values} == values
    with torch.inference_mode():
        same(made(found), F.interpolate(picture(), scale_factor=2))


def test_a_network_with_more_in_it_is_another() -> None:
    weights = authors().named()
    assert recognise({**weights, "attention.weight": torch.zeros(8)}) is None
    assert recognise({**weights, "block3.conv2.weight": torch.zeros(8, 8, 5, 5)}) is None
    del weights["block2.prelu.weight"]
    assert recognise(weights) is None


def _reference(weights: Mapping[str, Tensor], blocks: list[str], join: str, up: str) -> Tensor:
    """Computed from the names alone."""

    def conv(name: str, x: Tensor, padding: int = 1) -> Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], padding=padding)

    def norm(name: str, x: Tensor) -> Tensor:
        each = (weights[f"{name}.{key}"] for key in ("running_mean", "running_var", "weight", "bias"))
        return F.batch_norm(x, *each)

    first = x = F.prelu(conv("block1.0", picture(), 4), weights["block1.1.weight"])
    for block in blocks:
        change = F.prelu(norm(f"{block}.bn1", conv(f"{block}.conv1", x)), weights[f"{block}.prelu.weight"])
        x = x + norm(f"{block}.bn2", conv(f"{block}.conv2", change))
    x = conv(f"{join}.0", x)
    x = norm(f"{join}.1", x) if f"{join}.1.running_mean" in weights else F.prelu(x, weights[f"{join}.1.weight"])
    x = x + first
    for number in range(2):
        x = F.pixel_shuffle(conv(f"{up}.{number}.conv", x), 2)
        x = F.prelu(x, weights[f"{up}.{number}.prelu.weight"])
    return (torch.tanh(conv(f"{up}.2", x, 4)) + 1) / 2


@pytest.mark.parametrize(
    ("name", "blocks", "join", "up"),
    [
        ("srgan-x4-state-dict.pth", [f"block{number}" for number in range(2, 7)], "block7", "block8"),
        ("srgan-x4-other-layout.pth", [f"residual_blocks.{number}" for number in range(6)], "block18", "block19"),
    ],
)
def test_checkpoints_found_in_the_wild(name: str, blocks: list[str], join: str, up: str) -> None:
    weights = read(name)
    found = recognise(weights)
    assert found is not None
    with torch.inference_mode():
        same(made(found), _reference(weights, blocks, join, up))
