"""The network of faces: its codes, what noise, truncation and mixing do, and how a small one grows."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from ganstudio.networks.face import FaceNetwork, draw, layers, mixed, traits
from ganstudio.networks.face_critic import FaceCritic
from ganstudio.networks.modulated import ModulatedConvolution

SMALL = {"size": 16, "dims": 16, "channels": 2, "widest": 8}


def network(size: int = 16) -> FaceNetwork:
    torch.manual_seed(0)
    return FaceNetwork(**{**SMALL, "size": size}, sliders="age,gender", ends=":,female:male").eval()


def test_a_modulated_convolution_is_that_of_the_paper() -> None:
    torch.manual_seed(0)
    layer = ModulatedConvolution(5, 3, 4)
    x, style = torch.randn(2, 3, 6, 6), torch.randn(2, 5)
    ours = layer(x, style)
    for index in range(2):  # equations 1 and 3, with a weight for each picture
        weight = layer.weight * (1 + layer.affine(style[index]))[:, None, None]
        weight = weight / (weight.square().sum((1, 2, 3), keepdim=True) + 1e-8).sqrt()
        assert torch.allclose(ours[index], F.conv2d(x[index], weight, padding=1), atol=1e-5)


def test_codes_have_two_layers_for_each_size_and_become_a_face_again() -> None:
    made = network()
    codes = made.encode(torch.rand(3, 3, 16, 16))
    assert codes.shape == (3, layers(16), 16) == (3, 6, 16)
    assert made.decode(codes).shape == (3, 3, 16, 16)
    assert made.directions.shape == (2, 6, 16) and made.mean.shape == (6, 16)


def test_a_shipped_network_is_small_enough() -> None:
    with torch.device("meta"):
        weights = sum(each.numel() for each in FaceNetwork().parameters())
    assert weights < 4_500_000


def test_noise_comes_in_when_asked_and_only_as_far_as_was_learnt() -> None:
    made = network()
    codes = made.random(draw(1, 1, 16))
    plain = made.decode(codes)
    assert torch.equal(plain, made.decode(codes, noise=True))
    for name, parameter in made.named_parameters():
        if name.endswith("strength"):
            parameter.data.fill_(0.5)
    assert torch.equal(plain, made.decode(codes))
    assert not torch.equal(plain, made.decode(codes, noise=True))


def test_a_seed_is_a_face_and_truncation_draws_it_to_the_mean() -> None:
    made = network()
    made.mean.normal_()
    z = draw(7, 2, 16)
    assert torch.equal(z, draw(7, 2, 16)) and not torch.equal(z[0], z[1])
    assert torch.equal(made.random(z, 1.0), made.mapping(z))
    assert torch.allclose(made.random(z, 0.0), made.mean.expand(2, -1, -1))


def test_mixing_takes_coarse_layers_of_one_and_fine_ones_of_the_other() -> None:
    first, second = torch.zeros(1, 6, 4), torch.ones(1, 6, 4)
    assert mixed(first, second, 2)[0, :, 0].tolist() == [0, 0, 1, 1, 1, 1]


def test_a_grown_network_starts_as_the_small_one_was() -> None:
    small, large = network(16), network(32)
    own = large.state_dict()
    large.load_state_dict(own | {k: v for k, v in small.state_dict().items() if own[k].shape == v.shape})
    large.fade(0.0)
    x = torch.rand(1, 3, 32, 32)
    codes = large.encode(x)
    assert torch.allclose(codes[:, :6], small.encode(F.avg_pool2d(x, 2)), atol=1e-5)
    wide = F.interpolate(small.decode(codes[:, :6]), scale_factor=2, mode="bilinear")
    assert torch.allclose(large.decode(codes), wide, atol=1e-5)
    large.fade(1.0)
    assert not torch.allclose(large.decode(codes), wide, atol=1e-3)


@pytest.mark.parametrize("config", [{"size": 48}, {"size": 4}, {"dims": 24}])
def test_what_makes_no_network_is_refused(config: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        FaceNetwork(**{**SMALL, **config})
    if "size" in config:
        with pytest.raises(ValueError):
            traits(**config)


def test_the_critic_sees_that_all_faces_are_alike() -> None:
    torch.manual_seed(0)
    critic = FaceCritic(16, 2, 8)
    face = torch.rand(1, 3, 16, 16)
    alike, varied = critic(face.expand(4, -1, -1, -1)), critic(torch.cat([face, torch.rand(3, 3, 16, 16)]))
    assert alike.shape == (4, 3, 4, 4)
    assert torch.allclose(alike, alike[:1].expand_as(alike))
    assert not torch.allclose(alike[0], varied[0])
    assert [each.shape[-1] for each in critic.features(face)] == [16, 8, 4, 8, 4, 2, 4, 2, 1]
