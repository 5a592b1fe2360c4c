"""Finding, drawing and batching pictures."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ganstudio.errors import GanstudioError
from trainers.data import Batches, Pictures, crop, tensor


def sample(pictures: Pictures):
    return lambda random: (tensor(crop(pictures.draw(random), 32, random)),)


def test_a_damaged_file_is_passed_over(pictures: Path, tmp_path: Path) -> None:
    good = (pictures / "0.png").read_bytes()
    (tmp_path / "good.png").write_bytes(good)
    (tmp_path / "truncated.png").write_bytes(good[: len(good) // 3])
    (tmp_path / "text.jpg").write_text("no picture")
    found = Pictures((tmp_path,), 32)
    random = np.random.default_rng(0)
    assert all(found.draw(random).shape == (160, 160, 3) for _ in range(20))


def test_too_small_pictures_are_refused_with_a_sentence(pictures: Path) -> None:
    with pytest.raises(GanstudioError, match="at least 500"):
        Pictures((pictures,), 500)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GanstudioError, match="nowhere"):
        Pictures((tmp_path / "nowhere",), 32)


def test_batches_depend_on_seed_and_step_alone(pictures: Path) -> None:
    draw = sample(Pictures((pictures,), 32))
    with (
        Batches(draw, 4, seed=1, threads=2) as whole,
        Batches(draw, 4, seed=1) as late,
        Batches(draw, 4, seed=2) as other,
    ):
        all_of_them = dict(whole.from_step(0, 5))
        assert torch.equal(dict(late.from_step(3, 5))[4][0], all_of_them[4][0])
        assert not torch.equal(dict(other.from_step(4, 5))[4][0], all_of_them[4][0])
        assert not torch.equal(all_of_them[3][0], all_of_them[4][0])


def test_two_processes_see_together_what_one_sees_alone(pictures: Path) -> None:
    draw = sample(Pictures((pictures,), 32))
    with Batches(draw, 4, 0) as alone, Batches(draw, 4, 0, 0, 2) as first, Batches(draw, 4, 0, 1, 2) as second:
        halves = [dict(part.from_step(2, 3))[2][0] for part in (first, second)]
        assert torch.equal(torch.cat(halves), dict(alone.from_step(2, 3))[2][0])


def test_a_batch_that_cannot_be_shared_is_refused(pictures: Path) -> None:
    with pytest.raises(GanstudioError, match="multiple"):
        Batches(sample(Pictures((pictures,), 32)), 3, 0, 0, 2)


def test_pictures_may_be_drawn_alike_whatever_their_size(tmp_path: Path) -> None:
    for name, side in (("small", 16), ("large", 160)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.zeros((side, side, 3), np.uint8))
    random = np.random.default_rng(0)
    shares = [
        sum(pictures.draw(random).shape[0] == 16 for _draw in range(200)) / 200
        for pictures in (Pictures((tmp_path,), 8), Pictures((tmp_path,), 8, even=True))
    ]
    assert shares[0] < 0.05 and 0.4 < shares[1] < 0.6


def test_pictures_that_shall_be_skipped_are(tmp_path: Path) -> None:
    for name in "ab":
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.zeros((16, 16, 3), np.uint8))
    assert Pictures((tmp_path,), 8, skip=lambda path: path.stem == "a").paths == [tmp_path / "b.png"]
