"""Numbers that are none, and batches that do not fit."""

from __future__ import annotations

import shutil
from errno import ENOSPC
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import nn

from ganstudio.engine.job import Job
from ganstudio.errors import DiskFull, FileError, GanstudioError, OutOfMemory
from tests.trainers.learners import Counter, Line, draw, go
from trainers import signals
from trainers.attempt import ending
from trainers.data import Batches, Pictures, tensor
from trainers.fabric import make
from trainers.loop import Pace, fit
from trainers.run import Run
from trainers.status import Phase, read_status
from trainers.timeline import Keeping
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


def fails(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The next checkpoints meet a full disk, half-way."""
    save, left = torch.save, [times]

    def full(state: object, path: Path) -> None:
        if left[0]:
            left[0] -= 1
            path.write_bytes(b"half")
            raise OSError(ENOSPC, "No space left on device")
        save(state, path)

    monkeypatch.setattr(torch, "save", full)


def test_a_full_disk_is_told_and_the_training_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learner, run = Counter(), Run(tmp_path / "run")
    go(learner, run, 2)
    fails(monkeypatch, 1)
    go(Counter(), run, 6, keeping=Keeping(every=2, nth=2, disk=1e9))
    assert "full" in (run.folder / "log.txt").read_text()
    assert run.load()["step"] == 6  # type: ignore[index]
    assert run.checkpoint_at(4).exists() is False and run.model_at(4).exists()
    assert not list(run.folder.glob("*.part"))


def test_the_last_good_checkpoint_survives_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(tmp_path / "run")
    go(Counter(), run, 2)
    fails(monkeypatch, 100)
    with pytest.raises(DiskFull, match="Make room"), ending(run.folder):
        go(Counter(), run, 4)
    assert run.load()["step"] == 2  # type: ignore[index]
    assert read_status(run.folder).phase is Phase.FAILED and "full" in read_status(run.folder).sentence


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "stats.jsonl").write_text('{"step": 1}\n{"step": 2, "ti')
    Run(tmp_path).stats(3, {"x": 3})
    assert [row["step"] for row in Run(tmp_path).rows()] == [1, 3]


def test_a_checkpoint_cut_in_half_gives_way_to_the_last_one_kept(tmp_path: Path) -> None:
    run, keeping = Run(tmp_path / "run"), Keeping(every=2, nth=1, disk=1e9)
    go(Counter(), run, 6, keeping=keeping)
    run.checkpoint.write_bytes(run.checkpoint.read_bytes()[:200])
    later = Counter()
    go(later, run, 8, keeping=keeping)
    assert later.seen == list(range(8))
    assert (
        "kept at step 6" in read_status(run.folder).sentence
        and "kept at step 6" in (run.folder / "log.txt").read_text()
    )
    assert [row["step"] for row in run.rows()] == [2, 4, 6, 8]


def test_a_run_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"version": 99, "recipe": "test"}')
    with pytest.raises(GanstudioError, match="newer version"):
        go(Counter(), Run(tmp_path), 2)
    assert (tmp_path / "run.json").read_text() == '{"version": 99, "recipe": "test"}'


def test_a_run_whose_folder_vanishes_ends_with_a_sentence(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    learner.does[2] = lambda: shutil.rmtree(run.folder)
    with pytest.raises(FileError, match="gone"):
        go(learner, run, 6)
    assert not run.folder.exists()


def test_where_the_pictures_vanish_what_was_learnt_is_saved(tmp_path: Path) -> None:
    run, learner = Run(tmp_path / "run"), Counter()
    (tmp_path / "data").mkdir()
    for index in range(3):
        cv2.imwrite(str(tmp_path / "data" / f"{index}.png"), np.zeros((8, 8, 3), np.uint8))
    pictures = Pictures((tmp_path / "data",), 8, memory=0)
    run.open("test", {}, (), ["test"])
    learner.does[2] = lambda: shutil.rmtree(tmp_path / "data")
    with (
        Batches(lambda random: (tensor(pictures.draw(random)),), 1, 0) as batches,
        pytest.raises(FileError, match="gone"),
    ):
        fit(learner, batches, run, Pace(50, 10, 1000), make(1, 1, "float32", "cpu"), Job())
    assert run.load()["step"] >= 3  # type: ignore[index]


def test_pictures_that_shrink_or_break_meanwhile_are_passed_over(tmp_path: Path) -> None:
    for index in range(3):
        cv2.imwrite(str(tmp_path / f"{index}.png"), np.full((8, 8, 3), index, np.uint8))
    pictures, random = Pictures((tmp_path,), 8, memory=0), np.random.default_rng(1)
    cv2.imwrite(str(tmp_path / "0.png"), np.zeros((4, 4, 3), np.uint8))
    (tmp_path / "1.png").write_bytes(b"broken")
    assert {int(pictures.draw(random)[0, 0, 0]) for _time in range(10)} == {2}
