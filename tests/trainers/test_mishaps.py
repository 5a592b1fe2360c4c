"""Numbers that are none, and batches that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from ganstudio.errors import GanstudioError, OutOfMemory
from tests.trainers.learners import Line, draw
from trainers import signals
from trainers.fabric import make
from trainers.run import Run
from trainers.status import read_status
from trainers.turn import begun
from trainers.updates import follow, frozen, undisturbed


def test_a_step_with_a_number_that_is_none_is_left_out(tmp_path: Path) -> None:
    line = Line()
    before = [weight.item() for weight in line.pupil.network[0].parameters()]  # type: ignore[union-attr]
    line.poison = {0}
    assert draw(line, Run(tmp_path / "one"), 1) == before
    line.poison = {1}
    after = draw(line, Run(tmp_path / "one"), 3)
    assert after != before and all(value == value for value in after)


def test_how_many_were_left_out_is_written_down_and_remembered(tmp_path: Path) -> None:
    line, run = Line(), Run(tmp_path / "run")
    line.poison = {1, 2}
    draw(line, run, 4)
    assert [row.get(signals.SKIPPED, 0) for row in run.rows()] == [0, 1, 2, 2]
    draw(Line(), run, 5)
    assert run.rows()[-1][signals.SKIPPED] == 2


def test_ten_in_a_row_end_the_run_with_advice(tmp_path: Path) -> None:
    line, run = Line(), Run(tmp_path / "run")
    line.poison = {*range(9), *range(10, 30)}  # nine, and then more than ten
    with pytest.raises(GanstudioError, match="Lower the learning rate"):
        draw(line, run, 40)
    assert len(line.sizes) == 20


def test_running_means_through_which_nan_went_begin_anew() -> None:
    network = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2))
    network(torch.full((2, 1, 2, 2), float("inf"))).sum().backward()
    assert not network[1].running_mean.isfinite().all()
    with begun() as turn:
        follow(make(1, 1, "float32", "cpu"), network, [])
    assert turn.left_out and network[1].running_mean.isfinite().all()


def test_a_batch_that_does_not_fit_is_learnt_in_parts_to_the_same_end(tmp_path: Path) -> None:
    whole = draw(Line(), Run(tmp_path / "whole"), 5)
    line, run = Line(), Run(tmp_path / "parts")
    line.fits = 1
    assert draw(line, run, 5) == pytest.approx(whole, abs=1e-6)
    assert line.sizes == [1] * 20
    assert read_status(run.folder).batch == 1 and "Memory" in read_status(run.folder).sentence
    assert "Memory" in (run.folder / "log.txt").read_text()
    losses = [[row["loss"] for row in Run(tmp_path / name).rows()] for name in ("whole", "parts")]
    assert losses[0] == pytest.approx(losses[1])


def test_parts_are_remembered(tmp_path: Path) -> None:
    line, run = Line(), Run(tmp_path / "run")
    line.fits = 2
    draw(line, run, 2)
    later = Line()
    draw(later, run, 3)
    assert later.sizes == [2, 2]


def test_where_not_even_one_picture_fits_a_sentence_says_what_to_change(tmp_path: Path) -> None:
    line = Line()
    line.fits = 0
    with pytest.raises(OutOfMemory, match="width of the network"):
        draw(line, Run(tmp_path), 3)


def test_what_is_frozen_thaws_after_an_error_too() -> None:
    network = nn.Linear(1, 1)
    with pytest.raises(MemoryError), frozen(network):
        assert not network.weight.requires_grad
        raise MemoryError
    assert network.weight.requires_grad


def test_looking_leaves_no_trace() -> None:
    network = nn.BatchNorm2d(1)
    with undisturbed(network):
        assert not network(torch.rand(2, 1, 3, 3)).requires_grad
    assert network.running_mean is not None and network.running_mean.item() == 0
