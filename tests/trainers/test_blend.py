"""The recipe `blend` from start to model file, on pictures small enough to learn in seconds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, GanstudioError
from tests.trainers.conftest import picture
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES
from trainers.blend import BlendTraining
from trainers.blend_data import SMALLEST, Samples, by_poisson, region, trial
from trainers.data import Pictures
from trainers.measure import psnr_inside
from trainers.run import Run
from trainers.shift import shifted

TINY = BlendTraining(
    channels=8,
    blocks=1,
    batch=2,
    patch=64,
    pixel_steps=3,
    every=3,
    precision="float32",
)


BOTH_STAGES = replace(TINY, pixel_steps=2, gan_steps=2, every=100, checkpoint_minutes=0)


def train(params: BlendTraining, data: Path, run: Path, job: Job | None = None) -> None:
    RECIPES["blend"].train(params, (data,), run, job or Job())


def weights(run: Path) -> dict[str, torch.Tensor]:
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


@pytest.fixture(scope="module")
def learnt(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run, long enough to have learnt something."""
    folder = tmp_path_factory.mktemp("learnt")
    known = {"validation": str(pictures), "validation_count": 6, "title": "Tiny", "terms": "made here"}
    train(replace(TINY, pixel_steps=40, every=10, average=0.9, **known), pictures, folder)
    return folder


@pytest.fixture(scope="module")
def straight(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run through both stages without a stop."""
    folder = tmp_path_factory.mktemp("straight")
    train(BOTH_STAGES, pictures, folder)
    return folder


def test_a_run_leaves_a_model_that_blends_a_preview_and_numbers(learnt: Path) -> None:
    info = read_info(learnt / "model.safetensors")
    assert (info.title, info.task, info.architecture) == ("Tiny", "blend", "harmonize")
    assert info.card["data"] == "made here" and {"gain", "gain over Poisson"} <= set(info.card["metrics"])
    assert (learnt / "previews" / "0000040.png").stat().st_size > 100
    assert Store(()).load(info)(torch.rand(1, 4, 64, 96)).shape == (1, 3, 64, 96)


def test_it_gets_better_as_it_learns(learnt: Path) -> None:
    lines = [json.loads(line) for line in (learnt / "stats.jsonl").read_text().splitlines()]
    assert lines[-1]["gain"] > lines[0]["gain"] + 0.2


def test_a_stopped_run_goes_on_exactly(straight: Path, pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        train(BOTH_STAGES, pictures, tmp_path, StopAfter(3))
    train(BOTH_STAGES, pictures, tmp_path)
    assert_alike(straight, tmp_path)


def test_the_second_stage_trains_both_networks(straight: Path) -> None:
    last = Run(straight).last_stats()
    assert {"pixel", "perceptual", "generator", "discriminator", "D(real)", "D(fake)"} <= set(last)
    assert last["D(real)"] != last["D(fake)"]


def test_a_sample_differs_from_its_photo_in_the_region_alone(pictures: Path) -> None:
    samples = Samples(Pictures((pictures,), SMALLEST), TINY)
    for seed in range(12):
        composite, photo = samples(np.random.default_rng(seed))
        assert (composite.shape, photo.shape) == ((4, 64, 64), (3, 64, 64))
        outside = composite[3] == 0
        assert 0.02 < composite[3].mean() < 0.7
        assert torch.equal(composite[:3, outside], photo[:, outside])


def test_regions_are_of_every_kind_and_neither_nothing_nor_all() -> None:
    image = picture(np.random.default_rng(1), 96)
    found = [region(image, np.random.default_rng(seed)) for seed in range(30)]
    assert all(0.02 <= each.mean() <= 0.6 for each in found)
    boxes = [each for each in found if each.sum() == each.any(axis=0).sum() * each.any(axis=1).sum()]
    assert 1 <= len(boxes) < 15


def test_a_shift_stays_a_picture() -> None:
    image = picture(np.random.default_rng(2), 64).astype(np.float32) / 255
    apart = []
    for seed in range(40):
        other = shifted(image, np.random.default_rng(seed))
        assert other.dtype == np.float32 and other.min() >= 0 and other.max() <= 1
        apart.append(float(np.abs(other - image).mean()))
    assert min(apart) < 0.01 and max(apart) > 0.1 and 0.02 < np.median(apart) < 0.15


def test_trials_show_something_to_do_which_poisson_does_in_part() -> None:
    image = picture(np.random.default_rng(3), 200)
    gains = []
    for seed in range(6):
        found = trial(image, (0, seed))
        mask = found.composite[:, 3:]
        before = psnr_inside(found.composite[:, :3], found.picture, mask)
        assert before <= 30 and found.picture.shape == (1, 3, 192, 192)
        assert torch.equal(found.plain[0], by_poisson(found.composite[0]))
        gains.append(psnr_inside(found.plain, found.picture, mask) - before)
    assert max(gains) > 3


def test_a_patch_off_the_raster_is_refused_with_a_sentence(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="multiple of 16"):
        train(replace(TINY, patch=100), pictures, tmp_path / "run")
