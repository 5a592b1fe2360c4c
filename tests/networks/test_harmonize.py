"""The network that harmonises a piece: the photo stays, the outline is a hint, light is told from content."""

from __future__ import annotations

import torch

from ganstudio.networks.harmonize import RASTER, Harmonizer, across, spread, statistics
from tests.networks.test_networks import make

SIDE = 64


def composite(shift: float = 0.0, seed: int = 0) -> torch.Tensor:
    """A picture (1, 4, SIDE, SIDE) of little contrast, with a piece in the middle that is brighter by `shift`."""
    torch.manual_seed(seed)
    x = 0.4 + 0.05 * torch.rand(1, 4, SIDE, SIDE)
    x[:, 3] = 0
    x[:, 3, 20:44, 20:44] = 1
    x[:, :3] += shift * x[:, 3:]
    return x


def test_the_photo_comes_back_bit_for_bit() -> None:
    x = composite(0.3)
    result, outside = Harmonizer(8, 1)(x), x[:, 3:].expand(-1, 3, -1, -1) == 0
    assert torch.equal(result[outside], x[:, :3][outside])
    assert not torch.equal(result, x[:, :3])


def test_the_step_across_the_outline_is_spread_all_over_the_piece() -> None:
    step, outline = across(*composite(0.3).split((3, 1), dim=1))
    assert step.shape == (1, 3, SIDE // RASTER, SIDE // RASTER)
    assert 0 < (outline > 0.5).float().mean() < 0.3, "only where both sides are near"
    assert (spread(step, outline) + 0.3).abs().max() < 0.03


def test_what_is_not_trusted_is_not_spread() -> None:
    step, weight = torch.zeros(1, 3, 16, 16), torch.zeros(1, 1, 16, 16)
    step[..., 4, 4:12], weight[..., 4, 4:12] = 0.2, 1
    step[..., 11, 4:12], weight[..., 11, 4:12] = -0.9, 1e-4
    assert (spread(step, weight)[..., 5:11, 4:12] - 0.2).abs().max() < 0.01
    assert not spread(step, torch.zeros_like(weight)).any()


def test_a_fresh_network_follows_the_outline() -> None:
    network, x, wanted = Harmonizer(8, 1), composite(0.3), composite(0.0)[:, :3]
    assert (network(x) - wanted).abs().mean() < 0.5 * (x[:, :3] - wanted).abs().mean()


def test_statistics_are_those_of_both_sides() -> None:
    rgb, piece = composite(0.3).split((3, 1), dim=1)
    inside = piece.expand(-1, 3, -1, -1) == 1
    numbers = statistics(rgb, piece).unflatten(1, (4, 3))
    assert torch.allclose(numbers[0, 0], rgb[inside].view(3, -1).mean(1), atol=1e-4)
    assert torch.allclose(numbers[0, 3], rgb[~inside].view(3, -1).std(1), atol=2e-3)


def test_with_all_or_nothing_cut_out_there_is_still_a_picture() -> None:
    for share in (0.0, 1.0):
        x = composite(0.2)
        x[:, 3] = share
        assert bool(torch.isfinite(Harmonizer(8, 1)(x)).all())


def test_the_middle_of_the_piece_knows_the_farthest_corner() -> None:
    network, x = make("harmonize", {"channels": 4, "blocks": 1}), composite(0.2).double().requires_grad_()
    network(x)[0, :, SIDE // 2, SIDE // 2].sum().backward()
    assert x.grad is not None
    assert x.grad[0, :3, 0, 0].abs().sum() > 0
