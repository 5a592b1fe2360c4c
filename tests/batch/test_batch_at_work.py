"""A batch at work: tried again, paused, cancelled, the disk full, memory bounded."""

from __future__ import annotations

import os
import threading
import time
from errno import ENOSPC
from pathlib import Path

import pytest

from ganstudio.batch import line, work
from ganstudio.batch.batch import Batch, stopped
from ganstudio.batch.item import State
from ganstudio.batch.journal import Journal
from ganstudio.batch.plan import Plan
from ganstudio.errors import Cancelled, DiskFull, FileError, GanstudioError
from ganstudio.image.photo import Photo
from tests.batch.folders import DONE, FAILED, WAITING, files, photos
from tests.batch.rooms import GATED, Gate, Running, found, picture, plan, run, states

__all__ = ["photos"]


def test_a_photo_is_tried_again_while_others_are_at_work(photos: Path, tmp_path: Path, gate: Gate) -> None:
    good = (photos / "0.png").read_bytes()
    (photos / "0.png").write_bytes(b"")
    with Running(found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")) as running:
        running.wait(lambda: states(running.batch)["0.png"] is FAILED)
        (photos / "0.png").write_bytes(good)
        running.batch.retry(running.batch.items)
        gate.open.set()
        running.end()
        assert set(states(running.batch).values()) == {DONE}


def test_pause_and_resume(photos: Path, tmp_path: Path, gate: Gate) -> None:
    with Running(found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")) as running:
        gate.wait()
        running.batch.pause()
        running.wait(lambda: running.told == ["Paused."])
        gate.open.set()
        time.sleep(0.3)
        assert DONE not in states(running.batch).values(), "nothing goes on"
        running.batch.resume()
        running.end()
        assert running.told == ["Paused.", ""]
        assert set(states(running.batch).values()) == {DONE}
        assert gate.begun.count(gate.begun[0]) == 2, "what was at work was done from its beginning"


def test_cancel_and_go_on(photos: Path, tmp_path: Path, gate: Gate) -> None:
    batch = found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")
    with Running(batch) as running:
        gate.wait()
        running.job.cancel()
        running.end()
        assert isinstance(running.error, Cancelled)
        assert set(states(batch).values()) == {WAITING}
        left = stopped(tmp_path / "j")
        assert left and left.items == batch.items
        gate.open.set()
        run(batch)
        assert len(files(tmp_path / "out")) == 6


def test_cancel_while_paused_and_while_a_file_hangs(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, freed = threading.Event(), threading.Event()

    def hang(*_file: object) -> Photo:
        hanging.set()
        freed.wait(30)
        raise FileError("too late to be told")

    monkeypatch.setattr(work, "read", hang)
    batch = found(plan(photos, output=tmp_path / "out"), tmp_path / "j")
    with Running(batch) as running:
        assert hanging.wait(30)
        batch.pause()
        running.job.cancel()
        running.end()
        assert isinstance(running.error, Cancelled)
        freed.set()
        for thread in threading.enumerate():
            if thread.name.startswith("batch"):
                thread.join(30)
        assert set(states(batch).values()) == {WAITING}
        batch.resume()


def test_a_full_disk_pauses_and_the_same_photo_is_tried_again(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, write, read_ = threading.Event(), work.write, work.read
    full.set()
    reads: list[str] = []

    def refuse(result: Photo, job: work.Work, plan: Plan) -> None:
        if full.is_set():
            raise DiskFull("The disk is full.")
        write(result, job, plan)

    def count(job: work.Work, plan: Plan) -> Photo:
        reads.append(job.source.name)
        return read_(job, plan)

    monkeypatch.setattr(work, "write", refuse)
    monkeypatch.setattr(work, "read", count)
    batch = found(plan(photos, output=tmp_path / "out"), tmp_path / "j")
    with Running(batch) as running:
        running.wait(lambda: running.told == ["The disk is full."])
        assert batch.paused == "The disk is full."
        assert not batch.by_hand, "what is at work may be finished"
        assert not {DONE, FAILED} & set(states(batch).values())
        batch.resume()
        running.wait(lambda: running.told.count("The disk is full.") == 2)
        full.clear()
        batch.resume()
        running.end()
        assert set(states(batch).values()) == {DONE}
        assert sorted(reads) == [f"{index}.png" for index in range(6)], "nothing was read twice"


def test_a_full_disk_under_the_journal(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = found(plan(photos, output=tmp_path / "out"), tmp_path / "j")
    fsync, full = os.fsync, threading.Event()
    full.set()

    def refuse(handle: int) -> None:
        if full.is_set() and os.readlink(f"/proc/self/fd/{handle}") == str(tmp_path / "j"):
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        fsync(handle)

    with batch._journal.opened():
        batch._journal.write({"models": {}})
    monkeypatch.setattr(os, "fsync", refuse)
    with Running(batch) as running:
        running.wait(lambda: bool(running.told))
        assert str(tmp_path / "j") in batch.paused
        assert len(Journal(tmp_path / "j").lines()) == 9, "what could not be made sure is not in there"
        full.clear()
        batch.resume()
        running.end()
        assert set(states(batch).values()) == {DONE}
        assert len(Journal(tmp_path / "j").lines()) == 9 + 12


def test_a_journal_that_cannot_be_written_ends_the_batch(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = found(plan(photos, output=tmp_path / "out"), tmp_path / "j")

    def refuse(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileError, match="Input/output error"):
        run(batch)
    assert files(tmp_path) == [*(f"in/{index}.png" for index in range(6)), "j"], "no name without an intent"


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Gate) -> None:
    """40 photos of 96 kB each, that count for twice 128 kB: three fit into 800 kB, whatever waits."""
    for index in range(40):
        picture(tmp_path / "in" / f"{index}.png", index, (160, 200))
    monkeypatch.setattr(line, "BYTES", 800_000)
    read_, write, alive, most = work.read, work.write, set(), []

    def count(job: work.Work, plan: Plan) -> Photo:
        alive.add(job.source)
        most.append(len(alive))
        return read_(job, plan)

    def slow(result: Photo, job: work.Work, plan: Plan) -> None:
        time.sleep(0.002)
        write(result, job, plan)
        alive.discard(job.source)

    monkeypatch.setattr(work, "read", count)
    monkeypatch.setattr(work, "write", slow)
    batch = found(plan(tmp_path / "in", output=tmp_path / "out"), tmp_path / "j")
    run(batch)
    assert max(most) == 3
    assert len(files(tmp_path / "out")) == 40


def test_few_photos_are_at_work_and_a_huge_one_passes(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Gate
) -> None:
    for index in range(20):
        picture(photos / f"more{index}.png", index)
    with Running(found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")) as running:
        running.wait(lambda: list(states(running.batch).values()).count(State.WORKING) == line.SEATS)
        time.sleep(0.2)
        assert list(states(running.batch).values()).count(WAITING) == 26 - line.SEATS
    monkeypatch.setattr(line, "BYTES", 1)  # each is more than fits
    gate.open.set()
    run(running.batch)
    assert len(files(tmp_path / "out")) == 26


def test_two_programs_do_not_work_on_one_batch(photos: Path, tmp_path: Path, gate: Gate) -> None:
    made = plan(photos, output=tmp_path / "out", workflow=GATED)
    with Running(found(made, tmp_path / "j")):
        gate.wait()
        with pytest.raises(GanstudioError, match="Another ganstudio"):
            run(Batch(made, tmp_path / "j"))
