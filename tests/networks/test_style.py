"""The style generator before it has learnt anything."""

from __future__ import annotations

import torch

from ganstudio.networks.style import StyleGenerator


def test_it_begins_without_a_raster() -> None:
    """On an even picture nothing may tell one pixel from the next: what is drawn there is seen in every sky."""
    torch.manual_seed(0)
    network = StyleGenerator(channels=8, blocks=1)
    with torch.inference_mode():
        made = network(torch.full((1, 3, 32, 32), 0.4))
    assert float(made.std((2, 3)).max()) < 1e-6


def test_a_soft_one_draws_no_raster_whatever_it_learns() -> None:
    torch.manual_seed(0)
    network = StyleGenerator(channels=8, blocks=1, soft=True)
    with torch.no_grad():
        for weight in network.parameters():
            weight.copy_(torch.randn_like(weight))
        hard = StyleGenerator(channels=8, blocks=1)
        hard.load_state_dict(network.state_dict())
        even = torch.full((1, 3, 64, 64), 0.4)
        soft, raster = (each(even)[..., 16:-16, 16:-16].std((2, 3)).max() for each in (network, hard))
    assert float(raster) > 0.1
    assert float(soft) < 1e-3 * float(raster)


def test_it_begins_near_the_picture() -> None:
    torch.manual_seed(0)
    picture = torch.rand(1, 3, 32, 32)
    with torch.inference_mode():
        made = StyleGenerator(channels=8, blocks=1)(picture)
    assert 0 < float((made - picture).abs().max()) < 0.5
