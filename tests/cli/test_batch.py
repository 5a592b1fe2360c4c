"""`ganstudio batch`: what it does, refuses and tells."""

from __future__ import annotations

import csv
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ganstudio.batch import work
from ganstudio.batch.plan import Plan
from ganstudio.cli import batch as command_batch
from ganstudio.cli.batch import JOURNAL
from ganstudio.engine.job import Job
from ganstudio.errors import DiskFull
from ganstudio.image.photo import Photo
from ganstudio.tools import workflow
from ganstudio.tools.tool import Tool
from ganstudio.tools.workflow import Workflow
from tests.batch.rooms import picture, read
from tests.cli.conftest import Command

FLIP = ("--steps", "flip")
PATIENCE = 60
"""Seconds: a watchdog."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos, one in a subfolder, and a broken one."""
    for index, name in enumerate(("a.png", "b.jpg", "sub/c.png")):
        picture(tmp_path / "in" / name, index)
    (tmp_path / "in" / "broken.png").write_bytes(b"no picture")
    return tmp_path / "in"


def names(folder: Path) -> list[str]:
    """The files in `folder` and below, without the journal."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.name != JOURNAL)


def test_a_folder(command: Command, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = command("batch", folder, "-o", out, *FLIP, "--recursive", "--report", tmp_path / "r.csv")
    assert said.code == 2, "one is broken"
    assert sorted(said.out.splitlines()[:-1]) == [
        f"{folder / 'a.png'} → {out / 'a_flip.png'} (8 × 6)",
        f"{folder / 'b.jpg'} → {out / 'b_flip.jpg'} (8 × 6)",
        f"{folder / 'sub/c.png'} → {out / 'sub/c_flip.png'} (8 × 6)",
    ]
    assert said.out.splitlines()[-1] == "4 photos: 3 done, 1 failed."
    assert said.err.startswith(f"{folder / 'broken.png'}: broken.png is not a picture")
    assert len(said.err.splitlines()) == 1
    assert names(out) == ["a_flip.png", "b_flip.jpg", "sub/c_flip.png"]
    assert np.array_equal(read(out / "a_flip.png"), read(folder / "a.png")[:, ::-1])
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[2] for row in csv.reader(file)] == ["state", "done", "done", "failed", "done"]


def test_all_well_is_0(command: Command, folder: Path, tmp_path: Path) -> None:
    said = command("batch", folder / "a.png", folder / "b.jpg", "-o", tmp_path / "out", *FLIP)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "2 photos: 2 done."


def test_options(command: Command, folder: Path, tmp_path: Path) -> None:
    words = ["--pattern", "{number}-{name}-{scale}", "--format", "webp", "--quality", "50"]
    said = command("batch", folder / "a.png", "-o", tmp_path / "out", "--steps", "resize", *words)
    assert said.code == 0, said.err
    assert names(tmp_path / "out") == ["1-a-x0.5.webp"]
    said = command("batch", folder / "a.png", "-o", tmp_path / "out", "--steps", "resize", *words, "--existing", "skip")
    assert said.code == 0
    assert said.out.splitlines() == [
        f"{folder / 'a.png'}: {tmp_path / 'out' / '1-a-x0.5.webp'} exists already.",
        "1 photo: 0 done, 1 skipped.",
    ]


def test_beside_the_photos(command: Command, folder: Path) -> None:
    assert command("batch", folder, "--steps", "flip; rotate").code == 2
    assert "a_flip-rotate.png" in names(folder)
    assert (folder / JOURNAL).exists()


def test_a_workflow_file(command: Command, folder: Path, tmp_path: Path) -> None:
    from ganstudio.image.edit import Edit

    workflow.save(Workflow("mirror", (Edit("flip", {"direction": "vertical"}),)), tmp_path / "w.json")
    said = command("batch", folder / "a.png", "-o", tmp_path / "out", "--steps", tmp_path / "w.json")
    assert said.code == 0
    assert np.array_equal(read(tmp_path / "out" / "a_flip.png"), read(folder / "a.png")[::-1])
    (tmp_path / "bad.json").write_text("{}")
    said = command("batch", folder, "-o", tmp_path / "bad", "--steps", tmp_path / "bad.json")
    assert said.code == 2 and "bad.json" in said.err
    info = '{"tool": "upscale", "params": {"scale": 1.0, "strength": 0.0}, "model": "upscale-x2-sharp", "sha256": "0"}'
    (tmp_path / "other.json").write_text(
        f'{{"ganstudio": "workflow", "version": 1, "name": "n", "steps": [{info}]}}', encoding="utf-8"
    )
    said = command("batch", folder / "a.png", "-o", tmp_path / "out", "--steps", tmp_path / "other.json")
    assert said.code == 0
    assert "upscale-x2-sharp is another one" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "which photos"),
        (["IN"], "--steps"),
        (["IN", "--steps", "unheard-of"], "unheard-of"),
        (["IN", "--steps", "upscale scale=99"], "Factor"),
        (["IN", "--steps", "upscale model=absent"], "absent"),
        (["IN", *FLIP, "--pattern", "{x}"], "{x}"),
        (["IN", *FLIP, "--existing", "x"], "invalid choice"),
        (["IN", *FLIP, "--device", "warp"], "warp"),
        (["IN/sub/none", *FLIP], "does not exist"),
        (["--resume"], "-o"),
        (["--resume", "-o", "OUT"], "no journal"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_made(
    command: Command, folder: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    words = [word.replace("IN", str(folder)).replace("OUT", str(tmp_path / "out")) for word in words]
    said = command("batch", *words)
    assert said.code == 2
    assert told in said.err
    assert names(folder) == ["a.png", "b.jpg", "broken.png", "sub/c.png"]


def test_a_folder_without_photos(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = command("batch", tmp_path / "empty", "-o", tmp_path / "out", *FLIP)
    assert said.code == 2 and "no photo" in said.err
    assert not (tmp_path / "out").exists()


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Ctrl+C when the second photo is read; calling it lets the next run go on."""
    read_, cancel, reads, told = work.read, Job.cancel, list[Path](), threading.Event()

    def interrupt(job: work.Work, plan: Plan) -> Photo:
        reads.append(job.source)
        if len(reads) == 2:
            signal.raise_signal(signal.SIGINT)
            assert told.wait(PATIENCE)
        return read_(job, plan)

    def cancelled(job: Job) -> None:
        cancel(job)
        told.set()

    monkeypatch.setattr(Job, "cancel", cancelled)
    monkeypatch.setattr(work, "read", interrupt)
    return lambda: monkeypatch.setattr(work, "read", read_)


def test_a_place_where_nothing_can_be(command: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = command("batch", folder, "-o", tmp_path / "file", *FLIP)
    assert said.code == 2 and str(tmp_path / "file") in said.err
    (tmp_path / "out" / JOURNAL).mkdir(parents=True)
    said = command("batch", folder, "-o", tmp_path / "out", *FLIP)
    assert said.code == 2 and JOURNAL in said.err


def test_stopped_and_resumed(command: Command, folder: Path, tmp_path: Path, stopping: Callable[[], None]) -> None:
    for index in range(20):
        picture(folder / f"more{index}.png", index)
    words = ["batch", folder, "-o", tmp_path / "out", *FLIP]
    said = command(*words, "--report", tmp_path / "r.csv")
    assert said.code == 130
    assert "--resume goes on" in said.err
    assert (tmp_path / "r.csv").exists()
    stopping()

    refused = command(*words)
    assert refused.code == 2
    assert "--resume" in refused.err and JOURNAL in refused.err
    other = command("batch", folder, "-o", tmp_path / "out", "--steps", "rotate", "--resume")
    assert other.code == 2 and "other photos or settings" in other.err

    done = command("batch", "--resume", "-o", tmp_path / "out")
    assert done.code == 2, "one is broken"
    assert done.out.splitlines()[-1] == "23 photos: 22 done, 1 failed."
    assert len(names(tmp_path / "out")) == 22
    again = command(*words, "--resume")
    assert again.out == "23 photos: 22 done, 1 failed.\n", "nothing is left to do"

    picture(folder / "broken.png")
    retried = command(*words, "--resume", "--retry")
    assert retried.code == 0
    assert len(retried.out.splitlines()) == 2
    assert len(names(tmp_path / "out")) == 23


def test_resume_begins_what_has_not_begun(command: Command, folder: Path, tmp_path: Path) -> None:
    assert command("batch", folder / "a.png", "-o", tmp_path / "out", *FLIP, "--resume").code == 0


def test_a_finished_batch_is_no_obstacle(command: Command, folder: Path, tmp_path: Path) -> None:
    words = ["batch", folder / "a.png", "-o", tmp_path / "out", *FLIP]
    assert command(*words).code == command(*words).code == 0
    assert names(tmp_path / "out") == ["a_flip-2.png", "a_flip.png"]


def test_a_full_disk(command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, times = work.write, list[Path]()

    def refuse(result: Photo, job: work.Work, plan: Plan) -> None:
        times.append(job.source)
        if len(times) < 3:
            raise DiskFull("The disk is full.")
        write(result, job, plan)

    monkeypatch.setattr(work, "write", refuse)
    words = ["batch", folder / "a.png", "-o", tmp_path / "out", *FLIP]
    said = command(*words)
    assert said.code == 2, "nobody is there to make room"
    assert said.err.splitlines() == ["The batch was stopped at 0 of 1 photos; --resume goes on.", "The disk is full."]

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(command_batch, "_AGAIN", 0.05)
    said = command(*words, "--resume")
    assert said.code == 0
    assert "The disk is full. Trying again every" in said.err
    assert names(tmp_path / "out") == ["a_flip.png"]


def test_on_a_terminal_a_bar_tells_how_far_it_is(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_ = work.read

    def slow(job: work.Work, plan: Plan) -> Photo:
        time.sleep(0.4)  # longer than the bar waits between two looks
        return read_(job, plan)

    monkeypatch.setattr(work, "read", slow)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said = command("batch", folder / "a.png", folder / "b.jpg", "-o", tmp_path / "out", *FLIP)
    assert said.code == 0
    assert "Batch" in said.err and "| 0 of 2" in said.err
    assert len(said.out.strip().splitlines()) == 3


def test_names_with_line_ends_are_one_line(command: Command, tmp_path: Path) -> None:
    picture(tmp_path / "in" / "two\nlines.png")
    said = command("batch", tmp_path / "in", "-o", tmp_path / "out", *FLIP)
    assert len(said.out.splitlines()) == 2


def test_a_tool_of_its_own(command: Command, folder: Path, tmp_path: Path, copy_tool: Tool) -> None:
    """Every tool joins by its declaration alone."""
    said = command("batch", folder / "a.png", "-o", tmp_path / "out", "--steps", "copy times=2 mirror=yes")
    assert said.code == 0, said.err
    assert read(tmp_path / "out" / "a_copy.png").shape == (12, 16, 3)
