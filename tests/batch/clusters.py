"""A scheduler and workers, each a process of its own, as on computers of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ganstudio.batch import cluster
from ganstudio.batch.batch import Batch
from ganstudio.batch.journal import Journal
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled
from ganstudio.tools import TOOLS
from tests.batch.rooms import picture

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
"""Seconds after which a test that hangs is given up."""


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
