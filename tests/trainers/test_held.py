"""Which pictures are measured on and not learnt from."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ganstudio.engine.job import Job
from trainers.held import held_out, measured, middle, spared
from trainers.run import Run
from trainers.style import StyleTraining
from trainers.style_data import partners, taught, trial_pairs
from trainers.training import Training
from trainers.upscale import RECIPE, UpscaleTraining


def test_some_pictures_are_held_out_always_the_same(pictures: Path) -> None:
    held = held_out(Training(), (pictures,))
    assert len(held) == 1
    assert held == held_out(Training(seed=3), (pictures,))
    assert measured(Training(), (pictures,)) == sorted(held)


def test_a_folder_for_validation_leaves_all_pictures_to_learn_from(pictures: Path, tmp_path: Path) -> None:
    params = Training(validation=str(pictures), validation_count=3)
    assert not held_out(params, (tmp_path,))
    assert len(measured(params, (tmp_path,))) == 3


@pytest.mark.parametrize(("pictures", "count"), [(1, 0), (3, 0), (4, 1), (40, 4), (10_000, 12)])
def test_how_many_can_be_spared(pictures: int, count: int) -> None:
    assert len(spared([Path(f"{index}.png") for index in range(pictures)], 12)) == count


def test_of_large_pictures_the_middle_is_measured_on() -> None:
    image = np.zeros((3000, 900, 3), np.uint8)
    image[1500, 450] = 255
    cut = middle(image)
    assert cut.shape == (1024, 900, 3) and cut[512, 450].any()


def test_a_run_without_a_folder_for_validation_is_measured_and_seen(pictures: Path, tmp_path: Path) -> None:
    params = UpscaleTraining(
        channels=8, blocks=1, scale="2", patch=16, pixel_steps=2, every=1, batch=2, precision="float32"
    )
    RECIPE.train(params, (pictures,), tmp_path / "run", Job())
    run = Run(tmp_path / "run")
    assert [step for step, _path in run.previews()] == [1, 2]
    assert "psnr" in run.last_stats()


def test_pairs_are_held_out_as_pairs(pictures: Path, tmp_path: Path) -> None:
    folders = tuple(tmp_path / name for name in ("before", "after"))
    for folder in folders:
        shutil.copytree(pictures, folder)
    params = StyleTraining(method="pix2pix")
    held = trial_pairs(params, folders)
    assert len(held) == 1 and all(before.name == after.name for before, after in held)
    assert sorted(taught(params, folders) + held) == sorted(partners(folders))
    asked = replace(params, validation=str(pictures), validation_count=2)
    assert len(trial_pairs(asked, folders)) == 2 and len(taught(asked, folders)) == 6
