"""`ganstudio runs`: trainings from a terminal."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio import paths
from ganstudio.cli.follow import News, words
from ganstudio.engine.store import Store, save_model
from ganstudio.networks import ARCHITECTURES
from tests.cli.conftest import Command
from trainers import launch
from trainers.control import Ask, take
from trainers.doctor.diagnosis import Diagnosis, Illness, Remedy
from trainers.run import Run
from trainers.status import Phase, Status, write_status

CONFIG = {"scale": 2, "channels": 8, "blocks": 1}


def made(path: Path, seed: int, task: str = "upscale") -> None:
    torch.manual_seed(seed)
    header = {"name": "m", "title": "M", "task": task, "architecture": "residual", "config": CONFIG, "card": {}}
    save_model(path, ARCHITECTURES["residual"].build(**CONFIG).half().state_dict(), header)


def run_called(name: str, seed: int = 1, task: str = "upscale") -> Run:
    run = Run(paths.runs_folder() / name)
    run.open("upscale", {"title": f"Title of {name}"}, (Path("photos"),), ["ganstudio", "train"])
    (run.folder / "models").mkdir()
    made(run.folder / "models" / "0000010.safetensors", seed, task)
    run.stats(10, {"psnr": 30 + seed})
    write_status(run.folder, Status(Phase.STOPPED, step=10, steps=40))
    return run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("GANSTUDIO_HOME", str(tmp_path / "home"))
    return run_called("houses")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The runs that were started, without a process."""
    found: list[Path] = []
    monkeypatch.setattr(launch, "start", lambda run: found.append(run.folder))
    yield found


def test_runs_are_listed(command: Command, run: Run) -> None:
    said = command("runs")
    assert said.code == 0
    assert [line.split() for line in said.out.splitlines()][1] == [
        *["houses", "upscale", "stopped", "10", "/", "40", "Title", "of", "houses"]
    ]


def test_without_runs_it_says_how_to_begin_one(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANSTUDIO_HOME", str(tmp_path))
    assert "ganstudio train" in command("runs").out


def test_a_run_is_shown(command: Command, run: Run) -> None:
    said = command("runs", "show", run.folder)
    assert "Title of houses" in said.out and "psnr" in said.out and "photos" in said.out


def test_an_unknown_run_is_a_sentence(command: Command, run: Run) -> None:
    said = command("runs", "show", "boats")
    assert said.code == 2 and "boats" in said.err and "houses" in said.err


@pytest.mark.parametrize(("word", "asked"), [("pause", Ask.PAUSE), ("stop", Ask.STOP), ("snapshot", Ask.SNAPSHOT)])
def test_a_run_at_work_is_asked(command: Command, run: Run, word: str, asked: Ask) -> None:
    assert "not being trained" in command("runs", word, "houses").err
    write_status(run.folder, Status(Phase.TRAINING, process=os.getpid()))
    assert command("runs", word, "houses").code == 0
    assert take(run.folder) == [asked]


def test_a_run_goes_on_in_the_background(command: Command, run: Run, started: list[Path]) -> None:
    assert command("runs", "resume", "houses", "--background").code == 0
    assert started == [run.folder]
    write_status(run.folder, Status(Phase.PAUSED, process=os.getpid()))
    assert command("runs", "resume", "houses", "--background").code == 0
    assert take(run.folder) == [Ask.RESUME] and len(started) == 1
    write_status(run.folder, Status(Phase.TRAINING, process=os.getpid()))
    assert command("runs", "resume", "houses").code == 2


def test_following_ends_with_the_run_and_tells_what_it_wrote(command: Command, run: Run) -> None:
    write_status(run.folder, Status(Phase.TRAINING, step=3, steps=4, process=os.getpid()))

    def end() -> None:
        run.log("step 4: psnr 31")
        write_status(run.folder, Status(Phase.FINISHED, step=4, steps=4, process=os.getpid()))

    timer = threading.Timer(0.8, end)
    timer.start()
    said = command("runs", "follow", "houses")
    timer.join()
    assert said.code == 0 and "finished at step 4" in said.out


def test_a_run_that_failed_says_why(command: Command, run: Run) -> None:
    write_status(run.folder, Status(Phase.FAILED, sentence="The disk is full."))
    said = command("runs", "follow", "houses")
    assert said.code == 2 and said.err == "The disk is full.\n"


def test_news_are_whole_lines_written_since(run: Run) -> None:
    run.log("before")
    news = News(run.folder)
    run.log("step 5: psnr 30")
    with (run.folder / "log.txt").open("a") as file:
        file.write("2026-01-01 10:00:00  half")
    (line,) = news()
    assert line.endswith("step 5: psnr 30") and news() == []


def test_how_it_goes_is_one_line() -> None:
    status = Status(Phase.TRAINING, step=120, steps=800, rate=2.0, seconds_left=340, memory=1_200_000_000)
    assert words(status) == "training, step 120 of 800, 2.0 a second, 6 minutes left, 1200 MB of memory"


def test_a_model_is_promoted_and_exported(command: Command, run: Run, tmp_path: Path) -> None:
    assert "houses-at-noon" in command("runs", "promote", "houses", "--step", "10", "--title", "Houses at noon").out
    assert Store().find("houses-at-noon").title == "Houses at noon"
    said = command("runs", "export", "houses", tmp_path / "friend")
    assert said.code == 0 and (tmp_path / "friend.safetensors").exists()


def test_two_runs_are_compared_on_the_same_photo(command: Command, run: Run, tmp_path: Path) -> None:
    run_called("boats", 2)
    photo = tmp_path / "photo.png"
    cv2.imwrite(str(photo), np.random.default_rng(1).integers(0, 255, (20, 30, 3), np.uint8))
    said = command("runs", "compare", "houses", "boats", "--photos", photo, "-o", tmp_path / "out")
    assert said.code == 0, said.err
    assert "psnr" in said.out and "31" in said.out and "32" in said.out
    picture = cv2.imread(str(tmp_path / "out" / "photo-compared.png"))
    assert picture.shape == (80, 360, 3)
    enlarged, other = picture[:, 120:240], picture[:, 240:]
    assert np.abs(enlarged.astype(int) - other).max() > 0


def test_what_cannot_be_compared_is_a_sentence(command: Command, run: Run) -> None:
    run_called("boats", 2, task="style")
    said = command("runs", "compare", "houses", "boats")
    assert said.code == 2 and "style, upscale" in said.err
    assert command("runs", "compare", "houses").code == 2


def test_the_doctor_says_what_ails_a_run_and_treats_it(
    command: Command, run: Run, started: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing ails" in command("runs", "doctor", "houses").out
    ill = Diagnosis(Illness.MODE_COLLAPSE, 5, "Mode collapse", "All alike.", Remedy("Lower the rate", {}, 0))
    treated: list[Diagnosis] = []
    monkeypatch.setattr("trainers.doctor.examine.examine", lambda _run: (ill,))
    monkeypatch.setattr("trainers.doctor.examine.treat", lambda _run, what: treated.append(what))
    said = command("runs", "doctor", "houses")
    assert "Mode collapse\n  All alike.\n  What helps: Lower the rate" in said.out and not treated
    assert command("runs", "doctor", "houses", "--treat").code == 0
    assert treated == [ill] and started == [run.folder]


def test_deleting_asks(command: Command, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("runs", "delete", "houses").code == 2  # nobody to ask
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _text: "boats")
    assert command("runs", "delete", "houses").code == 0 and run.folder.exists()
    monkeypatch.setattr("builtins.input", lambda _text: "houses")
    assert command("runs", "delete", "houses").code == 0 and not run.folder.exists()


def test_deleting_needs_no_asking_where_it_was_said(command: Command, run: Run) -> None:
    assert command("runs", "delete", "houses", "--yes").code == 0
    assert not run.folder.exists()
