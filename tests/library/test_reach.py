"""How far a network looks is found out by what a cut changes."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from ganstudio.library.adoption import reach
from ganstudio.networks.spandrel import hold_pools


class Blur(nn.Module):
    """Looks `radius` pixels far, everywhere as much."""

    def __init__(self, radius: int) -> None:
        super().__init__()
        self.pool = nn.AvgPool2d(2 * radius + 1, 1, radius, count_include_pad=False)

    def forward(self, x: Tensor) -> Tensor:
        blurred: Tensor = self.pool(x)
        return blurred


class Weighed(nn.Module):
    """Each channel by its mean over all that is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, x: Tensor) -> Tensor:
        weighed: Tensor = x * self.pool(x)
        return weighed


@pytest.mark.parametrize("radius", [1, 5, 20, 60])
def test_the_halo_is_as_far_as_it_looks_and_half_again(radius: int) -> None:
    found = reach.halo(Blur(radius), 1, 1)
    assert found is not None and found % 8 == 0
    # Of the farthest pixels so little is seen that it may count for nothing.
    assert 1.5 * 0.7 * radius <= found <= 1.5 * radius + 24


def test_what_depends_on_all_cannot_be_cut_unless_it_is_held() -> None:
    network = Weighed()
    assert reach.halo(network, 1, 1) is None
    hold_pools(network)
    assert reach.halo(network, 1, 1, statistics=True) == 16


def test_what_would_take_too_long_is_given_a_wide_halo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "_MOST", 1e3)
    assert reach.halo(nn.Conv2d(3, 3, 3, padding=1), 1, 1) == reach.UNMEASURED


def test_the_scene_is_the_same_each_time_and_shows_something() -> None:
    scene = reach.scene(16, 256)
    assert torch.equal(scene, reach.scene(16, 256)) and scene.min() >= 0 and scene.max() <= 1
    assert scene.std() > 0.1
