"""The recipe `generate` from start to model file, on pictures small enough to learn in seconds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.params import check
from tests.trainers.learners import assert_alike
from tests.trainers.test_upscale import StopAfter
from trainers import RECIPES, signals
from trainers.distances import COVERAGE, KERNEL_DISTANCE, NOVELTY, SLICED_WASSERSTEIN
from trainers.generate import ADAPTIVE, GREY, WASSERSTEIN, GenerateTraining
from trainers.generate_data import squares
from trainers.run import Run

TINY = GenerateTraining(size=8, dims=4, channels=4, judge_channels=4, batch=4, steps=4, every=2, precision="float32")


@pytest.fixture(scope="module")
def dots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes of 12 pictures: grey discs, left ones and right ones."""
    folder, random = tmp_path_factory.mktemp("dots"), np.random.default_rng(3)
    for across, name in ((4, "left"), (12, "right")):
        (folder / name).mkdir()
        for index in range(12):
            image = np.zeros((16, 16), np.uint8)
            cv2.circle(image, (across, int(random.integers(4, 12))), 3, 255, -1)
            cv2.imwrite(str(folder / name / f"{index}.png"), image)
    return folder


def train(params: GenerateTraining, data: Path, run: Path, job: Job | None = None) -> dict[str, torch.Tensor]:
    RECIPES["generate"].train(check(params), (data,), run, job or Job())
    state = Run(run).load()
    assert state is not None
    return state["learner"]["generator"]["average"]


@pytest.fixture(scope="module")
def finished(dots: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that is done; it learnt by class, and ten steps, after which held-out pictures are looked at."""
    run = tmp_path_factory.mktemp("runs") / "dotted"
    train(replace(TINY, by_class=True, steps=10, every=10), dots, run)
    return run


def test_a_run_leaves_a_model_that_makes_grey_pictures_of_a_class(finished: Path) -> None:
    info = read_info(finished / "model.safetensors")
    assert (info.task, info.config["grey"], info.config["classes"]) == ("generate", True, "left,right")
    noise = torch.randn(1, 4, 1, 1)
    left, right = (
        Store(()).load(info)(torch.cat([noise, torch.tensor(which).view(1, 2, 1, 1)], dim=1))
        for which in ((1.0, 0.0), (0.0, 1.0))
    )
    assert left.shape == (1, 3, 8, 8)
    assert torch.equal(left[:, 0], left[:, 2])
    assert not torch.equal(left, right)


def test_what_happens_is_told_in_numbers_and_pictures(finished: Path) -> None:
    told = {signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT, signals.VARIETY, signals.GENERATOR}
    told |= {signals.DISCRIMINATOR, signals.GENERATOR_GRADIENT, signals.DISCRIMINATOR_GRADIENT}
    told |= {SLICED_WASSERSTEIN, KERNEL_DISTANCE, COVERAGE, NOVELTY}
    last = Run(finished).rows()[-1]
    assert told <= set(last)
    assert all(0 < last[name] < 1 for name in (signals.D_REAL, signals.D_FAKE, signals.D_HELD_OUT))
    preview = cv2.imread(str(finished / "previews" / "0000010.png"))
    assert preview is not None and preview.shape == (2 * 8, 8 * 8, 3)  # a row for each class


@pytest.mark.parametrize("changed", [{"augment": ADAPTIVE, "norm": "batch"}, {"loss": WASSERSTEIN, "judge_steps": 2}])
def test_a_stopped_run_goes_on_exactly(changed: dict[str, object], dots: Path, tmp_path: Path) -> None:
    params = replace(TINY, every=100, **changed)  # type: ignore[arg-type]
    train(params, dots, tmp_path / "straight")
    with pytest.raises(Cancelled):
        train(params, dots, tmp_path / "stopped", StopAfter(2))
    train(params, dots, tmp_path / "stopped")
    assert_alike(tmp_path / "straight", tmp_path / "stopped")


@pytest.mark.parametrize("loss", ["saturating", "least-squares", "hinge"])
def test_every_loss_can_be_learnt_with(loss: str, dots: Path, tmp_path: Path) -> None:
    begun = train(replace(TINY, loss=loss, learning_rate=0.0, average=0.0, steps=2), dots, tmp_path / "frozen")
    learnt = train(replace(TINY, loss=loss, learning_rate=1e-2, average=0.0, steps=2), dots, tmp_path / "run")
    moved = "layers.0.weight"
    assert not torch.equal(begun[moved], learnt[moved])


def test_a_generator_whose_rate_is_nothing_stays_as_it_is(dots: Path, tmp_path: Path) -> None:
    frozen = [train(replace(TINY, learning_rate=0.0, steps=steps), dots, tmp_path / str(steps)) for steps in (1, 3)]
    assert torch.equal(*(each["layers.0.weight"] for each in frozen))


def test_it_learns_where_the_discs_are(dots: Path, tmp_path: Path) -> None:
    params = replace(TINY, channels=8, judge_channels=8, batch=16, steps=120, every=40, average=0.9)
    train(replace(params, learning_rate=4e-3, judge_rate=4e-3, checkpoint_minutes=9), dots, tmp_path / "run")
    told = [row[SLICED_WASSERSTEIN] for row in Run(tmp_path / "run").rows() if SLICED_WASSERSTEIN in row]
    assert told[-1] < 0.8 * told[0]


def test_pictures_of_any_shape_and_kind_become_squares(tmp_path: Path) -> None:
    tall = np.zeros((16, 8, 4), np.uint8)
    tall[:8] = (0, 0, 255, 255)  # red above, transparent below
    for index in range(2):
        cv2.imwrite(str(tmp_path / f"{index}.png"), tall)
    cut, whole = (
        squares(replace(TINY, whole=way, colours=GREY), (tmp_path,))[0].spread(2)[0][0] for way in (False, True)
    )
    assert cut.shape == whole.shape == (3, 8, 8)
    assert cut[:, 0, 4].tolist() == [1, 0, 0] and cut[:, 7, 4].tolist() == [1, 1, 1]
    assert whole[:, 0, 0].tolist() == [1, 0, 0]


def test_what_is_held_out_is_not_learnt_from(dots: Path) -> None:
    learnt, held = squares(TINY, (dots,))
    assert held.paths and not set(learnt.paths) & set(held.paths)
    assert len(learnt.paths) + len(held.paths) == 24


def test_what_cannot_be_learnt_from_is_said(dots: Path, tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="two are the least"):
        train(TINY, tmp_path, tmp_path / "run")
    with pytest.raises(GanstudioError, match="two folders or more"):
        train(replace(TINY, by_class=True), dots / "left", tmp_path / "other")
    with pytest.raises(GanstudioError, match="power of two"):
        train(replace(TINY, size=24), dots, tmp_path / "third")
