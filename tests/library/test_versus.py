"""What models cost beside each other, and which can be compared."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.device import Device
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import ModelError
from ganstudio.library import versus

CPU = Device("cpu", 0, "float32", "Processor")
INFO = ModelInfo("a", "A", "upscale", "residual", {}, {}, Path("a.safetensors"), {})


def models(*names: str, task: str = "upscale") -> list[ModelInfo]:
    return [replace(INFO, name=name, task=task) for name in names]


def test_two_to_six_models_for_the_same_visible_work_can_be_compared() -> None:
    versus.check(models("a", "b"))
    versus.check(models(*"abcdef"))
    for wrong in (
        models("a"),
        models("a", "a"),
        models(*"abcdefg"),
        models("a") + models("b", task="style"),
        models("a", "b", task="align"),
        [],
    ):
        with pytest.raises(ModelError):
            versus.check(wrong)


def test_what_is_taken_and_kept_is_measured() -> None:
    result, cost = versus.measured(lambda: np.ones(80_000_000, np.uint8), CPU)
    assert result.sum() == 80_000_000
    assert 70e6 < cost.memory < 200e6 and 0 < cost.seconds < 60


def test_the_peak_counts_though_it_is_over_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Semaphore(0)

    def taken() -> Iterator[int]:
        yield 1000
        while True:
            looked.release()
            yield level[0]

    level, series = [1000], taken()
    monkeypatch.setattr(versus, "_memory_of", lambda _device: lambda: next(series))

    def work() -> str:
        level[0] = 5000
        for _look in range(3):  # so that one was meant for the higher one
            assert looked.acquire(timeout=60)
        level[0] = 2000
        return "done"

    assert versus.measured(work, CPU)[1].memory == 4000


def test_on_a_graphics_card_its_own_account_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    accounts = {"synchronize": 0, "reset_peak_memory_stats": 0, "memory_allocated": 100, "max_memory_allocated": 700}
    for name, told in accounts.items():
        monkeypatch.setattr(torch.cuda, name, lambda _index, told=told: told)
    result, cost = versus.measured(lambda: "done", Device("cuda", 0, "float16", "Card"))
    assert result == "done" and cost.memory == 600


def test_what_fails_leaves_no_thread_behind() -> None:
    def fail() -> None:
        raise ModelError("no")

    with pytest.raises(ModelError):
        versus.measured(fail, CPU)
    assert not [thread for thread in threading.enumerate() if thread.name == "peak"]
