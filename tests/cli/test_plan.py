"""How long a training lasts that was asked for by a preset or in minutes."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ganstudio.engine.job import Job
from ganstudio.params import choice, integer
from tests.cli.conftest import Command
from trainers import RECIPES
from trainers.estimate import Estimate
from trainers.recipe import Preset, Recipe
from trainers.run import Run

FOUND = Estimate(0.5, 10.0, 10**9, 2 * 10**9, 10**8, 10**9, "cpu", "bfloat16")


@dataclass(frozen=True)
class Params:
    steps: int = integer(10, low=1, high=10**6, title="Steps")
    batch: int = integer(1, low=1, high=100, title="Batch")
    every: int = integer(1, low=1, high=10**6, title="Report every")
    precision: str = choice("auto", {"auto": "Automatic", "bfloat16": "bfloat16"}, title="Precision")


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The parameters that the recipe `fake` was called with."""
    made: list[Any] = []

    def train(params: Params, data: tuple[Path, ...], run: Path, job: Job) -> None:
        made.append(params)

    def lasting(params: Params, steps: int) -> Params:
        return replace(params, steps=steps)

    presets = (Preset("quick", "Quick look", 2, {"batch": 7}),)
    recipe = Recipe("fake", "Fake", "Trains nothing.", Params, train, presets=presets, lasting=lasting)
    monkeypatch.setitem(RECIPES, "fake", recipe)
    monkeypatch.setattr("trainers.estimate.estimate", lambda *_words: FOUND)
    monkeypatch.setattr(sys, "argv", ["ganstudio", "train", "fake"])
    return made


def test_a_preset_has_settings_and_a_time(command: Command, trained: list[Any], tmp_path: Path) -> None:
    said = command("train", "fake", "--data", tmp_path, "--run", tmp_path / "run", "--preset", "quick")
    assert said.code == 0, said.err
    assert trained == [Params(steps=220, batch=7, every=10)]
    assert "220 steps take about 2 minutes here (cpu, bfloat16)" in said.out
    assert "1.0 GB of 2.0 GB" in said.out
    assert Run(tmp_path / "run").describe()["params"]["steps"] == 220
    assert sys.argv[1:] == ["train", "resume", str(tmp_path / "run")]  # processes of several devices do not plan anew


def test_options_that_are_given_count_more(command: Command, trained: list[Any], tmp_path: Path) -> None:
    words = ["train", "fake", "--data", tmp_path, "--preset", "quick"]
    assert command(*words, "--run", tmp_path / "a", "--steps", "33", "--batch", "2").code == 0
    assert command(*words, "--run", tmp_path / "b", "--steps", "33", "--minutes", "1").code == 0
    assert trained == [Params(steps=33, batch=2), Params(steps=100, batch=7, every=5)]


def test_an_estimate_trains_nothing(command: Command, trained: list[Any], tmp_path: Path) -> None:
    said = command("train", "fake", "--data", tmp_path, "--run", tmp_path / "run", "--steps", "30000", "--estimate")
    assert said.code == 0 and "30000 steps take about 4.2 hours" in said.out
    assert not trained and not (tmp_path / "run").exists()


def test_what_does_not_fit_is_not_begun(
    command: Command, trained: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = replace(FOUND, memory=3 * 10**9, advice=("Lower the batch.",))
    monkeypatch.setattr("trainers.estimate.estimate", lambda *_words: large)
    words = ["train", "fake", "--data", tmp_path, "--run", tmp_path / "run", "--minutes", "5"]
    said = command(*words)
    assert said.code == 2 and "Lower the batch." in said.err and not trained
    said = command(*words, "--estimate")
    assert said.code == 0 and "Lower the batch." in said.out


def test_a_run_that_is_there_is_not_planned_anew(command: Command, trained: list[Any], tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"recipe": "fake"}))
    said = command("train", "fake", "--data", tmp_path, "--run", tmp_path, "--minutes", "5")
    assert said.code == 2 and "resume" in said.err and not trained


def test_processes_that_were_started_together_do_not_guess_a_time(
    command: Command, trained: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCAL_RANK", "1")
    said = command("train", "fake", "--data", tmp_path, "--run", tmp_path / "run", "--minutes", "5")
    assert said.code == 2 and "how many steps" in said.err
