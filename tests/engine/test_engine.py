"""The engine gives the picture the network gives, in any pieces, whatever goes wrong on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from ganstudio.engine import engine as module
from ganstudio.engine import fused, loaded, memory, picture, tiles
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded, Way
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, ModelError, OutOfMemory
from ganstudio.image.pixels import Pixels, white
from ganstudio.networks.architecture import Traits
from tests.engine import small

NAMES = list(small.CONFIGS)


def plain(store: Store, name: str, pixels: Pixels) -> Pixels:
    """The whole picture in plain float32."""
    x = torch.from_numpy(pixels[..., :3].astype(np.float32) / white(pixels)).permute(2, 0, 1)[None]
    with torch.no_grad():
        y = store.load(store.find(name))(x)[0].permute(1, 2, 0)
    result: Pixels = np.rint(y.clamp(0, 1).numpy() * white(pixels)).astype(pixels.dtype)
    return result


def small_tiles(monkeypatch: pytest.MonkeyPatch, side: int = 64) -> None:
    monkeypatch.setattr(picture, "side", lambda _network: side)


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


class Allocator:
    """Refuses tiles of more than `most` input pixels, as allocators do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, most: int, error: BaseException) -> None:
        self.sizes: list[int] = []
        call = Loaded.__call__

        def run(network: Loaded, x: Tensor, job: Job) -> Tensor:
            self.sizes.append(x.shape[2] * x.shape[3])
            if self.sizes[-1] > most:
                raise error
            return call(network, x, job)

        monkeypatch.setattr(Loaded, "__call__", run)


ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:114] DefaultCPUAllocator: can't allocate memory: you tried to …"),
    RuntimeError("MPS backend out of memory"),
    MemoryError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_out_of_memory_halves_the_tile_and_starts_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    pixels = small.picture(300, 320)
    expected = engine.run("residual", pixels, Job())
    small_tiles(monkeypatch, 256)
    allocator = Allocator(monkeypatch, 100 * 100, error)
    strips = list(engine.strips("residual", pixels, Job()))
    assert small.apart(np.concatenate([strip.pixels for strip in strips]), expected) <= 1
    assert [size > 100 * 100 for size in allocator.sizes[:3]] == [True, True, False], "256, 128, 64"


def test_a_restart_begins_at_the_top(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = small.picture(300, 320)
    expected = engine.run("residual", pixels, Job())
    small_tiles(monkeypatch, 128)
    call, calls = Loaded.__call__, []

    def third_fails(network: Loaded, x: Tensor, job: Job) -> Tensor:
        calls.append(x)
        if len(calls) == 5:
            raise MemoryError
        return call(network, x, job)

    monkeypatch.setattr(Loaded, "__call__", third_fails)
    starts = [strip.y for strip in engine.strips("residual", pixels, Job())]
    assert starts.count(0) == 2
    calls.clear()
    assert small.apart(engine.run("residual", pixels, Job()), expected) <= 1


def test_without_any_memory_a_sentence(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.run("residual", small.picture(20, 20), Job())
    small_tiles(monkeypatch, 256)
    allocator = Allocator(monkeypatch, 0, MemoryError())
    with pytest.raises(OutOfMemory, match="too little memory on Processor"):
        engine.run("residual", small.picture(600, 600), Job())
    halo = engine.store.traits(engine.store.find("residual")).halo
    assert allocator.sizes[-1] <= (tiles.SMALLEST + 2 * halo) ** 2
    assert len(allocator.sizes) == 3


def test_other_errors_are_not_hidden(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.run("residual", small.picture(20, 20), Job())
    Allocator(monkeypatch, 0, RuntimeError("a bug"))
    with pytest.raises(RuntimeError, match="a bug"):
        engine.run("residual", small.picture(20, 20), Job())


def test_a_picture_larger_than_memory_is_refused_beforehand(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free", lambda: 100_000)
    with pytest.raises(OutOfMemory, match="400 × 400 pixels needs"):
        engine.run("residual", small.picture(100, 100), Job())


def test_tiles_follow_the_free_memory(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    network = Loaded(engine.store.load(engine.store.find("residual")), Traits(scale=4, halo=7), engine.device)
    network.prove(torch.rand(1, 3, 32, 32), Job())
    monkeypatch.setattr(type(engine.device), "free_memory", lambda _self: 4 << 30)
    much = picture.side(network)
    monkeypatch.setattr(type(engine.device), "free_memory", lambda _self: 100 << 20)
    less = picture.side(network)
    assert much > less > tiles.SMALLEST
    assert (less + 2 * 7) ** 2 * network.pixel_bytes <= 25 << 20


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
