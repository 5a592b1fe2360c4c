"""The engine fills holes: right in every way to run, in any size, interruptible, in memory that it has."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine import hole as holes
from ganstudio.engine import loaded
from ganstudio.engine.device import Device
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded, Way
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, ModelError, OutOfMemory
from ganstudio.image.pixels import white
from tests.engine import small
from tests.tools.fills import box, only_inside, save_model_of_holes


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_holes(folder)
    small.save(folder, "enlarges")
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    return Engine(Store([models]), "cpu")


@pytest.mark.parametrize("size", [(64, 48), (101, 67), (300, 40), (7, 5), (2, 1)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_as_the_network_alone(
    engine: Engine, models: Path, size: tuple[int, int], dtype: type[np.unsignedinteger]
) -> None:
    pixels = small.picture(size[1], size[0], dtype=dtype)
    mask = box(size, (size[0] // 3, size[1] // 3, max(1, size[0] // 3), max(1, size[1] // 3)))
    result = engine.fill("inpaint", pixels, mask, Job())
    assert only_inside(pixels, result, mask) and not result.flags.writeable
    x = torch.from_numpy(np.dstack([pixels / white(pixels), mask > 0]).astype(np.float32)).permute(2, 0, 1)[None]
    with torch.inference_mode():
        alone = Store([models]).load(read_info(models / "inpaint.safetensors"))(x)[0].permute(1, 2, 0).numpy()
    expected = np.clip(alone, 0, 1)[mask > 0] * white(pixels)
    assert np.abs(result[mask > 0] - expected).max() <= 0.51 + loaded.TOLERANCE * white(pixels) / 255


def test_alpha_is_left_out(engine: Engine) -> None:
    pixels, mask = small.picture(40, 50, channels=4), box((50, 40), (20, 10, 9, 9))
    assert np.array_equal(
        engine.fill("inpaint", pixels, mask, Job()), engine.fill("inpaint", pixels[..., :3], mask, Job())
    )


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_way_to_run_is_proven_before_it_is_used(models: Path, precision: str) -> None:
    engine = Engine(Store([models]), "cpu", precision)
    mask = box((64, 64), (20, 20, 20, 20))
    engine.fill("inpaint", small.picture(64, 64), mask, Job())
    (network,) = engine._loaded.values()
    assert network.way is not None and network.way.precision in (precision, "float32")


def test_numbers_that_are_none_are_made_again_in_another_way(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Loaded._run
    nonsense = Way("bfloat16")

    def broken(self: Loaded, network: torch.nn.Module, way: Way, x: torch.Tensor) -> torch.Tensor:
        if way == nonsense and x.shape[-1] != holes.SAMPLE:
            raise loaded.WrongResult
        return run(self, network, way, x)

    monkeypatch.setattr(loaded, "ways", lambda _device, _traits: [nonsense, Way("float32")])
    monkeypatch.setattr(loaded, "TOLERANCE", 255)
    pixels, mask = small.picture(64, 50), box((50, 64), (20, 20, 20, 20))
    expected = engine.fill("inpaint", pixels, mask, Job())
    monkeypatch.setattr(Loaded, "_run", broken)
    engine._loaded.clear()
    assert only_inside(pixels, engine.fill("inpaint", pixels, mask, Job()), mask)
    assert small.apart(engine.fill("inpaint", pixels, mask, Job()), expected) < 40
    assert [each.way for each in engine._loaded.values()] == [Way("float32")]


def test_a_network_that_gives_no_numbers_at_all_is_a_sentence(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Loaded, x: torch.Tensor, job: Job) -> torch.Tensor:
        raise loaded.WrongResult

    monkeypatch.setattr(Loaded, "__call__", broken)
    with pytest.raises(ModelError, match="inpaint.safetensors cannot be used: it gives no picture"):
        engine.fill("inpaint", small.picture(20, 20), box((20, 20), (5, 5, 5, 5)), Job())


def test_a_network_for_something_else_is_a_sentence(engine: Engine) -> None:
    with pytest.raises(ModelError, match=r"enlarges.safetensors cannot be used: its network fills no holes"):
        engine.fill("enlarges", small.picture(20, 20), box((20, 20), (5, 5, 5, 5)), Job())


def test_what_does_not_fit_is_refused_beforehand_or_when_it_runs_out(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, mask = small.picture(50, 60), box((60, 50), (20, 20, 9, 9))
    sentence = "too little memory on Processor to fill a hole that needs 60 × 50 pixels"
    with monkeypatch.context() as patch, pytest.raises(OutOfMemory, match=sentence):
        patch.setattr(Device, "free_memory", lambda _device: 1000)
        engine.fill("inpaint", pixels, mask, Job())

    def full(self: Loaded, x: torch.Tensor, job: Job) -> torch.Tensor:
        raise MemoryError

    with monkeypatch.context() as patch, pytest.raises(OutOfMemory, match=sentence):
        patch.setattr(Loaded, "__call__", full)
        engine.fill("inpaint", pixels, mask, Job())
    assert only_inside(pixels, engine.fill("inpaint", pixels, mask, Job()), mask)


def test_cancelled_between_two_layers(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also within one picture it ends at once, and the device is free for the next."""
    job, check, calls = Job(), Job.check, 0
    pixels, mask = small.picture(300, 300), box((300, 300), (50, 50, 200, 200))
    engine.fill("inpaint", pixels, mask, Job())

    def count(self: Job) -> None:
        nonlocal calls
        calls += 1
        if calls == 40:
            self.cancel()
        check(self)

    with monkeypatch.context() as patch, pytest.raises(Cancelled):
        patch.setattr(Job, "check", count)
        engine.fill("inpaint", pixels, mask, job)
    assert calls == 40
    done = threading.Thread(target=lambda: engine.fill("inpaint", pixels, mask, Job()))
    done.start()
    done.join(60)
    assert not done.is_alive()
