"""Who has the device, and when: jobs started by hand come first, between tiles, and nobody's pixels change by it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from torch import Tensor

from ganstudio.engine import fused, picture
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.loaded import Loaded, Way
from ganstudio.engine.store import Store
from ganstudio.engine.turns import Turns
from ganstudio.errors import Cancelled
from ganstudio.image.pixels import Pixels
from tests.engine import small

PATIENCE = 60
"""Seconds after which a test has failed."""
LARGE = small.picture(150, 201)
SMALL = small.picture(40, 50)


class Tiles:
    """Every tile of a job that has a name is noted, and waits while its name is in `held`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self.changed = threading.Condition()
        self.held: set[str] = set()
        self.names: dict[Job, str] = {}
        call = Loaded.__call__

        def run(network: Loaded, x: Tensor, job: Job) -> Tensor:
            with self.changed:
                self.made.append(self.names[job])
                self.changed.notify_all()
                assert self.changed.wait_for(lambda: self.names[job] not in self.held, PATIENCE)
            return call(network, x, job)

        monkeypatch.setattr(Loaded, "__call__", run)
        monkeypatch.setattr(picture, "side", lambda _network: 64)

    def job(self, name: str) -> Job:
        job = Job()
        self.names[job] = name
        return job

    def hold(self, name: str) -> None:
        with self.changed:
            self.held.add(name)

    def release(self, name: str) -> None:
        with self.changed:
            self.held.remove(name)
            self.changed.notify_all()

    def wait_for(self, name: str, times: int = 1) -> None:
        """Until so many tiles of this name have been begun."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.made.count(name) >= times, PATIENCE)


@pytest.fixture
def tiles(monkeypatch: pytest.MonkeyPatch) -> Tiles:
    return Tiles(monkeypatch)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def queued(turns: Turns, count: int) -> None:
    """Until so many wait."""
    end = time.monotonic() + PATIENCE
    while len(turns._waiting) != count:
        assert time.monotonic() < end
        time.sleep(0.005)


def runs(names: list[str]) -> list[str]:
    """Without repetitions."""
    return [name for index, name in enumerate(names) if index == 0 or names[index - 1] != name]


class Work:
    """Starts pictures on an engine in threads."""

    def __init__(self, engine: Engine, tiles: Tiles, threads: ThreadPoolExecutor) -> None:
        self._engine, self._tiles, self._threads = engine, tiles, threads

    def start(self, name: str, pixels: Pixels, **how: Any) -> tuple[Job, Future[Pixels]]:
        job = self._tiles.job(name)
        return job, self._threads.submit(self._engine.run, "residual", pixels, job, **how)

    def queue(self, name: str, pixels: Pixels, **how: Any) -> tuple[Job, Future[Pixels]]:
        """Start it, and wait until it waits."""
        waiting = len(self._engine._turns._waiting)
        started = self.start(name, pixels, **how)
        queued(self._engine._turns, waiting + 1)
        return started


@pytest.fixture
def work(engine: Engine, tiles: Tiles, threads: ThreadPoolExecutor) -> Work:
    return Work(engine, tiles, threads)


def test_one_by_hand_comes_first_between_two_tiles(work: Work, tiles: Tiles) -> None:
    expected = work.start("alone", LARGE)[1].result()
    count = len(tiles.made)
    assert count > 4, "it was not cut"
    tiles.made.clear()

    tiles.hold("batch")
    _job, batch = work.start("batch", LARGE, background=True)
    tiles.wait_for("batch")
    _job, hand = work.queue("hand", SMALL)
    tiles.release("batch")
    assert small.apart(hand.result(PATIENCE), work.start("again", SMALL)[1].result()) == 0
    assert np.array_equal(batch.result(PATIENCE), expected), "bit for bit"
    assert tiles.made[:2] == ["batch", "hand"]
    assert tiles.made.count("batch") == count, "no tile was made twice"


def test_those_in_the_background_keep_their_order(work: Work, tiles: Tiles) -> None:
    tiles.hold("first")
    _job, first = work.start("first", LARGE[:64], background=True)  # one strip
    tiles.wait_for("first")
    second = work.queue("second", SMALL, background=True)[1]
    third = work.queue("third", SMALL, background=True)[1]
    hand = work.queue("hand", SMALL)[1]
    tiles.release("first")
    for each in (first, second, third, hand):
        each.result(PATIENCE)
    assert runs(tiles.made) == ["first", "hand", "first", "second", "third"]


def test_those_by_hand_keep_their_order_and_give_way_to_none(work: Work, tiles: Tiles) -> None:
    tiles.hold("first")
    _job, first = work.start("first", LARGE[:64])
    tiles.wait_for("first")
    batch = work.queue("batch", SMALL, background=True)[1]
    second = work.queue("second", SMALL)[1]
    third = work.queue("third", SMALL)[1]
    tiles.release("first")
    for each in (first, second, third, batch):
        each.result(PATIENCE)
    assert runs(tiles.made) == ["first", "second", "third", "batch"]


@pytest.mark.parametrize("background", [False, True])
def test_cancel_while_waiting(work: Work, tiles: Tiles, background: bool) -> None:
    tiles.hold("first")
    _job, first = work.start("first", SMALL)
    tiles.wait_for("first")
    job, second = work.queue("second", SMALL, background=background)
    job.cancel()
    with pytest.raises(Cancelled):
        second.result(PATIENCE)
    assert not first.done(), "it still has the device"
    tiles.release("first")
    first.result(PATIENCE)
    assert "second" not in tiles.made
    work.start("third", SMALL)[1].result(PATIENCE)


def test_cancel_while_giving_way(work: Work, tiles: Tiles, engine: Engine) -> None:
    """Who is cancelled does not take the device from the one it gave way to."""
    tiles.hold("batch")
    tiles.hold("hand")
    job, batch = work.start("batch", LARGE, background=True)
    tiles.wait_for("batch")
    hand = work.queue("hand", SMALL)[1]
    tiles.release("batch")
    tiles.wait_for("hand")
    queued(engine._turns, 1)
    job.cancel()
    with pytest.raises(Cancelled):
        batch.result(PATIENCE)
    third = work.queue("third", SMALL)[1]
    assert "third" not in tiles.made and not hand.done()
    tiles.release("hand")
    hand.result(PATIENCE)
    third.result(PATIENCE)


def test_one_by_hand_that_is_cancelled_lets_the_background_go_on(work: Work, tiles: Tiles, engine: Engine) -> None:
    expected = work.start("alone", LARGE)[1].result()
    tiles.hold("batch")
    tiles.hold("hand")
    _job, batch = work.start("batch", LARGE, background=True)
    tiles.wait_for("batch")
    job, hand = work.queue("hand", SMALL)
    tiles.release("batch")
    tiles.wait_for("hand")
    queued(engine._turns, 1)
    job.cancel()
    tiles.release("hand")
    with pytest.raises(Cancelled):
        hand.result(PATIENCE)
    assert np.array_equal(batch.result(PATIENCE), expected)


@pytest.mark.parametrize("background", [False, True])
def test_while_a_strip_is_looked_at_the_device_is_free(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, background: bool
) -> None:
    """Also for another network on the strip itself, in the same thread."""
    monkeypatch.setattr(picture, "side", lambda _network: 64)
    expected = engine.run("residual", LARGE, Job())
    rows = []
    for strip in engine.strips("residual", LARGE, Job(), background=background):
        assert engine.run("srgan", SMALL, Job()).shape == (160, 200, 3)
        rows.append(strip.pixels)
    assert len(rows) > 1 and np.array_equal(np.concatenate(rows), expected)


def test_an_abandoned_picture_holds_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "side", lambda _network: 64)
    strips = engine.strips("residual", LARGE, Job(), background=True)
    next(strips)
    strips.close()
    assert not engine._turns._holder and not engine._turns._waiting
    engine.run("residual", SMALL, Job())


def test_interruptions_load_no_model_twice(work: Work, tiles: Tiles, engine: Engine) -> None:
    loads: list[str] = []
    load = engine.store.load

    def count(info: Any) -> Any:
        loads.append(info.name)
        return load(info)

    engine.store.load = count  # type: ignore[method-assign]
    tiles.hold("batch")
    _job, batch = work.start("batch", LARGE, background=True)
    tiles.wait_for("batch")
    hand = work.queue("hand", SMALL)[1]
    tiles.release("batch")
    hand.result(PATIENCE)
    batch.result(PATIENCE)
    engine.run("srgan", SMALL, tiles.job("other"))
    engine.run("residual", SMALL, tiles.job("third"))
    assert loads == ["residual", "srgan"]


@pytest.mark.skipif(not fused.available(), reason="there is one way only without oneDNN")
def test_a_picture_is_made_in_one_way_whatever_others_find_out(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nonsense in a tile of another job makes all go on in plain float32: also what is half done, from its top."""
    engine = Engine(Store([models]), "cpu", "float32")
    monkeypatch.setattr(picture, "side", lambda _network: 64)
    strips = engine.strips("residual", LARGE, Job(), background=True)
    assert next(strips).y == 0
    (network,) = engine._loaded.values()
    assert network.way == Way("float32", fused=True)
    network.fall_back(Job())
    rest = list(strips)
    assert rest[0].y == 0 and network.way == Way("float32")
    assert np.array_equal(np.concatenate([strip.pixels for strip in rest]), engine.run("residual", LARGE, Job()))


def test_turns_can_be_taken_by_many_threads() -> None:
    """Nobody is forgotten, and never two have it."""
    turns, inside, seen = Turns(), threading.Lock(), []

    def use(number: int) -> None:
        turn = turns.turn(Job(), background=bool(number % 3))
        for _piece in range(20):
            with turn:
                for _tile in range(3):
                    turn.give_way()
                    assert inside.acquire(blocking=False)
                    seen.append(number)
                    inside.release()

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(use, number) for number in range(8)]:
            done.result(PATIENCE)
    assert len(seen) == 8 * 20 * 3
