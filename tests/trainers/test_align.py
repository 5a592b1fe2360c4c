"""The recipe `align` from start to model file, on faces that are drawn."""

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
from ganstudio.faces import squares
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES
from trainers.align import AlignTraining
from trainers.align_data import STRAIGHT, Samples, by_cascades, far_off, near_by
from trainers.align_light import lit
from trainers.run import Run

TINY = AlignTraining(
    size=16, channels=4, blocks=1, batch=8, steps=4, every=2, mined=2, validation_count=8, precision="float32"
)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drawn ones: an oval, two eyes, a mouth."""
    folder, random = tmp_path_factory.mktemp("faces"), np.random.default_rng(3)
    for index in range(24):
        face = np.full((48, 48, 3), random.integers(60, 140), np.uint8)
        cv2.ellipse(face, (24, 24), (18, 23), 0, 0, 360, [int(random.integers(150, 250))] * 3, -1)
        for eye in (14, 33):
            cv2.circle(face, (eye, 14), 3, (30, 30, 30), -1)
        cv2.line(face, (17, 33), (31, 33), (60, 40, 120), 2)
        cv2.imwrite(str(folder / f"{index}.png"), face)
    return folder


def train(params: AlignTraining, data: tuple[Path, ...], run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["align"].train(params, data, run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["average"]


def stats(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "stats.jsonl").read_text().splitlines()]


def test_a_run_leaves_a_model_a_preview_and_numbers(faces: Path, pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, title="Tiny", terms="made here"), (faces, pictures), tmp_path / "run")
    info = read_info(tmp_path / "run" / "model.safetensors")
    assert (info.title, info.task, info.architecture, info.config["size"]) == ("Tiny", "align", "align", 16)
    assert {"found", "false alarms", "off", "off in scale", "off in turn"} <= set(info.card["metrics"])
    assert (tmp_path / "run" / "previews" / "0000004.png").stat().st_size > 100
    network = Store(()).load(info)
    assert network.look(torch.rand(2, 3, 16, 16)).shape == (2, 5)


def test_it_gets_better_as_it_learns(faces: Path, pictures: Path, tmp_path: Path) -> None:
    train(replace(TINY, steps=60, every=10, learning_rate=0.01, mined=0), (faces, pictures), tmp_path / "run")
    miss = [line["miss"] for line in stats(tmp_path / "run")]
    assert miss[-1] < 0.8 * miss[0]


def test_a_stopped_run_goes_on_exactly(faces: Path, pictures: Path, tmp_path: Path) -> None:
    params = replace(TINY, steps=4, every=100, checkpoint_minutes=0)
    train(params, (faces, pictures), tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, (faces, pictures), tmp_path / "stopped", StopAfter(2))
    train(params, (faces, pictures), tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


def test_a_run_may_start_from_a_model_and_learn_from_its_mistakes(faces: Path, pictures: Path, tmp_path: Path) -> None:
    first = train(replace(TINY, mined=0), (faces, pictures), tmp_path / "first")
    params = replace(TINY, start=str(tmp_path / "first" / "model.safetensors"), steps=1, learning_rate=1e-6, average=0)
    second = train(params, (faces, pictures), tmp_path / "second")
    assert all(torch.allclose(first[name], second[name], atol=2e-3) for name in first)


def test_samples_are_faces_with_their_moves_and_others_without(faces: Path, pictures: Path) -> None:
    samples = Samples(TINY, (faces, pictures), by_cascades)
    made = [samples(np.random.default_rng(seed)) for seed in range(60)]
    answers = torch.stack([answer for _shown, answer in made])
    assert all(shown.shape == (3, 16, 16) and shown.min() >= 0 and shown.max() <= 1 for shown, _answer in made)
    assert 0.25 < answers[:, 0].mean() < 0.65
    assert answers[answers[:, 0] > 0][:, 1:].abs().mean() > 0.02


def test_near_squares_are_within_reach_and_far_ones_are_not() -> None:
    for seed in range(50):
        random = np.random.default_rng(seed)
        near = np.abs(squares.between(near_by(random), STRAIGHT))[0]
        far = np.abs(squares.between(far_off(random), STRAIGHT))[0]
        assert near[:2].max() < 0.75 and near[2] < 0.45 and near[3] < 0.65
        assert far[:2].max() > 0.3 or far[2] > 0.6 or far[3] > 1


def test_light_changes_a_picture_and_keeps_its_shape() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (4, 4, 3), np.uint8).repeat(6, axis=0).repeat(6, axis=1)
    for seed in range(20):
        made = lit(picture, np.random.default_rng(seed))
        assert made.dtype == np.uint8 and made.shape == picture.shape
        assert not np.array_equal(made, picture)


def test_without_photos_it_is_refused_with_a_sentence(faces: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="folders of photos"):
        train(TINY, (faces,), tmp_path / "run")
