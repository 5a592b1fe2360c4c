"""The optimizer."""

from __future__ import annotations

import torch

from ganstudio.networks.residual import ResidualUpscaler
from trainers.muon import Muon, optimizers, orthogonal


def test_updates_are_about_orthogonal() -> None:
    torch.manual_seed(0)
    for shape in ((16, 144), (144, 16)):
        values = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
        assert values.min() > 0.5 and values.max() < 1.3


def test_every_weight_has_one_optimizer() -> None:
    network = ResidualUpscaler(scale=2, channels=8, blocks=2)
    steps = optimizers(network)
    owned = [id(weight) for step in steps for group in step.param_groups for weight in group["params"]]
    assert sorted(owned) == sorted(map(id, network.parameters()))
    assert isinstance(steps[0], Muon)


def test_it_solves_a_least_squares_problem() -> None:
    torch.manual_seed(0)
    target, weight = torch.randn(8, 8), torch.zeros(8, 8, requires_grad=True)
    step = Muon([weight], lr=0.05)
    for _ in range(200):
        step.zero_grad()
        loss = (weight - target).square().mean()
        loss.backward()
        step.step()
    assert loss.item() < 0.05 * target.square().mean().item()
