"""The network that fills holes: what is known stays, what is missing is not looked at, and it looks everywhere."""

from __future__ import annotations

import pytest
import torch

from ganstudio.networks import inpaint
from ganstudio.networks.inpaint import Inpainter, pull

SIDE = 64


def holed(seed: int = 0) -> torch.Tensor:
    """A picture (1, 4, SIDE, SIDE) with a hole in the middle."""
    torch.manual_seed(seed)
    x = torch.rand(1, 4, SIDE, SIDE)
    x[:, 3] = 0
    x[:, 3, 20:44, 20:44] = 1
    return x


def test_what_is_known_comes_back_bit_for_bit() -> None:
    x = holed()
    result, known = Inpainter(8, 1)(x), x[:, 3:].expand(-1, 3, -1, -1) == 0
    assert torch.equal(result[known], x[:, :3][known])
    assert not torch.equal(result, x[:, :3])


def test_what_lies_in_the_hole_makes_no_difference() -> None:
    network, x = Inpainter(8, 1), holed()
    other = x.clone()
    other[:, :3, 20:44, 20:44] = 0.123
    assert torch.equal(network(x), network(other))


def test_the_middle_of_the_hole_knows_the_farthest_corner() -> None:
    network = Inpainter(8, 3).double()
    x = holed().double().requires_grad_()
    network(x)[0, :, SIDE // 2, SIDE // 2].sum().backward()
    assert x.grad is not None
    assert x.grad[0, :3, 0, 0].abs().sum() > 0


def test_a_plain_picture_is_guessed_plain() -> None:
    x = holed()
    x[:, :3] = torch.tensor([0.2, 0.5, 0.7]).view(1, 3, 1, 1)
    guess = [picture for picture, _known in pull(x[:, :3], 1 - x[:, 3:])][-1]
    assert torch.allclose(guess.flatten(), torch.tensor([0.2, 0.5, 0.7]), atol=1e-6)


def test_a_small_size_is_known_where_something_of_it_is_known() -> None:
    known = torch.zeros(1, 1, 4, 4)
    known[0, 0, 0, 0] = 1
    rgb = torch.full((1, 3, 4, 4), 0.25)
    colour, half = pull(rgb, known)[1]
    assert half.flatten().tolist() == [1, 0, 0, 0]
    assert colour[0, 0].flatten().tolist() == [0.25, 0, 0, 0]


def test_with_nothing_known_there_is_still_a_picture() -> None:
    x = holed()
    x[:, 3] = 1
    assert bool(torch.isfinite(Inpainter(8, 1)(x)).all())


def test_the_smallest_of_all_sizes_has_about_32_pixels() -> None:
    network = Inpainter(8, 1)
    for side, expected in ((64, [32, 64]), (128, [32, 64, 128]), (150, [38, 75, 150]), (20, [20]), (1, [1])):
        x = torch.rand(1, 4, side, 2 * side)
        assert [picture.shape[-2] for picture in network.coarse_to_fine(x)] == expected


def test_in_parts_it_is_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network, x = Inpainter(8, 1).eval(), torch.rand(1, 4, 200, 232)
    x[:, 3] = 0
    x[:, 3, 20:160, 30:190] = 1
    with torch.inference_mode():
        at_once = network(x)
        monkeypatch.setattr(inpaint, "_PART", 64)
        in_parts = network(x)
    assert torch.allclose(in_parts, at_once, atol=1e-4)


def test_far_from_the_hole_nothing_is_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is the hole's, not the picture's."""
    network, x = Inpainter(8, 1).eval(), torch.rand(1, 4, 1024, 1024)
    x[:, 3] = 0
    x[:, 3, 500:510, 500:510] = 1
    seen: list[int] = []
    network.body.register_forward_pre_hook(lambda _body, inputs: seen.append(2 * inputs[0].shape[-1]))
    with torch.inference_mode():
        network(x)
    assert seen and max(seen) <= 10 + 2 * 64 + 2 * 8


def test_a_closed_activation_stops_learning_unless_it_leaks() -> None:
    x = holed()
    for leak, learns in ((0.0, False), (0.2, True)):
        torch.manual_seed(0)
        network = Inpainter(8, 1, leak)
        torch.nn.init.constant_(network.widen.bias, -100)
        network(x).sum().backward()
        gradients = [weight.grad for weight in network.body.parameters() if weight.grad is not None]
        assert any(bool(gradient.abs().sum() > 0) for gradient in gradients) == learns
