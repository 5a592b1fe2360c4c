"""A batch on a cluster: a scheduler and workers, each a process of its own, as on computers of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.batch import cluster, station
from ganstudio.batch.batch import Batch
from ganstudio.batch.item import State
from ganstudio.batch.journal import Journal
from ganstudio.batch.signs import ordered
from ganstudio.batch.station import Order
from ganstudio.cli import main
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, FileError, GanstudioError
from ganstudio.image.edit import Edit
from ganstudio.tools import TOOLS
from ganstudio.tools.workflow import Workflow
from tests.batch.rooms import FLIP, found, picture, plan, read, states

pytest.importorskip("distributed")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
"""Seconds after which a test that hangs is given up."""
GATED = Workflow("gated", (Edit("gate"),))


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


class Cluster:
    """Processes that end with the test; `place` is where the gate's notes are."""

    def __init__(self, place: Path, processes: ExitStack) -> None:
        self.place, self._processes = place, processes
        place.mkdir()
        file = place / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", f"--scheduler-file={file}", "--port=0", "--no-show")
        until(lambda: file.exists() and file.read_text().endswith("}"))
        self.address = json.loads(file.read_text())["address"]

    def worker(self, nanny: bool = False) -> int:
        """The process of one more worker, or the one that starts it anew when it dies."""
        kind = "--nanny" if nanny else "--no-nanny"
        return self._start("dask_worker", self.address, "--nthreads=1", kind, "--preload=tests.batch.far")

    def _start(self, program: str, *words: str) -> int:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host=127.0.0.1", "--no-dashboard", *words]
        variables = {"PYTHONPATH": str(ROOT), "GANSTUDIO_TEST_GATE": str(self.place)}
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        process = subprocess.Popen(
            command, cwd=self.place, env={**os.environ, **variables, **settings}, stderr=subprocess.DEVNULL
        )
        self._processes.callback(process.wait, PATIENCE)
        self._processes.callback(process.terminate)
        return process.pid

    def begun(self) -> dict[int, list[str]]:
        """Process → the photos it has begun."""
        begun: dict[int, list[str]] = {}
        for path in self.place.glob("* *"):
            process, name = path.name.split(" ", 1)
            begun.setdefault(int(process), []).append(name)
        return begun

    def open(self) -> None:
        (self.place / "open").touch()


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    from tests.batch.far import GATE

    monkeypatch.setattr(cluster, "PATIENCE", PATIENCE)
    monkeypatch.setitem(TOOLS, "gate", GATE)
    with ExitStack() as processes:
        yield Cluster(tmp_path / "cluster", processes)


class Running:
    """A batch on a cluster, in a thread."""

    def __init__(self, batch: Batch, address: str) -> None:
        self.batch, self.job, self.told = batch, Job(), list[str]()
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(address,))
        self._thread.start()

    def _run(self, address: str) -> None:
        try:
            cluster.run(self.batch, address, Store(), self.job, lambda _item: None, self.told.append)
        except (Cancelled, Exception) as error:
            self.error = error

    def end(self) -> None:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.job.cancel()
        self.end()


def photos(folder: Path, count: int) -> Path:
    for index in range(count):
        picture(folder / f"{index}.png", index)
    return folder


def finished(journal: Path) -> Counter[int]:
    """Photo → how many times it came to an end."""
    return Counter(line["photo"] for line in Journal(journal).lines() if line.get("state") in ("done", "failed"))


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "retired"])
def test_a_dying_workers_photos_are_done_by_others(far: Cluster, tmp_path: Path, death: signal.Signals) -> None:
    folder = photos(tmp_path / "in" / "a", 12)
    (folder / "broken.png").write_bytes(b"no photo")
    processes = [far.worker() for _index in range(3)]
    out, journal = tmp_path / "out", tmp_path / "journal"
    batch = found(plan(tmp_path / "in", output=out, workflow=GATED, recursive=True), journal)
    with Running(batch, far.address) as running:
        until(lambda: set(far.begun()) == set(processes))
        victim, *others = processes
        os.kill(victim, death)
        far.open()
        running.end()
    assert running.error is None
    assert states(batch) == {f"{index}.png": State.DONE for index in range(12)} | {"broken.png": State.FAILED}
    if death == signal.SIGKILL:  # who retires may bring its photo to an end
        begun = far.begun()
        assert set(begun[victim]) <= {name for other in others for name in begun[other]}
    for index in range(12):
        assert np.array_equal(read(out / "a" / f"{index}.png"), read(folder / f"{index}.png")[:, ::-1])
    assert set(finished(journal).values()) == {1} and len(finished(journal)) == 13, "each once"
    assert Batch(None, journal).finished
    left = [path.name for path in out.rglob("*") if path.is_file()]
    assert sorted(left) == sorted(f"{index}.png" for index in range(12)), "nothing else is left behind"


def test_a_photo_that_kills_is_not_tried_for_ever(far: Cluster, tmp_path: Path) -> None:
    folder = photos(tmp_path / "in", 2)
    picture(folder / "1 deadly.png")
    far.open()
    far.worker(nanny=True)
    batch = found(plan(folder, output=tmp_path / "out", workflow=GATED), tmp_path / "journal")
    with Running(batch, far.address) as running:
        running.end()
    assert running.error is None
    by_name = {item.source.name: item for item in batch.items}
    assert "died" in by_name.pop("1 deadly.png").reason
    assert {item.state for item in by_name.values()} == {State.DONE}, "whatever was at work beside it"


def test_cancelled_it_goes_on_without_the_cluster(far: Cluster, tmp_path: Path) -> None:
    """Also paused before: what was at work is finished, and no more begun."""
    folder, out = photos(tmp_path / "in", 6), tmp_path / "out"
    far.worker()
    batch = found(plan(folder, output=out, workflow=GATED), tmp_path / "journal")
    with Running(batch, far.address) as running:
        until(far.begun)
        batch.pause()
        until(lambda: running.told)
        began = time.monotonic()
        running.job.cancel()
        running.end()
        took = time.monotonic() - began
    assert isinstance(running.error, Cancelled)
    assert took < PATIENCE / 10, "nobody waited for the photo at work"
    assert set(states(batch).values()) == {State.WAITING}

    batch.resume()
    far.open()
    with Running(batch, far.address) as running:
        running.end()
    assert running.error is None and batch.finished and len(list(out.iterdir())) == 6


def test_a_scheduler_that_dies_is_told(far: Cluster, tmp_path: Path) -> None:
    far.worker()
    batch = found(plan(photos(tmp_path / "in", 3), output=tmp_path / "out", workflow=GATED), tmp_path / "journal")
    with Running(batch, far.address) as running:
        until(far.begun)
        os.kill(far.scheduler, signal.SIGKILL)
        running.end()
    assert "connection to the cluster is lost" in str(running.error)
    assert set(states(batch).values()) == {State.WAITING}


def test_a_worker_that_joins_late_helps_or_is_refused(far: Cluster, tmp_path: Path) -> None:
    folder, out = photos(tmp_path / "in", 6), tmp_path / "out"
    first = far.worker()
    batch = found(plan(folder, output=out, workflow=GATED), tmp_path / "journal")
    with Running(batch, far.address) as running:
        until(far.begun)
        second = far.worker()
        until(lambda: set(far.begun()) == {first, second})
        for sign in out.glob(".ganstudio-*"):
            sign.unlink()  # as if another folder were mounted there
        far.worker()
        running.end()
    assert "The worker tcp://127.0.0.1" in str(running.error)
    assert f"it does not see the folder {out}" in str(running.error)
    assert set(states(batch).values()) == {State.WAITING}


def test_without_a_scheduler_or_a_worker_a_sentence(
    far: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out"), tmp_path / "journal")
    for address, sentence in {
        far.address: f"No worker has joined the cluster; on each computer, start one: dask worker {far.address}",
        "tcp://127.0.0.1:1": "There is no Dask scheduler at tcp://127.0.0.1:1",
        "nonsense://x": "There is no Dask scheduler at nonsense://x",
    }.items():
        with pytest.raises(GanstudioError) as refusal:
            cluster.run(batch, address, Store(), Job(), lambda _item: None, lambda _text: None)
        assert sentence in str(refusal.value)


def test_without_dask_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out"), tmp_path / "journal")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GanstudioError, match=r"pip install 'ganstudio\[cluster\]'"):
        cluster.run(batch, "tcp://x:8786", Store(), Job(), lambda _item: None, lambda _text: None)


@pytest.fixture
def order(tmp_path: Path) -> Iterator[Order]:
    folders = [photos(tmp_path / name, 2) for name in ("one", "two")]
    batch = found(plan(*folders, output=tmp_path / "out", workflow=FLIP), tmp_path / "journal")
    with ordered(batch, "stop") as order:
        yield order


def test_a_worker_with_all_it_needs(order: Order) -> None:
    assert station.lacks(order) == ""
    assert len(order.signs) == 3, "two folders of photos, one of results"


def test_the_models_of_the_start_are_asked_for(tmp_path: Path) -> None:
    upscale = Workflow("larger", (Edit("upscale"),))
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out", workflow=upscale), tmp_path / "journal")
    with batch.at_work(Store(), lambda _item: None), ordered(batch, "stop") as order:
        name = next(iter(order.models))
        assert station.lacks(order) == ""
        assert f"its model {name} is" in station.lacks(replace(order, models={name: "other"}))


def test_what_a_worker_may_lack(order: Order, tmp_path: Path) -> None:
    assert station.lacks(replace(order, version="0.0")).endswith("not 0.0")
    assert station.lacks(replace(order, models={"nix": "1"})) == "its model nix is not the same as here"
    unknown = replace(order.plan, workflow=Workflow("new", (Edit("nix"),)))
    assert "no tool called nix" in station.lacks(replace(order, plan=unknown))
    closed = replace(order, results=(tmp_path / "journal",))
    assert station.lacks(closed) == f"it cannot write into the folder {tmp_path / 'journal'}"
    picture(tmp_path / "two" / "0.png", 99)
    assert station.lacks(order) == f"it does not see the folder {tmp_path / 'two'}", "another one of that name"


def test_signs_are_taken_down(tmp_path: Path) -> None:
    folder = photos(tmp_path / "in", 1)
    batch = found(plan(folder, output=None, pattern="{name}_{tool}"), tmp_path / "journal")
    with ordered(batch, "stop") as order:
        assert len(list(folder.iterdir())) == 2 and order.results == (folder,)
    assert len(list(folder.iterdir())) == 1


def test_results_that_cannot_be_written_at_all(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    batch = found(plan(photos(tmp_path / "in", 1), output=tmp_path / "out" / "x"), tmp_path / "journal")
    with pytest.raises(FileError, match="out/x cannot be written"), ordered(batch, "stop"):
        pass


def test_on_the_command_line(far: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = photos(tmp_path / "in", 3), tmp_path / "out"
    (folder / "broken.png").write_bytes(b"no photo")
    for _index in range(2):
        far.worker()
    words = ("batch", folder, "-o", out, "--steps", "flip", "--cluster", far.address)
    assert main([str(word) for word in words]) == 2, "one is broken"
    said = capsys.readouterr()
    assert f"{folder / '0.png'} → {out / '0_flip.png'} (8 × 6)" in said.out
    assert said.out.splitlines()[-1] == "4 photos: 3 done, 1 failed."
    assert said.err.startswith(f"{folder / 'broken.png'}: broken.png is not a picture")
    assert len(said.err.splitlines()) == 1, "nothing of the cluster's own chatter"
