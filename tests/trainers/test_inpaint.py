"""The recipe `inpaint` from start to model file, on pictures small enough to learn in seconds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, GanstudioError
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES
from trainers.data import Pictures
from trainers.inpaint import InpaintTraining
from trainers.inpaint_data import SMALLEST, Samples, validation
from trainers.run import Run

TINY = InpaintTraining(
    channels=8,
    blocks=1,
    batch=2,
    patch=64,
    pixel_steps=4,
    every=2,
    precision="float32",
)


BOTH_STAGES = replace(TINY, pixel_steps=3, gan_steps=3, every=100, checkpoint_minutes=0, detail_weight=1.0)


def train(params: InpaintTraining, data: Path, run: Path, job: Job | None = None) -> None:
    RECIPES["inpaint"].train(params, (data,), run, job or Job())


def weights(run: Path) -> dict[str, torch.Tensor]:
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def learnt(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run, long enough to have learnt something."""
    folder = tmp_path_factory.mktemp("learnt")
    known = {"validation": str(pictures), "validation_count": 3, "title": "Tiny", "terms": "made here"}
    train(replace(TINY, pixel_steps=20, every=5, average=0.9, **known), pictures, folder)
    return folder


@pytest.fixture(scope="module")
def straight(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run through both stages without a stop."""
    folder = tmp_path_factory.mktemp("straight")
    train(BOTH_STAGES, pictures, folder)
    return folder


def test_a_run_leaves_a_model_that_fills_a_preview_and_numbers(learnt: Path) -> None:
    info = read_info(learnt / "model.safetensors")
    assert (info.title, info.task, info.config["channels"], info.card["data"]) == ("Tiny", "inpaint", 8, "made here")
    assert {"gain, free", "gain, scratches", "gain, box", "gradient energy"} <= set(info.card["metrics"])
    assert (learnt / "previews" / "0000020.png").stat().st_size > 100
    holed = torch.rand(1, 4, 64, 96)
    holed[:, 3] = (holed[:, 3] > 0.5).float()
    result = Store(()).load(info)(holed)
    assert result.shape == (1, 3, 64, 96)
    assert torch.equal(result[0, :, holed[0, 3] == 0], holed[0, :3, holed[0, 3] == 0])


def test_it_gets_better_as_it_learns(learnt: Path) -> None:
    gains = [line["gain, scratches"] for line in stats(learnt)]
    assert gains[-1] > gains[0] + 0.1


def test_a_stopped_run_goes_on_exactly(straight: Path, pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        train(BOTH_STAGES, pictures, tmp_path, StopAfter(4))
    train(BOTH_STAGES, pictures, tmp_path)
    assert_alike(straight, tmp_path)


def test_the_second_stage_trains_both_networks(straight: Path) -> None:
    last = stats(straight)[-1]
    assert {"pixel", "detail", "perceptual", "generator", "discriminator", "D(real)", "D(fake)"} <= set(last)
    assert last["D(real)"] != last["D(fake)"]


def test_pictures_smaller_than_the_patch_are_enlarged(tmp_path: Path) -> None:
    small = np.random.default_rng(0).integers(0, 256, (50, 70, 3), np.uint8)
    cv2.imwrite(str(tmp_path / "small.png"), small)
    samples = Samples(Pictures((tmp_path,), SMALLEST), TINY)
    for seed in range(5):
        holed, picture = samples(np.random.default_rng(seed))
        assert (holed.shape, picture.shape) == ((4, 64, 64), (3, 64, 64))
        assert picture.std() > 0.05


def test_a_sample_has_nothing_in_its_hole_and_the_picture_around_it(pictures: Path) -> None:
    samples = Samples(Pictures((pictures,), SMALLEST), TINY)
    for seed in range(10):
        holed, picture = samples(np.random.default_rng(seed))
        hole = holed[3] == 1
        assert hole.any() and not hole.all()
        assert torch.equal(holed[:3, ~hole], picture[:, ~hole])
        assert not holed[:3, hole].any()


def test_trials_have_holes_of_every_kind_on_the_networks_raster(pictures: Path) -> None:
    trials = validation(replace(TINY, validation=str(pictures), validation_count=3))
    assert [trial.kind for trial in trials] == ["free", "scratches", "box"]
    shares = [trial.holed[:, 3].mean().item() for trial in trials]
    assert 0.1 <= shares[0] <= 0.2 and shares[1] < 0.2 and shares[2] == pytest.approx(0.25, abs=0.01)
    assert all(trial.picture.shape == (1, 3, 160, 160) for trial in trials)


def test_a_patch_off_the_raster_is_refused_with_a_sentence(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="multiple of 32"):
        train(replace(TINY, patch=100), pictures, tmp_path / "run")
