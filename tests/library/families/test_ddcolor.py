"""DDColor's checkpoints are recognised, and colour photos in the tool that knows dabs and proposals as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from ganstudio.errors import SettingsError
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.library.families.ddcolor import recognise
from ganstudio.networks.ddcolor import DDColor, grey, traits
from ganstudio.tools.colouring import suggestions
from tests.library.families.foreign import kept
from tests.tools import colours

SMALL: dict[str, Any] = {"depths": "1,1,2,1", "width": 8, "channels": 32, "queries": 5, "layers": 4, "inner": 8}


def theirs() -> nn.Module:
    """As the authors' code has it: with spectral norms, a layer that tells classes, and constants."""
    torch.manual_seed(0)
    network = DDColor(**SMALL)
    for name, parameter in network.named_parameters():
        if name.endswith("gamma"):
            parameter.data.normal_(0, 0.5)
    outer = [module for name, module in network.named_modules() if name.startswith(("decoder.la", "refine"))]
    for module in outer:
        if isinstance(module, nn.Conv2d):
            torch.nn.utils.spectral_norm(module)
    return network.eval()


def weights(network: nn.Module) -> dict[str, Tensor]:
    more = {"mean": torch.zeros(1, 3, 1, 1), "std": torch.ones(1, 3, 1, 1)}
    classes = {"encoder.arch.norm.weight": torch.ones(64), "encoder.arch.head_cls.bias": torch.ones(9)}
    return {**network.state_dict(), **more, **classes}


def test_what_the_authors_code_gives_ours_gives() -> None:
    network = theirs()
    found = recognise(weights(network))
    assert found is not None and (found.task, found.config) == ("colorize", SMALL)
    assert found.card["licence"] == "Apache-2.0" and "dabs" in found.card["limits"]
    ours = DDColor(**found.config).eval()
    ours.load_state_dict(dict(found.weights))
    x = torch.rand(1, 4, 64, 96)
    with torch.inference_mode():
        result, expected = ours(x), network(x)
        other = ours(torch.cat([x[:, :1], torch.rand(1, 3, 64, 96)], dim=1))
    assert result.std() > 0 and torch.allclose(result, expected, rtol=1e-3, atol=1e-5)
    assert torch.equal(result, other), "it knows no dabs"


def test_luminance_is_shown_to_it_as_srgb() -> None:
    # L 53.585 is sRGB's 128 (CIE 15, IEC 61966-2-1).
    light = torch.tensor([0.0, 0.53585, 1.0])[:, None, None, None]
    assert torch.allclose(grey(light)[:, 0, 0, 0] * 255, torch.tensor([0.0, 128.0, 255.0]), atol=0.05)


@pytest.mark.parametrize("depths", ["3,3", "3,3,9,100000000", "0,1,1,1", "a,b,c,d"])
def test_a_lying_config_is_refused(depths: str) -> None:
    with pytest.raises(ValueError):
        traits(depths=depths)


def test_another_network_is_none_of_them() -> None:
    given = weights(theirs())
    assert recognise({name: each for name, each in given.items() if "color_embed" not in name}) is None
    assert recognise({}) is None


def test_a_photo_gets_its_colours_and_those_of_dabs(tmp_path: Path) -> None:
    kept(recognise(weights(theirs())), tmp_path, "colorize")
    photo = Photo(colours.grey())
    plain = colours.coloured(photo, colours.context(tmp_path), saturation=0.5)
    assert np.ptp(plain.pixels, axis=2).max() > 5
    red = Dab(0.8, 0.6, (220, 40, 40))
    led = colours.coloured(photo, colours.context(tmp_path, [red]), saturation=0.5)
    around = led.pixels[36, 72].astype(int)
    assert around[0] > around[1] + 40, "a dab is shown all the same"
    assert np.array_equal(led.pixels[:10, :20], plain.pixels[:10, :20])


def test_it_has_one_proposal_and_one_colour_for_a_spot(tmp_path: Path) -> None:
    kept(recognise(weights(theirs())), tmp_path, "colorize")
    photo = Photo(colours.grey())
    with pytest.raises(SettingsError, match="DDColor has one proposal"):
        colours.coloured(photo, colours.context(tmp_path), proposal=2)
    (one,) = suggestions(photo, 0.75, 0.4, (), "", colours.context(tmp_path))
    assert max(one) - min(one) > 5
