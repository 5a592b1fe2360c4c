"""The recipe `colorize` from start to model file, on pictures small enough to learn in seconds."""

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
from trainers.colorize import ColorizeTraining
from trainers.colorize_data import SMALLEST, Samples, lab, rgb, trial, with_dabs
from trainers.data import Pictures
from trainers.measure import colourfulness, psnr
from trainers.run import Run

TINY = ColorizeTraining(
    channels=8,
    blocks=1,
    batch=2,
    patch=64,
    pixel_steps=4,
    every=2,
    precision="float32",
)


def train(params: ColorizeTraining, data: Path, run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["colorize"].train(params, (data,), run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


def some_picture(seed: int = 0) -> np.ndarray:
    squares = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8)
    return np.kron(squares, np.ones((16, 16, 1), np.uint8))


def test_a_run_leaves_a_model_that_colours_a_preview_and_numbers(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, validation=str(pictures), validation_count=3, title="Tiny", terms="made here")
    train(params, pictures, tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert (info.title, info.task, info.card["data"]) == ("Tiny", "colorize", "made here")
    assert {"gain, 0 dabs", "gain, 10 dabs", "gain, 50 dabs", "colourfulness"} <= set(info.card["metrics"])
    assert (tmp_path / "run" / "previews" / "0000004.png").stat().st_size > 100
    assert Store(()).load(info)(torch.rand(1, 4, 64, 96)).shape == (1, 2, 64, 96)


def test_it_gets_better_as_it_learns(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, pixel_steps=40, every=10, average=0.9, validation=str(pictures), validation_count=3)
    train(params, pictures, tmp_path / "run")
    errors = [line["pixel"] for line in stats(tmp_path / "run")]
    assert errors[-1] < errors[0]
    gains = [line["gain, 0 dabs"] for line in stats(tmp_path / "run") if "gain, 0 dabs" in line]
    assert gains[-1] > gains[0]


def test_a_stopped_run_goes_on_exactly(pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, pixel_steps=3, gan_steps=3, every=100, checkpoint_minutes=0)
    train(params, pictures, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, pictures, tmp_path / "stopped", StopAfter(4))
    train(params, pictures, tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_the_second_stage_trains_both_networks(pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, pixel_steps=1, gan_steps=3), pictures, tmp_path / "run")
    last = stats(tmp_path / "run")[-1]
    assert {"pixel", "perceptual", "generator", "discriminator", "D(real)", "D(fake)"} <= set(last)
    assert last["D(real)"] != last["D(fake)"]


def test_a_sample_is_luminance_with_or_without_dabs_of_its_own_colours(pictures: Path) -> None:
    samples, counts, apart = Samples(Pictures((pictures,), SMALLEST), TINY), [], []
    for seed in range(30):
        known, colours = samples(np.random.default_rng(seed))
        assert (known.shape, colours.shape) == ((4, 64, 64), (2, 64, 64))
        there = known[3] == 1
        counts.append(int(there.sum()))
        assert not known[1:3, ~there].any()
        apart += (known[1:3, there] - colours[:, there]).abs().flatten().tolist()
    assert 0 in counts and max(counts) > 20
    assert np.median(apart) < 0.05  # most dabs do not lie across an edge


def test_luminance_and_colours_make_the_picture_again() -> None:
    image = some_picture()
    light, colours = (torch.from_numpy(part)[None] for part in lab(image))
    assert light.min() >= 0 and light.max() <= 1 and colours.abs().max() < 1.2
    assert np.abs(rgb(light, colours).astype(int) - image).max() <= 1


def test_a_dab_is_the_mean_colour_around_one_pixel() -> None:
    light, colours = lab(np.full((32, 32, 3), (200, 40, 90), np.uint8))
    known = with_dabs(light, colours, 5, np.random.default_rng(0))
    there = known[3] == 1
    assert 1 <= there.sum() <= 5
    assert torch.allclose(known[1:3, there], torch.from_numpy(colours[:, 0, 0])[:, None].expand(2, int(there.sum())))


def test_trials_lie_on_the_networks_raster_whatever_the_shape() -> None:
    made = trial(np.kron(some_picture(), np.ones((5, 3, 1), np.uint8)), 0, 0)
    assert made.image.shape == (256, 208, 3)
    dabs = {count: int(x[0, 3].sum()) for count, x in made.inputs.items()}
    assert dabs == {0: 0, 10: 10, 50: 49}  # one fell onto another


def test_grey_has_no_colour_and_equal_pictures_no_error() -> None:
    grey, vivid = np.full((8, 8, 3), 90, np.uint8), some_picture()
    assert colourfulness(grey) == 0 < 40 < colourfulness(vivid)
    assert psnr(vivid, vivid) > 90 and psnr(grey, grey + 10) == pytest.approx(28.13, abs=0.01)


def test_a_patch_off_the_raster_is_refused_with_a_sentence(pictures: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="multiple of 16"):
        train(replace(TINY, patch=100), pictures, tmp_path / "run")
