"""What pictures of a kind have in common, in a discriminator's features."""

from __future__ import annotations

import pytest
import torch

from trainers.moments import Kind, Resemblance, apart, moments


def features(scale: float = 1.0, seed: int = 0) -> list[torch.Tensor]:
    random = torch.Generator().manual_seed(seed)
    return [scale * torch.randn(2, width, 8, 8, generator=random) for width in (3, 5)]


def test_moments_are_means_and_products_of_channels() -> None:
    plain = torch.tensor([1.0, -2.0]).view(1, 2, 1, 1).expand(3, 2, 4, 4)
    (found,) = moments([plain])
    assert found.tolist() == [[1, -2], [1, -2], [-2, 4]]


def test_where_things_are_does_not_matter_but_which_go_together_does() -> None:
    seen = features()
    moved = [torch.roll(layer, (3, 2), (2, 3)) for layer in seen]
    apart_now = [torch.cat([layer[:, :1].flip(-1), layer[:, 1:]], dim=1) for layer in seen]
    assert apart(moments(moved), moments(seen)) < 1e-9
    assert apart(moments(apart_now), moments(seen)) > 1e-3


def test_layers_of_any_strength_count_alike() -> None:
    ours, wanted = features(seed=1), features(seed=2)
    near = apart(moments(ours), moments(wanted))
    assert apart(moments([7 * x for x in ours]), moments([7 * x for x in wanted])) == pytest.approx(
        float(near), rel=1e-3
    )


def test_a_kind_is_known_from_its_first_picture_and_followed_slowly() -> None:
    kind, first, later = Kind(), features(), features(seed=3)
    assert apart(moments(first), kind.learn(first)) == 0
    kind.learn(later)
    assert 0 < apart(kind.known, moments(first)) < 0.1 * apart(moments(later), moments(first))
    for _time in range(150):
        kind.learn(later)
    assert apart(moments(later), kind.known) < 1e-3


def test_what_is_missing_is_nothing_before_a_kind_is_known_and_between_equals() -> None:
    both = Resemblance()
    assert both.missing(features()) == 0
    both.real.learn(features(seed=4))
    assert both.missing(features()) > 0
    same = Resemblance()
    same.real.learn(features())
    assert same.missing(features()) == 0


def test_gradients_pass_to_the_pictures_of_now_alone() -> None:
    both, seen = Resemblance(), [layer.requires_grad_() for layer in features()]
    both.real.learn(features(seed=4))
    both.missing(seen).backward()
    assert all(layer.grad is not None for layer in seen)
    both.missing(features()).item()
    assert not any(layer.requires_grad for layer in both.made.known)
