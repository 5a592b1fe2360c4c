"""The recipe `damage` from start to model file, on pictures small enough to learn in seconds."""

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
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES
from trainers.damage import DamageTraining
from trainers.damage_data import SMALLEST, Samples, aged, validation
from trainers.data import Pictures
from trainers.run import Run

TINY = DamageTraining(channels=6, blocks=1, batch=4, patch=64, steps=4, every=2, precision="float32")


def train(params: DamageTraining, data: Path, run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["damage"].train(params, (data,), run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


def test_a_run_leaves_a_model_a_preview_and_numbers(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, validation=str(pictures), validation_count=3, title="Tiny", terms="made here")
    train(params, pictures, tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert (info.title, info.task, info.config["channels"], info.card["data"]) == ("Tiny", "damage", 6, "made here")
    assert {"recall", "precision", "proposed on clean"} <= set(info.card["metrics"])
    assert (tmp_path / "run" / "previews" / "0000004.png").stat().st_size > 100
    result = Store(()).load(info)(torch.rand(1, 3, 64, 96))
    assert result.shape == (1, 3, 64, 96)
    assert torch.equal(result[:, 0], result[:, 2])


def test_it_gets_better_as_it_learns(pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, steps=60, every=10, learning_rate=0.02), pictures, tmp_path / "run")
    losses = [line["cross-entropy"] for line in stats(tmp_path / "run")]
    assert losses[-1] < 0.6 * losses[0]


def test_a_stopped_run_goes_on_exactly(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, steps=6, every=100, checkpoint_minutes=0)
    train(params, pictures, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, pictures, tmp_path / "stopped", StopAfter(4))
    train(params, pictures, tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_samples_are_worn_or_clean(pictures: Path) -> None:
    samples = Samples(Pictures((pictures,), SMALLEST), replace(TINY, patch=96))
    made = [samples(np.random.default_rng(seed)) for seed in range(20)]
    assert all(picture.shape == (3, 96, 96) and damage.shape == (1, 96, 96) for picture, damage in made)
    shares = [float(damage.mean()) for _picture, damage in made]
    assert min(shares) == 0 and 0.005 < float(np.mean(shares)) < 0.4


def test_ageing_keeps_a_picture_recognisable() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (12, 12, 3), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    for seed in range(30):
        old = aged(picture, np.random.default_rng(seed))
        assert old.dtype == np.uint8 and old.shape == picture.shape
        assert np.corrcoef(old.mean(axis=2).ravel(), picture.mean(axis=2).ravel())[0, 1] > 0.8


def test_every_other_picture_to_measure_on_is_clean(pictures: Path) -> None:
    trials = validation(replace(TINY, validation=str(pictures), validation_count=4))
    assert len(trials) > 1
    assert [bool(damage.any()) for _picture, damage in trials] == [index % 2 == 1 for index in range(len(trials))]


def test_a_patch_off_the_raster_is_refused_with_a_sentence(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="multiple of 32"):
        train(replace(TINY, patch=100), pictures, tmp_path / "run")
