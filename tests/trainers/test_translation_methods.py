"""CycleGAN, DiscoGAN and pix2pix are what their papers say."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from ganstudio.networks.patch70 import Patch70
from tests.trainers.test_style import TINY
from trainers.fabric import make
from trainers.pairs_learner import PairsLearner
from trainers.pool import ImagePool
from trainers.style import DISCOGAN, PIX2PIX
from trainers.style_learner import METHODS, StyleLearner


class Same(nn.Module):
    """A discriminator that says the same of all pictures."""

    def __init__(self, logit: float) -> None:
        super().__init__()
        self.logit = nn.Parameter(torch.tensor(logit))
        self.seen: list[torch.Tensor] = []

    def features(self, x: torch.Tensor) -> list[torch.Tensor]:
        self.seen.append(x.detach())
        return [x]

    def judge(self, features: list[torch.Tensor]) -> torch.Tensor:
        return self.logit.expand(len(features[0]), 1, 2, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.judge(self.features(x))


def learner(method: str = "cyclegan", **changes: object) -> StyleLearner:
    return StyleLearner(replace(TINY, method=method, **changes), make(1, 1, "float32"), [])  # type: ignore[arg-type]


def batch() -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(1)
    return torch.rand(2, 3, 64, 64, generator=random), torch.rand(2, 3, 64, 64, generator=random)


def test_the_discriminator_judges_patches_of_70_pixels() -> None:
    judge = Patch70(3, 8)
    judge.norms = nn.ModuleList(nn.Identity() for _ in judge.norms)  # norms look at everything
    x = torch.rand(1, 3, 128, 128, requires_grad=True)
    logits = judge(x)
    assert logits.shape == (1, 1, 14, 14)
    logits[0, 0, 7, 7].backward()
    assert x.grad is not None
    seen = x.grad.abs().sum((0, 1)) > 0
    assert (int(seen.any(0).sum()), int(seen.any(1).sum())) == (70, 70)


def test_the_discriminator_has_the_widths_of_the_paper() -> None:
    widths = [layer.out_channels for layer in Patch70().layers]  # type: ignore[union-attr]
    assert widths == [64, 128, 256, 512]


def test_cyclegan_has_least_squares_disco_cross_entropy() -> None:
    real, fake = torch.tensor([0.5]), torch.tensor([0.25])
    assert METHODS["cyclegan"].judge(real, fake).item() == pytest.approx(0.25 + 0.0625)
    assert METHODS["cyclegan"].fool(fake).item() == pytest.approx(0.5625)
    expected = -math.log(1 / (1 + math.exp(-0.5))) - math.log(1 - 1 / (1 + math.exp(-0.25)))
    assert METHODS[DISCOGAN].judge(real, fake).item() == pytest.approx(expected, abs=1e-6)


def test_cyclegan_brings_back_by_absolute_disco_by_squared_error() -> None:
    one, other = torch.zeros(1, 3, 4, 4), torch.full((1, 3, 4, 4), 0.5)
    assert METHODS["cyclegan"].same(one, other).item() == pytest.approx(0.5)
    assert METHODS[DISCOGAN].same(one, other).item() == pytest.approx(0.25)


def test_only_cyclegan_asks_for_identity_and_shows_earlier_pictures() -> None:
    cycle, disco = learner(), learner(DISCOGAN)
    assert "identity" in cycle.step(0, batch()) and "identity" not in disco.step(0, batch())
    assert [pool.size for pool in cycle.pools] == [2, 2] and [pool.size for pool in disco.pools] == [0, 0]


def test_each_end_is_judged_by_its_own_discriminator() -> None:
    taught = learner()
    for pupil in taught.judges:
        pupil.network = Same(0.0)
    first, second = batch()
    taught.step(0, (first, second))
    seen = [pupil.network.seen for pupil in taught.judges]
    assert torch.equal(seen[0][1], first) and torch.equal(seen[1][1], second)  # after the fake of the generators' step


def test_generators_start_near_changing_nothing_and_the_cycle_holds() -> None:
    first, second = batch()
    assert learner().step(0, (first, second))["cycle"] < 0.2


def test_discriminators_learn_to_tell_and_generators_move() -> None:
    taught, same = learner(learning_rate=1e-3, judge_rate=1e-3), batch()
    before = {name: value.clone() for name, value in taught.there.network.state_dict().items()}
    told = [taught.step(index, (same[0] * 0.3, same[1])) for index in range(8)]
    assert told[-1]["discriminator"] < told[0]["discriminator"]
    assert any(not torch.equal(before[name], value) for name, value in taught.there.network.state_dict().items())


def test_discriminators_may_learn_first() -> None:
    taught = learner(judges_first=1)
    before = [
        {name: value.clone() for name, value in pupil.network.state_dict().items()}
        for pupil in (taught.there, taught.judges[0])
    ]

    def moved() -> list[bool]:
        return [
            any(not torch.equal(old[name], value) for name, value in pupil.network.state_dict().items())
            for old, pupil in zip(before, (taught.there, taught.judges[0]), strict=True)
        ]

    assert "cycle" not in taught.step(0, batch())
    assert moved() == [False, True]
    assert "cycle" in taught.step(1, batch())
    assert moved() == [True, True]


def test_pix2pix_shows_the_discriminator_what_was_given_beside_what_was_made() -> None:
    taught = PairsLearner(replace(TINY, method=PIX2PIX), make(1, 1, "float32"), [])
    taught.judge.network = Same(0.0)
    given, wanted = batch()
    taught.step(0, (given, wanted))
    real, fake = taught.judge.network.seen[:2]
    assert torch.equal(real, torch.cat([given, wanted], dim=1))
    assert torch.equal(fake[:, :3], given) and not torch.equal(fake[:, 3:], wanted)


def test_backwards_swaps_what_is_given_and_what_is_wanted() -> None:
    taught = PairsLearner(replace(TINY, method=PIX2PIX, backwards=True), make(1, 1, "float32"), [])
    taught.judge.network = Same(0.0)
    given, wanted = batch()
    taught.step(0, (given, wanted))
    assert torch.equal(taught.judge.network.seen[0], torch.cat([wanted, given], dim=1))


def test_the_pool_gives_new_pictures_while_it_fills_then_old_ones_half_the_time() -> None:
    pool, random = ImagePool(4), np.random.default_rng(0)
    pictures = [torch.full((1, 1, 1, 1), float(index)) for index in range(404)]
    shown = [pool.exchange(picture, random).item() for picture in pictures]
    assert shown[:4] == [0, 1, 2, 3]
    old = sum(value != index for index, value in enumerate(shown[4:], 4))
    assert 160 < old < 240
    assert len(pool.kept) == 4


def test_a_pool_of_nothing_changes_nothing() -> None:
    picture = torch.rand(2, 3, 4, 4)
    assert torch.equal(ImagePool(0).exchange(picture, np.random.default_rng(0)), picture)


def test_a_spectral_discriminator_sees_how_light_a_picture_is_and_has_bounded_slopes() -> None:
    torch.manual_seed(0)
    judge = Patch70(3, 8, spectral=True).eval()
    dark, light = torch.zeros(1, 3, 96, 96), torch.ones(1, 3, 96, 96)
    steps = (judge(light) - judge(dark)).abs()
    assert 0 < steps.max() <= 2 * (3 * 70 * 70) ** 0.5  # 1 per layer, of the distance between the two in [-1, 1]
    assert not any(isinstance(layer, nn.InstanceNorm2d) for layer in judge.modules())


def test_a_judge_of_several_sizes_soon_tells_wide_stripes_from_thin_ones() -> None:
    places = torch.arange(64)
    thin, wide = ((places // width % 2).float().expand(2, 3, 64, 64) * 0.5 + 0.25 for width in (2, 4))
    taught = learner(several_sizes=True, judges_first=12, judge_rate=2e-3, steps=100)
    told = [taught.step(index, (thin, wide)) for index in range(12)]
    assert told[-1]["D(real)"] > told[-1]["D(fake)"] + 0.4


def test_statistics_of_made_pictures_come_near_those_of_the_real_ones() -> None:
    """They alone are weighed so that nothing else counts; the discriminators stay as they are."""
    first, second = (picture[..., :32, :32] for picture in batch())
    changes = {"moments_weight": 1e4, "learning_rate": 5e-3, "judge_rate": 1e-6, "cycle_weight": 0.0, "steps": 200}
    taught = learner(several_sizes=True, **changes)
    told = [taught.step(index, (0.3 * first, second)) for index in range(16)]
    assert told[-1]["moments"] < 0.8 * told[1]["moments"]


def test_without_weight_no_statistics_are_gathered() -> None:
    taught = learner()
    assert "moments" not in taught.step(0, batch()) | taught.step(1, batch())
    assert not any(each.real.known or each.made.known for each in taught.resemblances)


def test_the_pool_keeps_pictures_not_their_batches() -> None:
    pool = ImagePool(2)
    pool.exchange(torch.zeros(8, 3, 4, 4), np.random.default_rng(0))
    assert all(each.untyped_storage().nbytes() == each.nbytes for each in pool.kept)
