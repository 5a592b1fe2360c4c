"""The command made from a recipe: what it hands on, where the run goes, and going on with one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.params import choice, integer, text, to_json
from tests.cli.conftest import Command
from trainers import RECIPES
from trainers.recipe import Recipe
from trainers.status import read_status


@dataclass(frozen=True)
class Params:
    steps: int = integer(10, low=1, high=100, title="Steps")
    precision: str = choice("auto", {"auto": "Automatic", "bfloat16": "bfloat16"}, title="Precision")
    validation: str = text(title="Validation folder")
    start: str = text(title="Start from")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the recipe `fake` was called with."""
    made: list[tuple[Any, ...]] = []

    def train(params: Params, data: tuple[Path, ...], run: Path, job: Job) -> None:
        job.progress(0.5)
        if params.steps == 99:
            run.mkdir()
            (run / "run.json").touch()
            job.cancel()
            job.check()
        if params.steps == 66:
            raise GanstudioError("The pictures are too small.")
        made.append((params, data, run))
        run.mkdir(parents=True, exist_ok=True)
        told = {"recipe": "fake", "params": to_json(params), "data": [str(path) for path in data]}
        (run / "run.json").write_text(json.dumps(told), encoding="utf-8")
        (run / "model.safetensors").touch()

    monkeypatch.setitem(RECIPES, "fake", Recipe("fake", "Fake", "Trains 100 % nothing.", Params, train))
    return made


def test_options_data_and_run_are_handed_on(command: Command, calls: list[Any], tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    words = ["--data", one, "--data", other, "--run", tmp_path / "run", "--steps", "5"]
    said = command("train", "fake", *words)
    assert said.code == 0, said.err
    assert calls == [(Params(5), (one, other), tmp_path / "run")]
    assert f"ganstudio models add {tmp_path / 'run' / 'model.safetensors'}" in said.out


def test_a_run_gets_a_folder_of_its_own(
    command: Command, calls: list[Any], tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["ganstudio", "train", "fake"])
    said = command("train", "fake", "--data", tmp_path)
    run = calls[0][2]
    assert run.parent == home / "data" / "runs"
    assert str(run) in said.out
    assert sys.argv[-2:] == ["--run", str(run)], "processes started with these words go to the same folder"


def test_a_run_can_be_gone_on_with_from_elsewhere(
    command: Command, calls: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pictures" / "judges").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    words = ["--data", "pictures", "--run", "run", "--validation", "pictures/judges"]
    assert command("train", "fake", *words, "--start", "upscale-x4").code == 0
    monkeypatch.chdir("/")
    assert command("train", "resume", tmp_path / "run").code == 0
    assert [params.validation for params, _data, _run in calls] == [str(tmp_path / "pictures" / "judges")] * 2
    assert [data for _params, data, _run in calls] == [(tmp_path / "pictures",)] * 2
    assert calls[1][0].start == "upscale-x4", "the name of a model is no place"
    assert command("train", "fake", "--data", tmp_path, "--run", tmp_path / "b", "--start", "a.safetensors").code == 0
    assert calls[2][0].start == "/a.safetensors"


def test_a_run_is_gone_on_with_by_its_folder_alone(command: Command, calls: list[Any], tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert command("train", "fake", "--data", tmp_path, "--run", run, "--steps", "7").code == 0
    assert command("train", "resume", run).code == 0
    assert calls[1] == calls[0]


@pytest.mark.parametrize(
    "told", [None, "{", "[]", '{"recipe": "other"}', '{"recipe": "fake", "params": 3, "data": []}']
)
def test_a_folder_that_holds_no_run_is_refused(command: Command, calls: list[Any], tmp_path: Path, told: str) -> None:
    if told:
        (tmp_path / "run.json").write_text(told)
    said = command("train", "resume", tmp_path)
    assert said.code == 2
    assert "holds no run" in said.err
    assert calls == []
    assert "holds no run" in read_status(tmp_path).sentence or not told, "whoever started it in the background is told"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--steps", "0"], "Steps must be a number from 1 to 100"),
        (["--steps", "66"], "The pictures are too small."),
        (["--device", "cpu"], "unrecognized"),
    ],
)
def test_refusals(command: Command, calls: list[Any], tmp_path: Path, words: list[str], told: str) -> None:
    said = command("train", "fake", "--data", tmp_path, "--run", tmp_path / "run", *words)
    assert said.code == 2
    assert told in said.err
    assert calls == []


def test_absent_data_is_refused_before_anything_is_made(command: Command, calls: list[Any], tmp_path: Path) -> None:
    said = command("train", "fake", "--data", tmp_path / "absent", "--run", tmp_path / "run")
    assert said.code == 2
    assert "absent" in said.err
    assert command("train", "fake").code == 2
    assert not (tmp_path / "run").exists()


def test_options_of_the_program_before_the_command(command: Command, calls: list[Any], tmp_path: Path) -> None:
    words = ["train", "fake", "--data", tmp_path, "--run", tmp_path / "run"]
    assert command("--precision", "bfloat16", *words).code == 0
    assert calls[0][0].precision == "bfloat16"
    assert command("--precision", "bfloat16", *words, "--precision", "auto").code == 0
    assert calls[1][0].precision == "auto"
    assert "--device" in command("--device", "cpu", *words).err


def test_a_training_that_was_stopped_says_how_to_go_on(command: Command, calls: list[Any], tmp_path: Path) -> None:
    run = tmp_path / "my run"
    said = command("train", "fake", "--data", tmp_path, "--run", run, "--steps", "99")
    assert said.code == 130
    assert said.err == f"To go on: ganstudio train resume '{run}'\nCancelled.\n"


BARE = """
import sys
for name in ("PySide6", "pyvips", "platformdirs", "psutil", "tqdm", "tifffile", "safetensors"):
    sys.modules[name] = None
from ganstudio.cli import main
words = "--channels 8 --blocks 1 --pixel-steps 2 --batch 2 --patch 16 --every 2".split()
sys.exit(main(["train", "upscale", "--data", sys.argv[1], "--run", sys.argv[2], *words]))
"""


def test_training_needs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Computers that only train have torch (and filelock with it), Fabric, numpy, OpenCV and Pillow, nothing else."""
    monkeypatch.delenv("GANSTUDIO_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    samples = Path(__file__).resolve().parents[2] / "resources" / "samples"
    words = [sys.executable, "-c", BARE, str(samples), str(tmp_path / "run")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run" / "model.safetensors").exists()
