"""The engine colours grey pictures: as the network alone, with any number of dabs, interruptible, in memory it has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine import loaded
from ganstudio.engine.device import Device
from ganstudio.engine.engine import Engine, Floats
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, ModelError, OutOfMemory
from tests.engine import small
from tests.tools.colours import save_model_of_colours


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_model_of_colours(folder)
    small.save(folder, "enlarges")
    return folder


@pytest.fixture
def engine(models: Path) -> Engine:
    return Engine(Store([models]), "cpu")


def planes(height: int, width: int, dabs: int = 0) -> Floats:
    random = np.random.default_rng(dabs)
    result = np.zeros((4, height, width), np.float32)
    result[0] = small.picture(height, width)[..., 0] / 255
    for y, x in zip(random.integers(height, size=dabs), random.integers(width, size=dabs), strict=True):
        result[1:, y, x] = *random.uniform(-0.5, 0.5, 2), 1
    return result


@pytest.mark.parametrize("dabs", [0, 1, 7])
def test_as_the_network_alone(engine: Engine, models: Path, dabs: int) -> None:
    """Also with another number of dabs than the way to run was proven with."""
    given = planes(64, 48, dabs)
    network = Store([models]).load(read_info(models / "colorize.safetensors"))
    with torch.inference_mode():
        expected = network(torch.from_numpy(given)[None])[0].numpy()
        odds = network.likely(torch.from_numpy(given)[None])[0].numpy()
    made = engine.colours("colorize", given, Job())
    assert made.shape == (2, 64, 48)
    assert np.abs(made - expected).max() < 2 * loaded.TOLERANCE / 255
    palette, likely = engine.likely("colorize", given, Job())
    assert palette.shape == (likely.shape[0], 2) and likely.shape[1:] == (16, 12)
    assert np.abs(likely - odds).max() < 2 * loaded.TOLERANCE / 255
    assert np.allclose(likely.sum(0), 1, atol=1e-3)


def test_a_network_for_something_else_is_a_sentence(engine: Engine) -> None:
    with pytest.raises(ModelError, match=r"enlarges.safetensors cannot be used: its network gives no colours"):
        engine.colours("enlarges", planes(32, 32), Job())


def test_a_network_that_gives_no_numbers_at_all_is_a_sentence(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Loaded, method: str, x: torch.Tensor, job: Job) -> torch.Tensor:
        raise loaded.WrongResult

    monkeypatch.setattr(Loaded, "ask", broken)
    with pytest.raises(ModelError, match="colorize.safetensors cannot be used: it gives no picture"):
        engine.colours("colorize", planes(32, 32), Job())


def test_what_does_not_fit_is_refused_beforehand_or_when_it_runs_out(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "too little memory on Processor to colour a picture"
    with monkeypatch.context() as patch, pytest.raises(OutOfMemory, match=sentence):
        patch.setattr(Device, "free_memory", lambda _device: 1000)
        engine.colours("colorize", planes(32, 32), Job())

    def full(self: Loaded, method: str, x: torch.Tensor, job: Job) -> torch.Tensor:
        raise MemoryError

    with monkeypatch.context() as patch, pytest.raises(OutOfMemory, match=sentence):
        patch.setattr(Loaded, "ask", full)
        engine.likely("colorize", planes(32, 32), Job())
    assert engine.colours("colorize", planes(32, 32), Job()).shape == (2, 32, 32)


def test_cancelled_between_two_layers(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    job, check, calls = Job(), Job.check, 0
    engine.colours("colorize", planes(32, 32), Job())

    def count(self: Job) -> None:
        nonlocal calls
        calls += 1
        if calls == 10:
            self.cancel()
        check(self)

    with monkeypatch.context() as patch, pytest.raises(Cancelled):
        patch.setattr(Job, "check", count)
        engine.colours("colorize", planes(32, 32), job)
    assert calls == 10
    assert engine.colours("colorize", planes(32, 32), Job()).shape == (2, 32, 32)
