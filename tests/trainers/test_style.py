"""The recipe `style` from start to model file, on pictures small enough to learn in seconds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
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
from trainers.run import Run
from trainers.style import ALWAYS, DISCOGAN, DOTS, EDGES, FEW, NEVER, PAINTED, PENCIL, PIX2PIX, STROKES, StyleTraining

TINY = StyleTraining(
    channels=8,
    blocks=1,
    judge_channels=8,
    batch=2,
    patch=64,
    steps=4,
    every=2,
    pool=2,
    precision="float32",
    checkpoint_minutes=0,
)


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of four pictures with equal names; the second holds the negatives of the first."""
    folder, random = tmp_path_factory.mktemp("kinds"), np.random.default_rng(3)
    for name in ("first", "second"):
        (folder / name).mkdir()
    for index in range(4):
        image = picture(random, 208)
        cv2.imwrite(str(folder / "first" / f"{index}.png"), image)
        cv2.imwrite(str(folder / "second" / f"{index}.png"), 255 - image)
    return folder / "first", folder / "second"


def train(params: StyleTraining, data: tuple[Path, ...], run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["style"].train(params, data, run, job or Job())
    state = Run(run).load()
    assert state is not None
    learner = state["learner"]
    return (learner.get("there") or learner["generator"])["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def finished(kinds: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run without pairs that is done."""
    run = tmp_path_factory.mktemp("runs") / "dotted"
    params = replace(TINY, validation=str(kinds[0]), validation_count=2, title="Dotted", back="undotted")
    train(params, kinds, run)
    return run


def test_a_run_leaves_a_model_that_translates_and_one_of_the_way_back(finished: Path) -> None:
    there, back = read_info(finished / "model.safetensors"), read_info(finished / "undotted.safetensors")
    assert (there.name, there.title, there.task) == ("dotted", "Dotted", "style")
    assert (back.name, back.task) == ("undotted", "style")
    seen = torch.rand(1, 3, 64, 96)
    made = [Store(()).load(info)(seen) for info in (there, back)]
    assert made[0].shape == made[1].shape == (1, 3, 64, 96)
    assert not torch.equal(*made)


def test_what_happens_is_told_in_numbers_and_pictures(finished: Path) -> None:
    last = stats(finished)[-1]
    told = {"generator", "discriminator", "cycle", "identity", "D(real)", "D(fake)", "edges", "cycle PSNR"}
    told |= {"generator gradient", "discriminator gradient", "change", "likeness"}
    assert told <= set(last)
    assert 0 <= last["D(fake)"] <= 1 and last["likeness"] > 0.5
    assert last["cycle PSNR"] > 20  # it starts from changing nothing
    assert (finished / "previews" / "0000004.png").stat().st_size > 100


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "cyclegan"},
        {"method": "cyclegan", "several_sizes": True, "moments_weight": 1.0},
        {"method": DISCOGAN},
        {"method": PIX2PIX},
    ],
    ids=["cyclegan", "several sizes", "discogan", "pix2pix"],
)
def test_a_stopped_run_goes_on_exactly(changes: dict[str, Any], kinds: tuple[Path, Path], tmp_path: Path) -> None:
    params = replace(TINY, every=100, **changes)
    train(params, kinds, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, kinds, tmp_path / "stopped", StopAfter(3))
    train(params, kinds, tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_few_pictures_are_changed_before_they_are_judged(kinds: tuple[Path, Path], tmp_path: Path) -> None:
    params = replace(TINY, steps=1, every=100)
    few, never, always = (train(replace(params, augment=way), kinds, tmp_path / way) for way in (FEW, NEVER, ALWAYS))
    assert all(torch.equal(few[name], always[name]) for name in few)
    assert not all(torch.equal(few[name], never[name]) for name in few)


def test_pairs_are_learnt_from(kinds: tuple[Path, Path], tmp_path: Path) -> None:
    params = replace(TINY, method=PIX2PIX, residual=False, steps=60, learning_rate=3e-3, average=0.5, every=20)
    train(params, kinds, tmp_path / "run")
    errors = [line["pixel"] for line in stats(tmp_path / "run")]
    assert errors[-1] < 0.8 * errors[0]


@pytest.mark.parametrize("pairs", [PENCIL, EDGES, STROKES, DOTS])
def test_photos_are_enough_where_the_drawings_are_made_of_them_but_for_colours_of_paint(
    pairs: str, kinds: tuple[Path, Path], tmp_path: Path
) -> None:
    params = replace(TINY, method=PIX2PIX, pairs=pairs, backwards=True, steps=2, every=1)
    data = kinds if pairs in PAINTED else kinds[:1]
    train(replace(params, validation=str(kinds[0]), validation_count=2), data, tmp_path / "run")
    assert {"error", "edges", "generator", "D(fake)"} <= set(stats(tmp_path / "run")[-1])


def test_a_model_that_is_there_can_be_gone_on_from(finished: Path, kinds: tuple[Path, Path], tmp_path: Path) -> None:
    start = finished / "model.safetensors"
    made = train(replace(TINY, start=str(start), learning_rate=1e-6, steps=1), kinds, tmp_path / "run")
    shipped = Store(()).load(read_info(start)).state_dict()
    assert all(torch.allclose(made[name], value, atol=1e-4) for name, value in shipped.items())


def test_without_pairs_two_folders_are_asked_for(kinds: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="two folders"):
        train(TINY, kinds[:1], tmp_path / "run")


def test_what_is_painted_asks_for_paintings(kinds: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="paintings for the colours"):
        train(replace(TINY, method=PIX2PIX, pairs=STROKES), kinds[:1], tmp_path / "run")
