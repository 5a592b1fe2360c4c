"""Generators of CycleGAN and pix2pix give what the authors' code gives in evaluation mode."""

from __future__ import annotations

from functools import partial

import pytest
import torch
from torch import Tensor, nn

from ganstudio.library.families import cyclegan, pix2pix
from tests.library.families.authors import Norm, Resnet, Unet
from tests.library.families.there import loud, made, picture

PICTURES: Norm = nn.InstanceNorm2d
LEARNT: Norm = partial(nn.InstanceNorm2d, affine=True)
BATCHES: Norm = nn.BatchNorm2d


def same(network: nn.Module, found: nn.Module, x: Tensor) -> None:
    with torch.inference_mode():
        expected = (network(2 * x - 1) + 1) / 2
        assert torch.allclose(found(x), expected, atol=1e-4)
    assert float(expected.std()) > 0.01, "it shows something"


@pytest.mark.parametrize("blocks", [6, 9])
@pytest.mark.parametrize(("norm", "name"), [(PICTURES, "instance"), (LEARNT, "affine"), (BATCHES, "batch")])
def test_cyclegan(blocks: int, norm: Norm, name: str) -> None:
    network = loud(Resnet(4, blocks, norm, bias=norm is not BATCHES))
    found = cyclegan.recognise(dict(sorted(network.state_dict().items())))
    assert found is not None and found.task == "style"
    assert (found.config["blocks"], found.config["norm"]) == (blocks, name)
    same(network, made(found), picture())


@pytest.mark.parametrize(("mirrored", "dropout"), [(True, True), (False, False), (False, True)])
def test_cyclegan_whose_blocks_are_built_otherwise(mirrored: bool, dropout: bool) -> None:
    network = loud(Resnet(4, 1, PICTURES, True, mirrored, dropout))
    same(network, made(cyclegan.recognise(network.state_dict())), picture())


@pytest.mark.parametrize(("levels", "side"), [(7, 128), (8, 256)])
@pytest.mark.parametrize(("norm", "name"), [(PICTURES, "instance"), (LEARNT, "affine"), (BATCHES, "batch")])
def test_pix2pix(levels: int, side: int, norm: Norm, name: str) -> None:
    network = loud(Unet(4, levels, norm, bias=norm is not BATCHES))
    found = pix2pix.recognise(dict(sorted(network.state_dict().items())))
    assert found is not None and found.task == "style"
    assert (found.config["levels"], found.config["norm"]) == (levels, name)
    same(network, made(found), picture(side, side))


def test_statistics_that_older_torch_kept_for_each_picture_are_not_asked() -> None:
    """As the authors' code does it with checkpoints from before torch 0.4."""
    network = loud(Resnet(4, 6, PICTURES, True))
    tracking = Resnet(4, 6, partial(nn.InstanceNorm2d, track_running_stats=True), True)
    tracking.load_state_dict(network.state_dict(), strict=False)
    weights = {key: tensor for key, tensor in tracking.state_dict().items() if not key.endswith("batches_tracked")}
    assert any(key.endswith("running_mean") for key in weights)
    same(network, made(cyclegan.recognise(weights)), picture())


def test_what_is_not_from_rgb_to_rgb_is_another() -> None:
    weights = Resnet(4, 6, PICTURES, True).state_dict()
    assert cyclegan.recognise({**weights, "model.1.weight": torch.zeros(4, 1, 7, 7)}) is None
    weights = Unet(4, 7, BATCHES, False).state_dict()
    assert pix2pix.recognise({**weights, "model.model.3.weight": torch.zeros(8, 2, 4, 4)}) is None


def test_one_is_not_the_other() -> None:
    resnet, unet = Resnet(4, 6, PICTURES, True).state_dict(), Unet(4, 7, BATCHES, False).state_dict()
    assert cyclegan.recognise(unet) is None and pix2pix.recognise(resnet) is None
    assert cyclegan.recognise({}) is None and pix2pix.recognise({}) is None
