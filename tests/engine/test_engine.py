"""The engine gives the picture the network gives, in any pieces, on any device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ganstudio.engine import engine as module
from ganstudio.engine import fused, loaded, picture, views
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded, Way
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError
from ganstudio.image.pixels import freeze, white
from tests.engine import small
from tests.engine.allocating import plain, small_tiles

NAMES = list(small.CONFIGS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_in_tiles_the_same_as_whole(
    models: Path, name: str, dtype: type[np.unsignedinteger], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, pixels = Engine(Store([models]), "cpu", "float32"), small.picture(150, 201, dtype=dtype)
    expected = plain(engine.store, name, pixels)
    whole = engine.run(name, pixels, Job())
    small_tiles(monkeypatch)
    done: list[float] = []
    tiled = engine.run(name, pixels, Job(lambda share, _text: done.append(share)))
    assert len(set(done)) > 4, "it was not cut"
    assert small.apart(whole, expected) <= white(pixels) // 255
    assert small.apart(tiled, expected) <= white(pixels) // 255
    assert tiled.dtype == dtype and not tiled.flags.writeable


def test_edges_are_the_networks_own(models: Path, engine: Engine) -> None:
    pixels = small.picture(70, 3)
    assert small.apart(engine.run("residual", pixels, Job()), plain(engine.store, "residual", pixels)) <= 2


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 2)])
def test_tiny_pictures(engine: Engine, shape: tuple[int, int]) -> None:
    assert engine.run("residual", small.picture(*shape), Job()).shape == (4 * shape[0], 4 * shape[1], 3)


def test_alpha_is_left_out(engine: Engine) -> None:
    pixels = small.picture(20, 30, channels=4)
    assert np.array_equal(
        engine.run("residual", pixels, Job()), engine.run("residual", np.ascontiguousarray(pixels[..., :3]), Job())
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("precision", ["float32", "bfloat16", "float16"])
def test_every_precision_gives_the_picture(models: Path, name: str, precision: str) -> None:
    engine, pixels = Engine(Store([models]), "cpu", precision), small.picture(80, 100)
    assert small.apart(engine.run(name, pixels, Job()), plain(engine.store, name, pixels)) <= loaded.TOLERANCE


def test_convolutions_are_fused_where_onednn_is(models: Path) -> None:
    if not fused.available():
        pytest.skip("this torch has no oneDNN")
    engine = Engine(Store([models]), "cpu", "float32")
    engine.run("residual", small.picture(80, 100), Job())
    (network,) = engine._loaded.values()
    assert network.way == Way("float32", fused=True)


def lies(monkeypatch: pytest.MonkeyPatch, wrong: Any) -> list[Way]:
    """From now on every way but plain float32 gives what `wrong` makes of its result; the ways tried, in order."""
    prepared, tried = Loaded._prepared, []

    def prepare(self: Loaded, way: Way) -> Any:
        tried.append(way)
        network = prepared(self, way)
        return network if way == Way("float32") else lambda x: wrong(network(x))

    monkeypatch.setattr(Loaded, "_prepared", prepare)
    return tried


@pytest.mark.parametrize(
    "wrong",
    [lambda y: y * float("nan"), torch.zeros_like, lambda y: y + 0.02, lambda y: y[..., 1:], lambda y: y.reshape(7)],
    ids=["nan", "black", "a little brighter", "another size", "crash"],
)
def test_a_device_that_computes_nonsense_falls_back_to_float32(
    models: Path, monkeypatch: pytest.MonkeyPatch, wrong: Any
) -> None:
    tried = lies(monkeypatch, wrong)
    engine, pixels = Engine(Store([models]), "cpu", "bfloat16"), small.picture(40, 50)
    result = engine.run("residual", pixels, Job())
    assert small.apart(result, plain(engine.store, "residual", pixels)) <= 1
    assert [str(way) for way in tried] == ["fused bfloat16", "bfloat16", "float32"]
    engine.run("residual", pixels, Job())
    assert len(tried) == 3, "proven once for all"


def test_a_black_picture_proves_nothing(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that gives black for everything must not pass on one."""
    tried = lies(monkeypatch, lambda y: y * 0)
    Engine(Store([models]), "cpu", "bfloat16").run("residual", np.zeros((120, 120, 3), np.uint8), Job())
    assert tried[-1] == Way("float32")


def test_a_proof_that_was_cancelled_is_made_again(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, pixels, job = Engine(Store([models]), "cpu", "bfloat16"), small.picture(40, 50), Job()
    prepared = Loaded._prepared

    def cancel(self: Loaded, way: Way) -> Any:
        job.cancel()
        return prepared(self, way)

    with monkeypatch.context() as patch, pytest.raises(Cancelled):
        patch.setattr(Loaded, "_prepared", cancel)
        engine.run("residual", pixels, job)
    assert small.apart(engine.run("residual", pixels, Job()), plain(engine.store, "residual", pixels)) <= 2
    (network,) = engine._loaded.values()
    assert network.way is not None and network.way.precision == "bfloat16"


def test_a_late_nan_starts_again_in_float32(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """float16 overflows in one bright tile only."""
    lies(monkeypatch, lambda y: y * float("nan") if y.shape[-1] > picture.SAMPLE * 4 else y)
    engine, pixels = Engine(Store([models]), "cpu", "bfloat16"), small.picture(300, 310)
    small_tiles(monkeypatch, 200)
    assert small.apart(engine.run("residual", pixels, Job()), plain(engine.store, "residual", pixels)) <= 1


def test_cancel_within_a_tile(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job is asked before every layer, not only between tiles."""
    engine.run("residual", small.picture(20, 20), Job())
    job, asked = Job(), []
    check = job.check

    def count() -> None:
        asked.append(1)
        if len(asked) == 5:
            job.cancel()
        check()

    monkeypatch.setattr(job, "check", count)
    with pytest.raises(Cancelled):
        engine.run("residual", small.picture(50, 50), job)
    assert engine.run("residual", small.picture(50, 50), Job()).shape == (200, 200, 3), "it works on afterwards"


def test_models_are_kept_and_the_oldest_goes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    load = engine.store.load

    def count(info: Any) -> Any:
        loads.append(info.name)
        return load(info)

    monkeypatch.setattr(engine.store, "load", count)
    pixels = small.picture(10, 10)
    for name in ("residual", "srgan", "residual"):
        engine.run(name, pixels, Job())
    assert loads == ["residual", "srgan"]
    monkeypatch.setattr(module, "CACHE", 1)
    for name in ("residual", "srgan", "residual"):
        engine.run(name, pixels, Job())
    assert loads == ["residual", "srgan", "srgan", "residual"]


def test_a_model_that_changed_is_loaded_again(tmp_path: Path) -> None:
    small.save(tmp_path, "it")
    engine, pixels = Engine(Store([tmp_path]), "cpu"), small.picture(10, 10)
    before = engine.run("it", pixels, Job())
    small.save(tmp_path, "it", seed=1)
    assert small.apart(engine.run("it", pixels, Job()), before) > 0


def test_a_model_that_went_away(tmp_path: Path) -> None:
    path = small.save(tmp_path, "it")
    engine = Engine(Store([tmp_path]), "cpu")
    info = engine.store.find("it")
    path.unlink()
    with pytest.raises(ModelError, match="it.safetensors cannot be used"):
        engine.run(info, small.picture(10, 10), Job())


def test_another_device_from_the_next_job_on(engine: Engine) -> None:
    pixels = small.picture(30, 30)
    engine.run("residual", pixels, Job())
    assert engine.use("cpu", "float32").precision == "float32"
    engine.run("residual", pixels, Job())
    (network,) = engine._loaded.values()
    assert network.way is not None and network.way.precision == "float32"


def test_an_ensemble_sees_a_turned_picture_alike(engine: Engine) -> None:
    """Which one view does not."""

    def made(pixels: Any, ensemble: bool) -> Any:
        (strip,) = engine.strips("residual", freeze(np.ascontiguousarray(pixels)), Job(), ensemble=ensemble)
        return strip.pixels

    pixels = small.picture(40, 52)
    together = made(pixels, True)
    for turned in (lambda x: np.rot90(x), lambda x: x[:, ::-1]):
        assert small.apart(made(turned(pixels), True), turned(together)) <= 1
        assert small.apart(made(turned(pixels), False), turned(made(pixels, False))) > 1


def test_views_are_turned_back_and_averaged() -> None:
    tile = torch.rand(1, 3, 5, 7)
    assert torch.allclose(views.mean(lambda view: view * 2, tile), 2 * tile)
    seen: list[tuple[int, ...]] = []

    def corner(view: torch.Tensor) -> torch.Tensor:
        """Marks the upper left corner, wherever that comes from."""
        seen.append(tuple(view.shape))
        marked = torch.zeros_like(view)
        marked[..., 0, 0] = 1
        return marked

    made = views.mean(corner, tile)
    assert len(seen) == 8 and seen.count((1, 3, 7, 5)) == 4
    assert all(float(made[0, 0, y, x]) == 0.25 for y in (0, -1) for x in (0, -1)) and float(made.sum()) == 3


def test_a_cancelled_first_run_leaves_no_hooks(engine: Engine) -> None:
    from ganstudio.engine.device import choose

    info = engine.store.find("residual")
    network = Loaded(engine.store.load(info), engine.store.traits(info), choose("cpu"))
    before = [len(module._forward_hooks) for module in network._plain.modules()]
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        network.prove(torch.rand(1, 3, 32, 32), job)
    assert [len(module._forward_hooks) for module in network._plain.modules()] == before
