"""Losses and measures."""

from __future__ import annotations

import math

import pytest
import torch

from ganstudio.errors import ModelError
from trainers import losses
from trainers.features import Vgg19, load_vgg19
from trainers.measure import gradient_energy, luma, luma_psnr, psnr_inside, ssim_inside


def test_an_undecided_discriminator_loses_two_logs_of_two() -> None:
    undecided = torch.zeros(3, 1)
    assert losses.discriminator(undecided, undecided).item() == pytest.approx(2 * math.log(2))
    assert losses.generator(undecided).item() == pytest.approx(math.log(2))


def test_the_discriminator_is_rewarded_for_being_right_and_the_generator_for_fooling_it() -> None:
    sure = torch.full((2, 1), 5.0)
    assert losses.discriminator(sure, -sure) < 0.02
    assert losses.generator(sure) < 0.01 < losses.generator(-sure)


def test_the_relativistic_loss_asks_only_which_of_two_is_better() -> None:
    real, fake = torch.tensor([5.0, -3.0]), torch.tensor([4.0, -4.0])
    assert losses.relativistic(real, fake) == pytest.approx(math.log(1 + math.exp(-1)))
    assert losses.relativistic(real, fake) < losses.relativistic(fake, real)


def test_feature_matching_pulls_the_fake_only() -> None:
    fake, real = torch.ones(1, 2, requires_grad=True), torch.zeros(1, 2, requires_grad=True)
    losses.feature_matching([fake], [real]).backward()
    assert fake.grad is not None and real.grad is None


def test_detail_counts_how_much_and_not_where() -> None:
    stripes = (torch.arange(32) % 2).float().expand(1, 3, 32, 32)
    shifted, flat = stripes.roll(1, dims=-1), torch.full_like(stripes, 0.5)
    assert losses.detail(shifted, stripes) < 1e-6 < losses.pixel(shifted, stripes)
    assert losses.detail(flat, stripes) > 0.5


def test_a_checkerboard_does_not_pass_for_texture() -> None:
    torch.manual_seed(0)
    rows = torch.arange(64)
    board = ((rows[:, None] + rows) % 2).float().expand(1, 3, 64, 64)
    texture = torch.nn.functional.avg_pool2d(torch.rand(1, 3, 64, 64), 3, 1, 1)
    strength = (gradient_energy(texture) / gradient_energy(board)) ** 0.5
    same_gradients = 0.5 + strength * (board - 0.5)
    other = torch.nn.functional.avg_pool2d(torch.rand(1, 3, 64, 64), 3, 1, 1)
    assert losses.detail(same_gradients, texture) > 4 * losses.detail(other, texture)


def test_a_weave_that_stays_where_the_photo_moves_is_seen_and_detail_that_moves_along_is_not() -> None:
    torch.manual_seed(0)
    photo = torch.rand(1, 3, 66, 66)
    twins = torch.cat([photo[..., :-2, :-2], photo[..., 2:, 2:]])
    woven = twins + 0.1 * (torch.arange(64) // 2 % 2)
    noisy = twins + 0.1 * torch.randint(0, 2, twins.shape)
    assert losses.steady(twins, 4) == 0
    assert losses.steady(woven, 4) == pytest.approx(0.1, abs=1e-5)
    assert losses.steady(noisy, 4) < 0.4 * losses.steady(woven, 4)


def test_luma_is_that_of_the_standard() -> None:
    black_white = torch.tensor([0.0, 1.0]).view(1, 1, 1, 2).expand(1, 3, 1, 2)
    assert luma(black_white).flatten().tolist() == pytest.approx([16.0, 235.0], abs=0.02)


def test_psnr_of_a_known_error() -> None:
    target = torch.full((1, 3, 16, 16), 100 / 255)
    off_by = 10 * 219 / 255  # ten steps of grey, in luma that runs from 16 to 235
    assert luma_psnr(target + 10.3 / 255, target) == pytest.approx(20 * math.log10(255 / off_by), abs=0.01)


def test_gradient_energy_falls_with_blur() -> None:
    torch.manual_seed(0)
    noise = torch.rand(1, 3, 32, 32)
    blurred = torch.nn.functional.avg_pool2d(noise, 3, 1, 1)
    assert gradient_energy(blurred) < 0.3 * gradient_energy(noise)


def test_vgg19_weights_are_loaded_from_torchvisions_layout(tmp_path) -> None:
    torch.manual_seed(0)
    weights = Vgg19().state_dict() | {"classifier.0.weight": torch.zeros(1)}
    torch.save(weights, tmp_path / "vgg19.pth")
    network = load_vgg19(tmp_path / "vgg19.pth")
    assert network(torch.rand(1, 3, 32, 32))[0].shape == (1, 512, 2, 2)
    assert not any(weight.requires_grad for weight in network.parameters())


def test_a_file_that_is_no_vgg19_is_refused(tmp_path) -> None:
    torch.save({"something": torch.zeros(1)}, tmp_path / "other.pth")
    with pytest.raises(ModelError, match=r"other\.pth"):
        load_vgg19(tmp_path / "other.pth")


def half_missing() -> torch.Tensor:
    hole = torch.zeros(1, 1, 32, 32)
    hole[..., 16:] = 1
    return hole


def test_only_the_hole_counts_inside() -> None:
    photo, hole = torch.rand(1, 3, 32, 32), half_missing()
    wrong_outside, wrong_inside = photo + (1 - hole), photo + 0.25 * hole
    assert losses.inside(wrong_outside, photo, hole) == 0
    assert losses.inside(wrong_inside, photo, hole) > 0


def test_halving_the_error_is_worth_as_much_in_a_sky_as_in_leaves() -> None:
    photo, hole = torch.rand(1, 3, 32, 32), half_missing()
    worth = [
        losses.inside(photo + error * hole, photo, hole) - losses.inside(photo + error / 2 * hole, photo, hole)
        for error in (0.04, 0.08)
    ]
    assert worth[0] == pytest.approx(worth[1].item(), rel=0.15)


def test_measures_inside_see_the_hole_alone() -> None:
    photo, hole = 0.2 + 0.6 * torch.rand(1, 3, 32, 32), half_missing()
    grey = torch.full_like(photo, 0.5)
    blurred = photo * (1 - hole) + grey * hole
    assert psnr_inside(photo, photo, hole) > 55 and ssim_inside(photo, photo, hole) == pytest.approx(1, abs=1e-4)
    assert psnr_inside(blurred, photo, hole) == pytest.approx(psnr_inside(grey, photo, hole))
    assert psnr_inside(blurred, photo, 1 - hole) > 55
    assert ssim_inside(blurred, photo, hole) < 0.5
    assert gradient_energy(blurred, hole) == 0 < gradient_energy(blurred, 1 - hole)


def test_a_likelihood_is_least_where_the_colours_seen_are_the_likely_ones() -> None:
    palette = torch.tensor([[0.0, 0.0], [0.5, 0.0], [0.0, -0.5]])
    seen = torch.zeros(1, 2, 8, 8)
    seen[:, 0] = 0.5
    sure, wrong, open_ = torch.full((3, 1, 3, 2, 2), -5.0)
    sure[:, 1], wrong[:, 2], open_[:] = 5, 5, 0
    told = [losses.likelihood(odds, palette, seen).item() for odds in (sure, open_, wrong)]
    assert told[0] < 0.01 < told[1] < told[2]
    assert abs(told[1] - math.log(3)) < 1e-5
