"""The engine with too little memory."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from ganstudio.engine import memory, picture, tiles
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded
from ganstudio.errors import OutOfMemory
from ganstudio.networks.architecture import Traits
from tests.engine import small
from tests.engine.allocating import Allocator, small_tiles

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
