"""What is recognised runs in our engine, the same in tiles as whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from torch import Tensor, nn

from ganstudio.engine import statistics
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import save_model
from ganstudio.engine.store import Store
from ganstudio.library.families import cyclegan, imdn, pix2pix, srgan
from ganstudio.library.found import Recogniser
from ganstudio.networks.imdn import IMDN
from ganstudio.networks.pix2pix import UnetGenerator
from tests.engine import small
from tests.library.families.authors import Resnet
from tests.library.families.test_srgan import authors
from tests.library.families.there import loud


def quiet(network: nn.Module) -> dict[str, Tensor]:
    """With a last layer whose values are a picture's."""
    weights = loud(network).state_dict()
    last = [name for name in weights if weights[name].dim() == 4][-1]
    return {**weights, last: weights[last] * 0.1}


FAMILIES: list[tuple[Recogniser, dict[str, Tensor]]] = [
    (srgan.recognise, authors(scale=2).named()),
    (imdn.recognise, quiet(IMDN(2, 16, 2))),
    (cyclegan.recognise, quiet(Resnet(4, 2, nn.InstanceNorm2d, True))),
    (cyclegan.recognise, quiet(Resnet(4, 2, partial(nn.InstanceNorm2d, affine=True), True, mirrored=False))),
    (pix2pix.recognise, quiet(UnetGenerator(4, 3, "instance"))),
]


def made(folder: Path, recognise: Recogniser, weights: dict[str, Tensor]) -> Engine:
    """With what is recognised as its model "foreign"."""
    found = recognise(weights)
    assert found is not None
    words = {"name": "foreign", "title": found.title, "task": found.task, "architecture": found.architecture}
    save_model(folder / "f.safetensors", found.weights, {**words, "config": found.config, "card": found.card})
    return Engine(Store([folder]), "cpu", "float32")


@pytest.mark.parametrize("index", range(len(FAMILIES)))
def test_in_tiles_the_same_as_whole(index: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, pixels = made(tmp_path, *FAMILIES[index]), small.picture(90, 214)
    whole = engine.run("foreign", pixels, Job())
    assert whole.std() > 3, "it shows something"
    sizes: list[int] = []
    monkeypatch.setattr("ganstudio.engine.picture.side", lambda _network: sizes.append(64) or 64)
    monkeypatch.setattr(statistics, "SEEN", 10**6)
    assert small.apart(engine.run("foreign", pixels, Job()), whole) <= 1
    assert sizes


def test_where_detail_matters_pieces_say_more_than_a_reduced_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, pixels = made(tmp_path, *FAMILIES[1]), small.picture(150, 200)
    whole = engine.run("foreign", pixels, Job()).astype(int)
    monkeypatch.setattr("ganstudio.engine.picture.side", lambda _network: 64)
    monkeypatch.setattr(statistics, "SEEN", 96)
    pieces = engine.run("foreign", pixels, Job())
    monkeypatch.setattr(statistics, "_pieces", lambda pixels: [statistics.reduced(pixels)])
    reduced = engine.run("foreign", pixels, Job())
    assert abs(pieces - whole).mean() < 0.5 * abs(reduced - whole).mean()


def test_a_picture_narrower_than_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ganstudio.engine.picture.side", lambda _network: 64)
    monkeypatch.setattr(statistics, "SEEN", 30)
    assert made(tmp_path, *FAMILIES[1]).run("foreign", small.picture(3, 4000), Job()).shape == (6, 8000, 3)
