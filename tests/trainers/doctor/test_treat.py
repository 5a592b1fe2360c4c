"""The treatment: back to the last healthy checkpoint, with other parameters that truly act, and nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from ganstudio.params import from_json, to_json
from trainers import RECIPES
from trainers.attempt import Taken, alone
from trainers.doctor.diagnosis import Diagnosis, Illness, Remedy
from trainers.doctor.examine import treat
from trainers.doctor.remedies import healthy
from trainers.generate import GenerateTraining
from trainers.run import Run
from trainers.status import Phase, read_status

TINY = GenerateTraining(
    size=8,
    channels=4,
    judge_channels=4,
    dims=4,
    batch=4,
    steps=8,
    every=2,
    keep_every=1,
    precision="float32",
    validation_count=4,
    learning_rate=0.0,
)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, random = tmp_path_factory.mktemp("pictures"), np.random.default_rng(2)
    for index in range(20):
        cv2.imwrite(str(folder / f"{index}.png"), random.integers(0, 256, (16, 16, 3), np.uint8))
    return folder


@pytest.fixture(scope="module")
def finished(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run whose generator stood still."""
    folder = tmp_path_factory.mktemp("runs") / "still"
    RECIPES["generate"].train(TINY, (pictures,), folder, Job())
    return folder


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Run:
    """A copy of it."""
    return Run(Path(shutil.copytree(finished, tmp_path / "still")))


def diagnosed(remedy: Remedy | None, step: int = 6) -> Diagnosis:
    return Diagnosis(Illness.STILL_GENERATOR, step, "It stands still", "", remedy)


def weights(checkpoint: Path) -> torch.Tensor:
    state = torch.load(checkpoint, weights_only=True)["learner"]["generator"]["network"]
    return torch.cat([value.flatten() for name, value in state.items() if name.endswith("weight")])


def go_on(run: Run) -> dict[str, Any]:
    described = run.describe()
    params = from_json(GenerateTraining, described["params"])
    RECIPES["generate"].train(params, tuple(Path(each) for each in described["data"]), run.folder, Job())
    return described


def test_the_last_healthy_checkpoint_is_before_the_illness(run: Run) -> None:
    assert [healthy(run, step) for step in (1, 2, 5, 7, 100)] == [0, 0, 4, 6, 8]


def test_a_treated_run_goes_on_from_there_and_its_generator_learns(run: Run) -> None:
    still = weights(run.checkpoint_at(4))
    assert torch.equal(still, weights(run.checkpoint_at(8)))
    treat(run, diagnosed(Remedy("Let it learn", {"learning_rate": 0.01}, 4)))
    status = read_status(run.folder)
    assert (status.phase, status.step) == (Phase.STOPPED, 4)
    assert [kept.step for kept in run.kept()] == [2, 4] == [step for step, _path in run.previews()]
    assert run.last_stats()["step"] == 4 and not run.model.exists()
    described = go_on(run)
    assert described["params"] == to_json(replace(TINY, learning_rate=0.01))
    assert torch.equal(still, weights(run.checkpoint_at(4)))
    assert not torch.equal(still, weights(run.checkpoint))
    assert run.last_stats()["step"] == 8 and run.model.exists()


def test_what_came_after_is_kept_aside(run: Run) -> None:
    rows = run.rows()
    for number in (1, 2):
        treat(run, diagnosed(Remedy("Let it learn", {"learning_rate": 0.01 * number}, 4)))
        aside = run.folder / "before-treatment" / str(number)
        assert (aside / "checkpoint.pt").exists() and len(Run(aside).rows()) >= 2
    first = Run(run.folder / "before-treatment" / "1")
    assert first.rows() == rows
    assert [step for step, _path in first.previews()] == [6, 8] == [kept.step for kept in first.kept()]
    assert first.model.exists()


def test_without_a_healthy_checkpoint_a_run_begins_anew(run: Run) -> None:
    treat(run, diagnosed(Remedy("Let it learn", {"learning_rate": 0.01}, 0)))
    assert read_status(run.folder).phase is Phase.WAITING
    assert not run.checkpoint.exists() and not run.rows() and not run.kept() and not run.previews()
    go_on(run)
    assert run.last_stats()["step"] == 8


def test_a_run_at_work_is_left_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.attempt._PATIENCE", 0.01)
    before = run.describe()
    with alone(run.folder), pytest.raises(Taken):
        treat(run, diagnosed(Remedy("Let it learn", {"learning_rate": 0.01}, 4)))
    assert run.describe() == before and run.last_stats()["step"] == 8


def test_a_checkpoint_that_is_gone_meanwhile_costs_nothing(run: Run) -> None:
    run.checkpoint_at(4).unlink()
    with pytest.raises(GanstudioError, match="no longer there"):
        treat(run, diagnosed(Remedy("Let it learn", {"learning_rate": 0.01}, 4)))
    assert run.checkpoint.exists() and run.model.exists() and run.last_stats()["step"] == 8
    assert run.describe()["params"] == to_json(TINY)


def test_without_a_remedy_nothing_is_done(run: Run) -> None:
    with pytest.raises(GanstudioError, match="no remedy"):
        treat(run, diagnosed(None))
    assert run.last_stats()["step"] == 8


def test_a_remedy_out_of_range_changes_nothing(run: Run) -> None:
    with pytest.raises(GanstudioError):
        treat(run, diagnosed(Remedy("Too much", {"learning_rate": 7.0}, 4)))
    assert run.last_stats()["step"] == 8 and run.checkpoint.exists()
