"""Pictures changed before they are judged: by how much, how often, and differentiably."""

from __future__ import annotations

import torch

from trainers.augment import CHANGES, Adaptive, augment, cutout, translation


def test_what_is_made_learns_through_every_change() -> None:
    for change in CHANGES:
        x = torch.rand(4, 3, 8, 8, requires_grad=True)
        change(x).square().sum().backward()
        assert x.grad is not None and bool(x.grad.abs().sum() > 0)


def test_a_chance_of_nothing_changes_nothing_and_each_picture_has_its_own() -> None:
    x = torch.rand(16, 3, 8, 8)
    assert augment(x, 0.0) is x
    torch.manual_seed(0)
    left = (augment(x, 0.3) == x).flatten(1).all(1)
    assert 0 < int(left.sum()) < 16


def test_translation_moves_by_an_eighth_at_most() -> None:
    x = torch.zeros(64, 1, 16, 16)
    x[:, :, 8, 8] = 1
    torch.manual_seed(0)
    places = (translation(x) == 1).nonzero()[:, 2:]
    assert len(places) == 64
    assert int((places - 8).abs().max()) == 2
    assert len(places.unique(dim=0)) > 10


def test_cutout_makes_a_square_of_half_the_side_grey() -> None:
    torch.manual_seed(0)
    missing = (cutout(torch.ones(64, 1, 16, 16)) == 0.5).sum((1, 2, 3))
    assert int(missing.max()) <= 9 * 9
    assert int(missing.max()) >= 8 * 8
    assert int(missing.min()) > 0


def test_a_discriminator_that_is_too_sure_is_shown_more_changes() -> None:
    adaptive = Adaptive(pictures=100)
    for _batch in range(5):
        adaptive.learn(torch.full((10, 1), 3.0))
    assert abs(adaptive.chance - 0.5) < 1e-6
    adaptive.learn(torch.full((10, 1), -3.0))
    assert abs(adaptive.chance - 0.4) < 1e-6
    for _batch in range(50):
        adaptive.learn(torch.full((10, 1), 3.0))
    assert adaptive.chance == 0.9
