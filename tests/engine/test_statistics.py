"""A network with instance norm gives the same picture in any pieces, whoever else uses it meanwhile."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine import loaded, picture
from ganstudio.engine import statistics as module
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded, Way
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled
from ganstudio.image.pixels import Pixels, freeze, white
from ganstudio.networks.instance import norms
from tests.engine import small
from tests.engine.styles import save


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save(folder, "strange")
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    return Engine(Store([models]), "cpu")


def stripes(height: int, width: int, dtype: type[np.unsignedinteger] = np.uint8) -> Pixels:
    """Black, white, coloured and grey from left to right: by itself each tile would have statistics of its own."""
    tones = np.array([[0, 0, 0], [255, 255, 255], [220, 30, 20], [128, 128, 128], [10, 40, 160]]) / 255
    columns = np.repeat(tones, -(-width // len(tones)), axis=0)[:width]
    values = 0.8 * columns[None] + 0.2 * small.picture(height, width, dtype=dtype) / np.iinfo(dtype).max
    return freeze(np.rint(values * np.iinfo(dtype).max).astype(dtype))


def small_tiles(monkeypatch: pytest.MonkeyPatch, side: int = 64) -> None:
    monkeypatch.setattr(picture, "side", lambda _network: side)


@pytest.mark.parametrize(
    ("dtype", "precision"), [(np.uint8, "float32"), (np.uint16, "float32"), (np.uint8, "bfloat16")]
)
def test_in_tiles_the_same_as_whole(
    models: Path, dtype: type[np.unsignedinteger], precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, pixels = Engine(Store([models]), "cpu", precision), stripes(90, 230, dtype)
    monkeypatch.setattr(loaded, "TOLERANCE", 255)
    whole = engine.run("strange", pixels, Job())
    assert small.apart(whole, pixels) > white(pixels) // 10, "it does something"
    small_tiles(monkeypatch)
    tiled = engine.run("strange", pixels, Job())
    assert small.apart(tiled, whole) <= 2 * white(pixels) // 255


def test_without_holding_there_would_be_patches(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the test above would notice."""
    pixels = stripes(90, 230)
    monkeypatch.setattr(picture, "whole", lambda *_what: ())
    whole = engine.run("strange", pixels, Job())
    small_tiles(monkeypatch)
    assert small.apart(engine.run("strange", pixels, Job()), whole) > 20


def test_small_pictures_are_as_the_network_alone(models: Path) -> None:
    engine, pixels = Engine(Store([models]), "cpu", "float32"), stripes(60, 80)
    x = torch.from_numpy(pixels.astype(np.float32) / 255).permute(2, 0, 1)[None]
    with torch.inference_mode():
        alone = engine.store.load(engine.store.find("strange"))(x)[0].permute(1, 2, 0).clamp(0, 1).numpy()
    assert np.abs(engine.run("strange", pixels, Job()) - alone * 255).max() <= 1


def test_large_ones_are_seen_reduced_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEEN", 40)
    pixels = stripes(100, 400)
    seen = module.reduced(pixels)
    assert seen.shape == (20, 80, 3)
    assert np.abs(seen.mean(axis=(0, 1)) - pixels.mean(axis=(0, 1))).max() < 1
    assert module.reduced(stripes(1, 4000)).shape == (1, 2530, 3)
    assert module.reduced(seen) is seen


def test_two_pictures_at_once_keep_their_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two strips of one another has the network."""
    pixels, other = stripes(200, 100), freeze(255 - stripes(200, 100))
    expected, expected_other = (engine.run("strange", each, Job()) for each in (pixels, other))
    small_tiles(monkeypatch)
    with closing(engine.strips("strange", pixels, Job(), background=True)) as strips:
        first = next(strips)
        assert small.apart(engine.run("strange", other, Job()), expected_other) <= 2
        made = np.concatenate([first.pixels, *(strip.pixels for strip in strips)])
    assert small.apart(made, expected) <= 2


def test_another_way_to_run_takes_its_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A late NaN starts the picture again in float32."""
    run, nonsense = Loaded._run, Way("bfloat16")
    pixels = stripes(90, 230)
    small_tiles(monkeypatch)
    expected = Engine(engine.store, "cpu", "float32").run("strange", pixels, Job())

    def broken(self: Loaded, network: torch.nn.Module, way: Way, x: torch.Tensor) -> torch.Tensor:
        if way == nonsense and norms(network)[0].held:
            raise loaded.WrongResult
        return run(self, network, way, x)

    monkeypatch.setattr(loaded, "ways", lambda _device, _traits: [nonsense, Way("float32")])
    monkeypatch.setattr(loaded, "TOLERANCE", 255)
    monkeypatch.setattr(Loaded, "_run", broken)
    assert small.apart(engine.run("strange", pixels, Job()), expected) <= 2
    (network,) = engine._loaded.values()
    assert network.way == Way("float32")


def test_nothing_is_held_afterwards(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = stripes(300, 100)
    small_tiles(monkeypatch)

    def stop(done: float, _text: str) -> None:
        if done > 0.5:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        engine.run("strange", pixels, job)
    (network,) = engine._loaded.values()
    assert all(norm.held is None for norm in norms(network._network))


@pytest.mark.parametrize("shape", [(1, 1), (1, 70), (3, 2)])
def test_tiny_pictures(engine: Engine, shape: tuple[int, int]) -> None:
    assert engine.run("strange", small.picture(*shape), Job()).shape == (*shape, 3)
