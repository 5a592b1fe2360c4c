"""What a training will take, found by its first steps."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError, OutOfMemory
from trainers import RECIPES, estimate, room, trial
from trainers.advice import for_batch, for_disk, for_memory
from trainers.estimate import Estimate
from trainers.recipe import Needs
from trainers.trial import ANSWER, Trial, durations, stages, take, tried
from trainers.upscale import UpscaleTraining

RECIPE = RECIPES["upscale"]
TINY = UpscaleTraining(channels=8, blocks=1, scale="2", patch=16, batch=2, precision="float32")
ROOMY = Estimate(2.0, 10.0, 10, 20, 10, 20, "cpu", "float32", report_seconds=4.0, finish_seconds=6.0)


def test_the_first_steps_are_done_in_a_process_of_its_own(pictures: Path, tmp_path: Path) -> None:
    progress: list[float] = []
    found = estimate.estimate(RECIPE, TINY, (pictures,), Job(lambda done, _text: progress.append(done)), 4)
    assert found.device == "cpu" and found.precision == "float32"
    assert found.step_seconds > 0 and found.start_seconds > 0
    assert 50e6 < found.memory < found.memory_free
    assert 0 < found.disk < found.disk_free and found.fits and not found.advice
    assert progress and not list(tmp_path.glob("ganstudio-*"))


def test_what_cannot_be_is_said_before_anything_is_begun(tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="no folder"):
        estimate.estimate(RECIPE, TINY, (tmp_path / "gone",), Job())


def test_what_the_training_would_say_is_said(tmp_path: Path) -> None:
    take(RECIPE, TINY, (tmp_path,), tmp_path, 4)
    assert "No picture" in json.loads((tmp_path / ANSWER).read_text())["error"]


def test_steps_that_do_not_fit_into_memory_end_not_the_program(pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dies = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    monkeypatch.setattr(estimate, "program", lambda: dies)
    with pytest.raises(OutOfMemory, match="batch"):
        estimate.estimate(RECIPE, TINY, (pictures,), Job())


def test_a_cancelled_estimate_leaves_nothing(pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "program", lambda: [sys.executable, "-c", "import time; time.sleep(600)"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        estimate.estimate(RECIPE, TINY, (pictures,), job)
    assert not list(tmp_path.iterdir())


def test_both_stages_are_tried_and_count_by_their_length(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, pixel_steps=300, gan_steps=100)
    shares = stages(RECIPE, params, 20)
    assert [(share, each.pixel_steps, each.gan_steps, each.every) for share, each in shares] == [
        (0.75, 10, 0, 5),
        (0.25, 0, 10, 5),
    ]
    found = tried(RECIPE, params, (pictures,), tmp_path, 4)
    assert found.step > 0 and found.model > 0 and found.checkpoint > found.model and found.batch == 2


def test_steps_in_which_less_is_learnt_are_tried_in_proportion() -> None:
    recipe = RECIPES["style"]
    ((share, params),) = stages(recipe, recipe.params(steps=1000, judges_first=150), 20)
    assert (share, params.steps, params.judges_first) == (1.0, 20, 3)


def test_reports_and_the_first_steps_are_not_taken_for_steps() -> None:
    gaps = [9.0, 1.0, 1.0, 5.0, 1.0, 1.0, 1.0, 1.0, 7.0]  # from the end of step 1 to that of 2, and so on to 10
    assert durations(gaps, 5) == (1.0, 4.0)


def test_looking_leaves_most_of_the_time_to_learning() -> None:
    slow = Estimate(1.3, 10.0, 10, 20, 10, 20, "cpu", "float32", report_seconds=13.0, finish_seconds=5.0)
    steps = slow.steps(5)
    assert steps > 100 and slow.seconds(steps) < 6 * 60
    assert steps // slow.every(steps) * slow.report_seconds < 0.3 * slow.seconds(steps)
    quick = Estimate(0.01, 1.0, 10, 20, 10, 20, "cpu", "float32", report_seconds=0.1)
    assert quick.steps(5) // quick.every(quick.steps(5)) >= 20


def test_as_many_steps_as_there_is_time_for() -> None:
    steps = ROOMY.steps(60)
    assert 55 * 60 < ROOMY.seconds(steps) < 65 * 60
    assert ROOMY.steps(0.1) == 20
    assert ROOMY.seconds(0) == 16


def test_what_does_not_fit_is_said_with_what_to_lower() -> None:
    params = replace(TINY, batch=8)
    assert for_memory(params, 10, 20) == []
    (said,) = for_memory(params, 2_000_000_000, 1_000_000_000)
    assert "2.0 GB" in said and "from 8 to 4" in said
    (said,) = for_memory(replace(params, batch=1, patch=64), 2_000_000_000, 500_000_000)
    assert "from 64 to 32" in said
    (said,) = for_memory(replace(TINY, batch=1, patch=16), 4, 1)
    assert "Channels" not in said and "other programs" in said
    (said,) = for_memory(replace(params, batch=8, devices=4), 4, 3)
    assert "from 8 to 4" in said
    assert "disk" in for_disk(params, 2, 1)[0] and not for_disk(params, 1, 1)
    assert "2 pictures" in for_batch(8, 2)[0] and not for_batch(8, 8)


def test_pictures_that_will_be_kept_count(tmp_path: Path) -> None:
    for name in "abcd":
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.zeros((100, 200, 3), np.uint8))
    (tmp_path / "no.png").write_bytes(b"")
    assert room.pictures_to_come(Needs(), (tmp_path,), 0) == 4 * 60_000
    assert room.pictures_to_come(Needs(), (tmp_path,), 1000) == 0
    assert room.pictures_to_come(Needs(keeps=False), (tmp_path,), 0) == 0


def test_the_timeline_takes_no_more_than_it_is_given() -> None:
    tried = Trial(model=1_000_000, checkpoint=10_000_000)
    assert room.on_disk(replace(TINY, disk=1.0), tried, 25) == 25_000_000 + 60_000_000 + 22_000_000
    assert room.on_disk(replace(TINY, disk=0.05), tried, 25) == 50_000_000 + 22_000_000


def test_the_memory_of_this_process_is_known() -> None:
    assert trial._resident("VmHWM:") >= trial._resident() > 1_000_000


def test_a_run_of_no_steps_is_not_estimated(pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a finished network of faces shall only get other sliders."""
    monkeypatch.setattr(type(RECIPE), "problem", lambda *_what: "")
    with pytest.raises(GanstudioError, match="no steps"):
        estimate.estimate(RECIPE, replace(TINY, pixel_steps=0, gan_steps=0), (pictures,), Job())


def test_reports_that_are_asked_for_more_often_take_longer() -> None:
    assert ROOMY.seconds(1000, 10) == 10 + 1000 * 2 + 100 * 4 + 6
