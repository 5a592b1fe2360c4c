"""What people pass on in forty families is recognised, and runs in our engine as it does with spandrel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Cancelled, Job
from ganstudio.engine.store import Store
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.library.families.spandrel import recognise
from ganstudio.networks import operators
from ganstudio.networks.spandrel import described, traits
from tests.engine.small import picture
from tests.library.families import foreign

STEP = 1 / 255


def run(found: Any, folder: Path, pixels: Pixels, job: Job | None = None, precision: str = "float32") -> Pixels:
    """In the engine, on the processor; exactly, where nothing else is asked for."""
    name = foreign.kept(found, folder, "it")
    return Engine(Store([folder]), "cpu", precision).run(name, pixels, job or Job())


def theirs(family: str, weights: dict[str, Tensor], pixels: Pixels) -> Pixels:
    """What spandrel itself gives for a whole picture."""
    x = torch.from_numpy(pixels.astype(np.float32) / 255).permute(2, 0, 1)[None]
    result = described(family, weights)(x)
    return freeze((result[0].permute(1, 2, 0) * 255).round().byte().numpy())


def apart(one: Pixels, other: Pixels) -> int:
    return int(np.abs(one.astype(int) - other.astype(int)).max())


@pytest.mark.parametrize(
    ("weights", "family", "scale"),
    [
        (foreign.esrgan, "ESRGAN", 4),
        (lambda: foreign.esrgan(in_nc=12, shuffle_factor=2), "ESRGAN", 2),
        (foreign.compact, "Compact", 4),
        (foreign.swinir, "SwinIR", 2),
        (foreign.nafnet, "NAFNet", 1),
    ],
)
def test_it_gives_what_spandrel_gives(weights: Any, family: str, scale: int, tmp_path: Path) -> None:
    state, pixels = weights(), picture(45, 58)
    found = recognise(state)
    assert found is not None and (found.architecture, found.task) == ("spandrel", "upscale")
    assert found.config["family"] == family and traits(**found.config).scale == scale
    assert found.card["licence"] and found.card["authors"].startswith("https://")
    result = run(found, tmp_path, pixels)
    assert apart(result, theirs(family, state, pixels)) <= 1
    assert result.std() > 1, "an even picture proves nothing"


@pytest.mark.parametrize("weights", [foreign.compact, foreign.swinir, foreign.nafnet])
def test_cut_into_tiles_it_gives_the_same(weights: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise(weights())
    pixels = picture(150, 200)
    whole = run(found, tmp_path, pixels)
    monkeypatch.setattr("ganstudio.engine.picture.side", lambda _network: 64)
    seen: list[float] = []
    cut = run(found, tmp_path, pixels, Job(lambda done, _text: seen.append(done)))
    assert len(set(seen)) > 4, "it was not cut"
    assert apart(whole, cut) <= 2


def test_a_cancelled_job_stops_within_a_tile(tmp_path: Path) -> None:
    job = Job(lambda _done, text: text or job.cancel())
    with pytest.raises(Cancelled):
        run(recognise(foreign.compact()), tmp_path, picture(40, 40), job)


def test_a_network_for_grey_does_each_colour_by_itself(tmp_path: Path) -> None:
    state, pixels = foreign.esrgan(in_nc=1, out_nc=1, scale=2), picture(30, 40)
    result = run(recognise(state), tmp_path, pixels)
    grey = np.repeat(pixels[..., 1:2], 3, axis=2)
    one = described("ESRGAN", state)(torch.from_numpy(grey[..., 0] / 255).float()[None, None])
    assert np.abs(result[..., 1] - (one[0, 0] * 255).round().numpy()).max() <= 1


def test_what_a_network_is_given_stays_as_it_is() -> None:
    """RCAN multiplies its input where it stands."""
    found = recognise(foreign.weights("RCAN", n_resgroups=1, n_resblocks=1, n_feats=16, scale=2))
    assert found is not None and found.config["statistics"]
    from ganstudio.networks.spandrel import from_weights

    x = torch.rand(1, 3, 20, 20)
    before = x.clone()
    from_weights(found.config, found.weights)(x)
    assert torch.equal(x, before)


def test_names_that_others_put_before_and_double_precision(tmp_path: Path) -> None:
    state = {f"module.{name}": each.double() for name, each in foreign.compact().items()}
    found = recognise(state)
    assert found is not None
    assert all(each.dtype == torch.float32 for each in found.weights.values())
    assert run(found, tmp_path, picture(20, 20)).shape == (80, 80, 3)


def test_what_no_family_has_is_none() -> None:
    assert recognise({"weight": torch.zeros(3, 3)}) is None
    # Detected by two names alone, and yet none of the family.
    assert recognise({"body.0.weight": torch.zeros(4, 4), "body.1.weight": torch.zeros(4)}) is None


def test_names_cannot_ask_for_more_layers_than_the_file_has() -> None:
    state = foreign.compact()
    state["body.123456789.weight"] = torch.zeros(1)
    with pytest.raises(ValueError, match="layers"):
        described("Compact", state)


@pytest.mark.parametrize(
    "lie",
    [{"scale": 0}, {"scale": 400}, {"halo": -1}, {"raster": 10**9}, {"inputs": 7}, {"tiles": "yes"}, {"scale": 2.5}],
)
def test_a_lying_config_is_refused(lie: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        traits("ESRGAN", **lie)


def test_lama_fills_holes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise(foreign.lama(monkeypatch))
    assert found is not None and found.task == "inpaint" and traits(**found.config).inputs == 4
    pixels = picture(50, 70)
    hole = np.zeros((50, 70), np.uint8)
    hole[10:30, 20:45] = 255
    engine = Engine(Store([tmp_path]), "cpu")
    result = engine.fill(foreign.kept(found, tmp_path, "lama"), pixels, hole, Job())
    assert np.array_equal(result[hole == 0], pixels[hole == 0])
    # What was there does not count.
    other = pixels.copy()
    other[hole > 0] = 7
    assert apart(engine.fill("lama", freeze(other), hole, Job()), result) <= 1
    assert not np.array_equal(result[hole > 0], pixels[hole > 0])


def test_gfpgan_restores_faces_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognise(foreign.gfpgan(monkeypatch))
    assert found is not None and found.task == "face-restoration" and found.config["random"]
    pixels = picture(512, 512)
    first = run(found, tmp_path, pixels)
    # It counts on how numbers lie in memory: where a faster way fails, the exact one still works.
    assert first.shape == pixels.shape and apart(first, run(found, tmp_path, pixels, precision="bfloat16")) <= 2


def test_torchvision_can_be_imported_whatever_it_was_built_for() -> None:
    operators.provide()
    operators.define()
    import torchvision

    assert torchvision.__version__ and hasattr(torch.ops.torchvision, "nms")
