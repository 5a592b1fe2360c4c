"""What a watcher sees of a run at work, and what it can ask of it."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

import pytest

from ganstudio.errors import Cancelled, FileError, GanstudioError
from tests.trainers.learners import Counter, go
from trainers.attempt import Taken, alone, ended, ending
from trainers.control import Ask, ask, forget, take
from trainers.run import Run
from trainers.status import Phase, Status, read_status, write_status
from trainers.timeline import Keeping
from trainers.watch import begin

WATCHDOG = 60  # seconds
ROOMY = Keeping(every=2, nth=2, disk=1e9)


@pytest.fixture(autouse=True)
def listens_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.watch._LISTEN", 0.0)
    monkeypatch.setattr("trainers.watch._SAY", 0.0)


def until(phase: Phase, folder: Path) -> None:
    end = time.monotonic() + WATCHDOG
    while read_status(folder).phase is not phase:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_says_how_it_goes(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    seen: list[Status] = []
    learner.does[4] = lambda: seen.append(read_status(run.folder))
    go(learner, run, 6)
    assert seen[0].phase is Phase.TRAINING and (seen[0].step, seen[0].steps) == (4, 6)
    assert seen[0].process == os.getpid() and seen[0].device == "cpu" and seen[0].precision == "float32"
    assert seen[0].rate > 0 and seen[0].seconds_left > 0 and seen[0].memory > 1_000_000


def test_the_last_step_is_told_however_quickly_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.watch._SAY", 1e6)
    finished, stopped, learner = tmp_path / "finished", tmp_path / "stopped", Counter()
    go(Counter(), Run(finished), 6)
    assert read_status(finished).step == 6
    learner.does[3] = lambda: ask(stopped, Ask.STOP)
    with pytest.raises(Cancelled), ending(stopped):
        go(learner, Run(stopped), 10)
    status = read_status(stopped)
    assert (status.step, status.phase) == (4, Phase.STOPPED)


def test_stop_saves_and_ends_and_the_run_can_be_gone_on_with(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    learner.does[2] = lambda: ask(run.folder, Ask.STOP)
    with pytest.raises(Cancelled), ending(run.folder):
        go(learner, run, 10)
    assert read_status(run.folder).phase is Phase.STOPPED and take(run.folder) == []
    later = Counter()
    go(later, run, 5)
    assert later.seen == [0, 1, 2, 3, 4]


def test_a_pause_saves_and_waits_for_what_is_asked_next(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    learner.does[2] = lambda: ask(run.folder, Ask.PAUSE)
    kept: list[int] = []

    def watcher() -> None:
        until(Phase.PAUSED, run.folder)
        kept.append(run.load()["step"])  # type: ignore[index]
        ask(run.folder, Ask.SNAPSHOT)
        while not run.model_at(3).exists():
            time.sleep(0.01)
        assert read_status(run.folder).phase is Phase.PAUSED
        ask(run.folder, Ask.RESUME)

    thread = threading.Thread(target=watcher)
    thread.start()
    go(learner, run, 6, keeping=ROOMY)
    thread.join(WATCHDOG)
    assert kept == [3] and learner.seen == list(range(6))
    assert run.checkpoint_at(3).exists()


def test_a_run_that_is_paused_can_be_stopped(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    learner.does[2] = lambda: ask(run.folder, Ask.PAUSE)

    def watcher() -> None:
        until(Phase.PAUSED, run.folder)
        ask(run.folder, Ask.STOP)

    thread = threading.Thread(target=watcher)
    thread.start()
    with pytest.raises(Cancelled):
        go(learner, run, 6)
    thread.join(WATCHDOG)


def test_a_snapshot_is_a_model_to_try_and_a_checkpoint_to_go_on_from(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    learner.does[2] = lambda: ask(run.folder, Ask.SNAPSHOT)
    go(learner, run, 4, keeping=Keeping(every=2, nth=100, disk=1e9))
    assert {point.step: point.checkpoint is not None for point in run.kept()} == {2: False, 3: True, 4: False}


def test_what_was_asked_of_a_process_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    write_status(tmp_path, Status(Phase.PAUSED, process=1))
    ask(tmp_path, Ask.STOP)
    forget(tmp_path, time.time() + 1)
    assert take(tmp_path) == []
    ask(tmp_path, Ask.STOP)
    write_status(tmp_path, Status(Phase.STARTING))
    time.sleep(0.02)
    ask(tmp_path, Ask.SNAPSHOT)  # of the one that is being started
    begin(tmp_path, 8)
    assert take(tmp_path) == [Ask.SNAPSHOT]
    assert read_status(tmp_path).batch == 8


def test_two_processes_never_train_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.attempt._PATIENCE", 0.05)
    write_status(tmp_path, Status(Phase.TRAINING, process=os.getpid()))
    with alone(tmp_path), pytest.raises(Taken, match="another process"), ending(tmp_path), alone(tmp_path):
        pass
    assert read_status(tmp_path).phase is Phase.TRAINING


def test_a_failure_is_written_down_with_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(GanstudioError), ending(tmp_path):
        raise GanstudioError("There is no picture.")
    assert read_status(tmp_path).phase is Phase.FAILED and read_status(tmp_path).sentence == "There is no picture."
    with pytest.raises(ZeroDivisionError), ending(tmp_path):
        print(1 / 0)
    assert "division" in read_status(tmp_path).sentence and "Traceback" in (tmp_path / "log.txt").read_text()


def test_another_process_s_status_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    write_status(tmp_path, Status(Phase.TRAINING, process=1))
    ended(tmp_path, Phase.FAILED, "…")
    assert read_status(tmp_path).phase is Phase.TRAINING


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="Choose another place"), alone(tmp_path / "file" / "run"):
        pass


def test_numbers_come_every_ten_steps_and_with_each_report(tmp_path: Path) -> None:
    run = Run(tmp_path / "run")
    run.open("test", {}, (), ["test"])
    go(Counter(), run, 4)
    lines = [json.loads(line) for line in (run.folder / "stats.jsonl").read_text().splitlines()]
    assert [(line["step"], "seen" in line) for line in lines] == [(2, True), (4, True)]
