"""Distances of crowds say what their names say."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from trainers.distances import coverage, kernel_distance, novelty, sliced_wasserstein, variety
from trainers.penalties import gradient_penalty, r1


def crowd(seed: int, count: int = 48) -> torch.Tensor:
    """Bright blots at random places (count, 3, 32, 32)."""
    random = torch.Generator().manual_seed(seed)
    rough = (torch.rand(count, 1, 8, 8, generator=random) > 0.8).float()
    return F.interpolate(rough, (32, 32), mode="bilinear").expand(-1, 3, -1, -1).contiguous()


@pytest.mark.parametrize("distance", [sliced_wasserstein, kernel_distance])
def test_another_crowd_of_the_same_kind_is_nearer_than_one_of_another_kind(distance) -> None:  # type: ignore[no-untyped-def]
    real, same = crowd(0, 192), crowd(1, 192)
    blurred = F.interpolate(F.avg_pool2d(same, 4), (32, 32))
    assert 2 * abs(distance(same, real)) < distance(blurred, real)


def test_variety_and_coverage_are_little_where_one_picture_is_made_again_and_again() -> None:
    real = crowd(0)
    one = crowd(1)[:1].expand(48, -1, -1, -1) + 0.01 * torch.rand(48, 3, 32, 32)
    assert variety(one) < 0.05 * variety(real)
    assert coverage(one, real) < 0.3 < 0.6 < coverage(crowd(1), real)


def test_copies_are_not_novel() -> None:
    learnt, held = crowd(0), crowd(1)
    assert novelty(learnt[:20] + 0.01, learnt, held) < 0.2
    assert 0.8 < novelty(crowd(2), learnt, held) < 1.2


def test_slopes_are_those_of_pictures_from_minus_one_to_one() -> None:
    real = torch.rand(4, 3, 2, 2)

    def judge(x: torch.Tensor) -> torch.Tensor:
        return 2 * x.flatten(1).sum(1, keepdim=True)  # a slope of 1 in each of 12 values of [-1, 1]

    assert abs(float(r1(judge, real)) - 12) < 1e-4
    assert abs(float(gradient_penalty(judge, real, torch.rand_like(real))) - (12**0.5 - 1) ** 2) < 1e-4
