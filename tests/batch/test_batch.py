"""A batch at work: results, failures, what exists, pauses, cancel, disk full, memory."""

from __future__ import annotations

import os
import threading
import time
from errno import ENOSPC
from pathlib import Path

import numpy as np
import pytest

from ganstudio.batch import line, work
from ganstudio.batch.batch import Batch, stopped
from ganstudio.batch.item import Item, State
from ganstudio.batch.journal import Journal
from ganstudio.batch.plan import Plan
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, DiskFull, FileError, GanstudioError, ModelError
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.tools.workflow import Workflow
from tests.batch.rooms import FLIP, GATED, Gate, Running, bomb, found, picture, plan, read, run, states

DONE, FAILED, SKIPPED, WAITING = State.DONE, State.FAILED, State.SKIPPED, State.WAITING


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Six photos."""
    for index in range(6):
        picture(tmp_path / "in" / f"{index}.png", index)
    return tmp_path / "in"


def files(folder: Path) -> list[str]:
    """What is in `folder` and below."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_results_are_in_their_files(photos: Path, tmp_path: Path) -> None:
    picture(photos / "sub" / "x.jpg", size=(20, 10))
    told: list[Item] = []
    batch = found(plan(photos, output=tmp_path / "out", recursive=True), tmp_path / "j")
    run(batch, told.append)
    assert files(tmp_path / "out") == [*(f"{index}.png" for index in range(6)), "sub/x.jpg"]
    assert np.array_equal(read(tmp_path / "out" / "3.png"), read(photos / "3.png")[:, ::-1])
    last = batch.items[-1]
    assert (last.state, last.size, last.target) == (DONE, (20, 10), tmp_path / "out" / "sub" / "x.jpg")
    assert last.seconds > 0
    assert batch.finished
    assert sorted(each.state for each in told) == [*[DONE] * 7, *[State.WORKING] * 7]
    assert not (tmp_path / "j.lock").exists()


def test_a_bad_file_is_recorded_and_the_rest_goes_on(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "empty.png").write_bytes(b"")
    (photos / "cut.png").write_bytes((photos / "1.png").read_bytes()[:60])
    (photos / "text.jpg").write_text("no photo")
    (photos / "gone.png").symlink_to("absent")
    (photos / "blocked").mkdir()
    picture(photos / "blocked" / "x.png")
    bomb(photos / "bomb.png")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "blocked").write_text("a file where a folder would be")
    (tmp_path / "out" / "2.png").mkdir()
    batch = run(found(plan(photos, output=tmp_path / "out", recursive=True, existing="replace"), tmp_path / "j"))
    reasons = {item.source.name: item.reason for item in batch.items if item.state is FAILED}
    expected = {
        "empty.png": "is empty",
        "cut.png": "damaged",
        "text.jpg": "not a picture",
        "gone.png": "does not exist",
        "x.png": "cannot be made",
        "bomb.png": "too large",
        "2.png": "folder",
    }
    assert reasons.keys() == expected.keys()
    for name, words in expected.items():
        assert words in reasons[name]
    assert batch.finished and list(states(batch).values()).count(DONE) == 5


def test_a_bug_in_a_tool_costs_one_photo(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    edit = work.edit

    def wrong(photo: Photo, *rest: object) -> Photo:
        if photo.path and photo.path.name == "2.png":
            raise RuntimeError("what nobody thought of")
        if photo.path and photo.path.name == "3.png":
            raise MemoryError
        return edit(photo, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "edit", wrong)
    batch = run(found(plan(photos, output=tmp_path / "out"), tmp_path / "j"))
    reasons = {item.source.name: item.reason for item in batch.items if item.state is FAILED}
    assert reasons.keys() == {"2.png", "3.png"}
    assert "what nobody thought of" in reasons["2.png"] and "memory" in reasons["3.png"]
    assert "Traceback" in (home / "data" / "ganstudio.log").read_text()


def test_a_photo_that_a_step_cannot_do_fails_before_it_is_read(photos: Path, tmp_path: Path) -> None:
    far = Workflow("far", (Edit("upscale", {"size_mode": "width", "size": 99_000}),))
    batch = run(found(plan(photos, output=tmp_path / "out", workflow=far), tmp_path / "j"))
    assert all("99000 pixels" in item.reason for item in batch.items)
    small = Workflow("small", (Edit("upscale", {"size_mode": "width", "size": 128, "strength": 0.0}),))
    webp = plan(picture(tmp_path / "long.png", size=(128, 8000)), output=tmp_path / "out", workflow=small)
    wide = Plan(webp.inputs, webp.output, Workflow("x3", (Edit("upscale", {"scale": 3.0}),)), webp.options)
    from dataclasses import replace

    options = replace(wide.options, format="webp")
    batch = run(found(replace(wide, options=options), tmp_path / "j2"))
    assert "16383" in batch.items[0].reason


def test_sources_are_never_overwritten(photos: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    for existing in ("replace", "number", "skip"):
        for output in (None, photos):
            run(
                found(
                    plan(photos / "1.png", photos, output=output, existing=existing),
                    tmp_path / f"{existing}{output is None}",
                )
            )
    assert {name: (photos / name).read_bytes() for name in before} == before
    assert "1-2.png" in files(photos)


@pytest.mark.parametrize(
    ("existing", "state", "written"),
    [("skip", SKIPPED, []), ("replace", DONE, ["1.png"]), ("number", DONE, ["1-2.png"])],
)
def test_results_that_exist(photos: Path, tmp_path: Path, existing: str, state: State, written: list[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "1.png").write_bytes(b"there")
    batch = run(found(plan(photos / "1.png", output=out, existing=existing), tmp_path / "j"))
    (item,) = batch.items
    assert item.state is state
    assert [name for name in files(out) if (out / name).read_bytes() != b"there"] == written
    assert [item.target.name] == (written or ["1.png"])
    assert ("exists already" in item.reason) == (state is SKIPPED)


def test_a_journal_that_exists_is_gone_on_with(photos: Path, tmp_path: Path) -> None:
    made = plan(photos, output=tmp_path / "out")
    batch = run(found(made, tmp_path / "j"))
    picture(photos / "new.png")
    for again in (Batch(made, tmp_path / "j"), Batch(None, tmp_path / "j")):
        again.find(Job())
        assert again.items == batch.items, "what came later does not belong to it"
        assert again.plan == made
    with pytest.raises(GanstudioError, match="other photos or settings"):
        Batch(plan(photos, output=tmp_path / "elsewhere"), tmp_path / "j")
    with pytest.raises(GanstudioError, match="no journal"):
        Batch(None, tmp_path / "absent")
    assert stopped(tmp_path / "j") is None and stopped(tmp_path / "absent") is None


def test_failed_photos_are_tried_again(photos: Path, tmp_path: Path) -> None:
    good = (photos / "2.png").read_bytes()
    (photos / "2.png").write_bytes(b"")
    batch = run(found(plan(photos, output=tmp_path / "out"), tmp_path / "j"))
    assert states(batch)["2.png"] is FAILED
    (photos / "2.png").write_bytes(good)
    run(batch)
    assert states(batch)["2.png"] is FAILED, "only when asked"
    batch.retry(batch.items)
    assert states(batch)["2.png"] is WAITING and not batch.finished
    again = stopped(tmp_path / "j")
    assert again and again.items == batch.items
    run(batch)
    assert set(states(batch).values()) == {DONE}
    assert len(files(tmp_path / "out")) == 6


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


def test_progress_tells_photos_speed_and_time(photos: Path, tmp_path: Path, gate: Gate) -> None:
    said: list[tuple[float, str]] = []
    gate.open.set()
    batch = found(plan(photos, output=tmp_path / "out", workflow=GATED), tmp_path / "j")
    batch.run(Engine(Store()), Job(lambda *news: said.append(news)), lambda _item: None, lambda _said: None)
    assert said[-1] == (1.0, "6 of 6")
    shares = [share for share, _text in said]
    assert shares == sorted(shares)


def test_pace() -> None:
    from ganstudio.batch import pace

    class Clock:
        settled, share = 100, 0.25

        class record:
            items = range(300)

    measured = pace.Pace(Clock)  # type: ignore[arg-type]
    measured._seconds = 60
    Clock.settled, Clock.share = 150, 0.5
    assert measured.text(0.5) == "150 of 300  ·  50 photos a minute  ·  2 minutes left"
    Clock.settled = 220
    assert measured.text(0.5).startswith("220 of 300  ·  2 photos a second")


def test_models_of_the_start_count(photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ganstudio.tools import workflow

    plain = Workflow("w", (Edit("upscale", {"scale": 1.0, "strength": 0.0}),))
    batch = run(found(plan(photos, output=tmp_path / "out", workflow=plain), tmp_path / "j"))
    run(batch)
    monkeypatch.setattr(workflow, "models", lambda *_asked: {"upscale-x2-faithful": "other weights"})
    with pytest.raises(ModelError, match="upscale-x2-faithful is not the one this batch began with"):
        run(batch)


def test_a_workflow_that_cannot_be_done_is_told_before_the_work(photos: Path, tmp_path: Path) -> None:
    for steps in (Edit("unheard-of"), Edit("upscale", {"scale": 99}), Edit("upscale", {"model": "absent"})):
        output = tmp_path / steps.tool
        with pytest.raises(GanstudioError, match="Step 1"):
            run(found(plan(photos, output=output, workflow=Workflow("w", (steps,))), tmp_path / f"{steps.params}"))
        assert not output.exists()


def test_without_steps_photos_are_written_anew(photos: Path, tmp_path: Path) -> None:
    only = Workflow("convert")
    batch = run(found(plan(photos / "1.png", output=tmp_path / "out", workflow=only, format="tiff"), tmp_path / "j"))
    assert files(tmp_path / "out") == ["1.tif"]
    assert np.array_equal(read(batch.items[0].target), read(photos / "1.png"))
    assert FLIP.name == "mirror"
