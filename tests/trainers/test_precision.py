"""Which precision a run learns in, and that it stays so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.trainers.learners import Line
from trainers import precision
from trainers.data import Batch, Batches
from trainers.fabric import BFLOAT16, FLOAT32, Fabric, make
from trainers.learner import Learner
from trainers.run import Run
from trainers.training import Training


@pytest.fixture(autouse=True)
def knows_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "usual", lambda: BFLOAT16)


def chosen(run: Run, line: Line, steps: int = 1000, wanted: str = "auto") -> str:
    with Batches(lambda random: (torch.from_numpy(random.random(1, np.float32)),), 4, 0) as batches:
        precision.choose(Training(precision=wanted), run, line.fabric, line, batches, steps)
    return line.fabric.precision


def takes(monkeypatch: pytest.MonkeyPatch, seconds: dict[str, float]) -> list[int]:
    """A step takes so long; the steps that were tried."""
    tried = list[int]()

    def timed(fabric: Fabric, learner: Learner, index: int, batch: Batch) -> float:
        learner.step(index, batch)
        tried.append(index)
        return seconds[fabric.precision]

    monkeypatch.setattr(precision, "_timed", timed)
    return tried


def made(folder: Path) -> Run:
    run = Run(folder)
    run.open("test", {}, (), ["test"])
    return run


@pytest.mark.parametrize(("half", "found"), [(0.5, BFLOAT16), (0.95, FLOAT32), (2.0, FLOAT32)])
def test_the_faster_is_taken_and_remembered(
    half: float, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, run = takes(monkeypatch, {FLOAT32: 1.0, BFLOAT16: half}), made(tmp_path)
    assert chosen(run, Line()) == found
    assert run.describe()["precision"] == found
    tried.clear()
    assert chosen(run, Line()) == found and not tried


def test_measuring_leaves_no_trace_in_what_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    takes(monkeypatch, {FLOAT32: 1.0, BFLOAT16: 0.5})
    tried, fresh = Line(), Line()
    chosen(made(tmp_path), tried)
    assert tried.sizes and all(map(torch.equal, tried.pupil.network.parameters(), fresh.pupil.network.parameters()))
    assert not tried.pupil.optimizers[0].state


def test_what_is_asked_for_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = takes(monkeypatch, {FLOAT32: 1.0, BFLOAT16: 0.5})
    assert chosen(made(tmp_path), Line(), wanted=FLOAT32) == FLOAT32 and not tried


def test_short_runs_and_those_of_older_programs_are_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = takes(monkeypatch, {FLOAT32: 1.0, BFLOAT16: 2.0})
    assert chosen(made(tmp_path / "short"), Line(), steps=20) == BFLOAT16
    old = made(tmp_path / "old")
    old.save({"step": 1})
    assert chosen(old, Line()) == BFLOAT16 and not tried


def test_what_networks_calculate_follows_the_precision() -> None:
    fabric, network = make(1, 1, FLOAT32, "cpu"), torch.nn.Linear(2, 2)
    with fabric.autocast():
        assert network(torch.ones(1, 2)).dtype is torch.float32
    fabric.precision = BFLOAT16
    with fabric.autocast():
        assert network(torch.ones(1, 2)).dtype is torch.bfloat16
