"""A batch on a cluster, whose workers die, come late, or never were there."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from ganstudio.batch import cluster
from ganstudio.batch.batch import Batch
from ganstudio.batch.item import State
from ganstudio.cli import main
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.image.edit import Edit
from ganstudio.tools.workflow import Workflow
from tests.batch.clusters import PATIENCE, Cluster, Running, far, finished, photos, until
from tests.batch.rooms import found, picture, plan, read, states

__all__ = ["far"]
pytest.importorskip("distributed")
GATED = Workflow("gated", (Edit("gate"),))


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "retired"])
def test_a_dying_workers_photos_are_done_by_others(far: Cluster, tmp_path: Path, death: signal.Signals) -> None:
    folder = photos(tmp_path / "in" / "a", 12)
    (folder / "broken.png").write_bytes(b"no photo")
    processes = [far.worker() for _index in range(2)]
    out, journal = tmp_path / "out", tmp_path / "journal"
    batch = found(plan(tmp_path / "in", output=out, workflow=GATED, recursive=True), journal)
    with Running(batch, far.address) as running:
        until(lambda: set(far.begun()) == set(processes))
        victim, other = processes
        os.kill(victim, death)
        far.open()
        running.end()
    assert running.error is None
    assert states(batch) == {f"{index}.png": State.DONE for index in range(12)} | {"broken.png": State.FAILED}
    if death == signal.SIGKILL:  # who retires may bring its photo to an end
        begun = far.begun()
        assert set(begun[victim]) <= set(begun[other])
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
    assert took < PATIENCE / 2, "nobody waited for the photo at work"
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
    with pytest.raises(GanstudioError, match=r'pip install "ganstudio\[cluster\]"'):
        cluster.run(batch, "tcp://x:8786", Store(), Job(), lambda _item: None, lambda _text: None)


def test_on_the_command_line(far: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = photos(tmp_path / "in", 3), tmp_path / "out"
    (folder / "broken.png").write_bytes(b"no photo")
    far.worker()
    words = ("batch", folder, "-o", out, "--steps", "flip", "--cluster", far.address)
    assert main([str(word) for word in words]) == 2, "one is broken"
    said = capsys.readouterr()
    assert f"{folder / '0.png'} → {out / '0_flip.png'} (8 × 6)" in said.out
    assert said.out.splitlines()[-1] == "4 photos: 3 done, 1 failed."
    assert said.err.startswith(f"{folder / 'broken.png'}: broken.png is not a picture")
    assert len(said.err.splitlines()) == 1, "nothing of the cluster's own chatter"
