"""The network that colours: dabs are followed where they belong, and picture sizes may be anything on the raster."""

from __future__ import annotations

import torch

from ganstudio.networks.colorize import Colorizer


def scene() -> torch.Tensor:
    """(1, 4, 64, 96): dark on the left, light on the right, no dab."""
    x = torch.zeros(1, 4, 64, 96)
    x[:, 0] = 0.2
    x[:, 0, :, 48:] = 0.8
    return x


def dab(x: torch.Tensor, y: int, column: int, a: float, b: float) -> torch.Tensor:
    x = x.clone()
    x[0, 1:, y, column] = torch.tensor([a, b, 1.0])
    return x


def test_even_untrained_a_dab_colours_what_is_near_and_as_light_as_it() -> None:
    torch.manual_seed(0)
    network = Colorizer(8, 1)
    with torch.no_grad():
        made = network(dab(dab(scene(), 32, 20, 0.5, 0.0), 32, 70, 0.0, -0.5))
    left, right = made[0, :, 24:40, 12:28].mean((1, 2)), made[0, :, 24:40, 62:78].mean((1, 2))
    assert left[0] > 0.3 and abs(left[1]) < 0.1
    assert right[1] < -0.3 and abs(right[0]) < 0.1


def test_the_number_of_dabs_of_one_picture_makes_no_difference_to_another() -> None:
    torch.manual_seed(0)
    network = Colorizer(8, 1)
    one, many = dab(scene(), 32, 20, 0.5, 0.0), scene()
    for column in range(4, 90, 8):
        many = dab(many, 16, column, 0.1, 0.2)
    with torch.no_grad():
        assert torch.allclose(network(torch.cat([one, many]))[:1], network(one), atol=1e-5)


def test_without_dabs_there_are_colours_of_its_own() -> None:
    torch.manual_seed(0)
    made = Colorizer(8, 1)(scene())
    assert made.shape == (1, 2, 64, 96) and torch.isfinite(made).all()


def test_where_there_is_no_dab_its_planes_are_not_looked_at() -> None:
    torch.manual_seed(0)
    network, x = Colorizer(8, 1), scene()
    other = x.clone()
    other[:, 1:3] = 0.7
    with torch.no_grad():
        assert torch.equal(network(x), network(other))
