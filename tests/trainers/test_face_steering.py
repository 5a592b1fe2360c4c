"""Directions corrected by what comes of them, and labels of faces that are cut otherwise."""

from __future__ import annotations

from typing import Any, cast

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from tests.trainers.test_face import drawn
from trainers.face_judge import SIDE, Grey, Judge, grey
from trainers.face_others import frame, laid
from trainers.face_steering import REACH, Steering


class Painter:
    """Codes (N, 1, 3) → pictures as bright at the top as the first number says, at the bottom as the second; the third
    is hardly seen."""

    mean = torch.zeros(1)

    def decode(self, codes: Tensor) -> Tensor:
        half = torch.ones(1, 3, 8, 16)
        top, bottom, none = (0.1 * codes[:, 0, index, None, None, None] * half for index in range(3))
        return 0.5 + torch.cat([top + 0.001 * none, bottom.tanh()], dim=2)


def read(pictures: Tensor) -> np.ndarray:
    """How bright a picture is at the top, and at the bottom."""
    return torch.stack([pictures[..., :8, :].mean((1, 2, 3)), pictures[..., 8:, :].mean((1, 2, 3))], dim=1).numpy()


FAR = REACH * 1.645
"""How far that is in deviations, where faces are normally distributed."""


def steering(job: Job) -> Steering:
    codes = torch.randn(200, 1, 3, generator=torch.Generator().manual_seed(0))
    return Steering(cast(Any, Painter()), codes, read, job)


def test_each_direction_is_made_to_move_its_own_label_only_and_as_far_as_the_others() -> None:
    muddled = torch.tensor([[[0.8, 0.4, 0.1]], [[-0.3, 0.7, 0.1]]])
    made = steering(Job()).steered(muddled, 2, 4)[:, 0, :2]
    assert made.diagonal().tolist() == pytest.approx([FAR, FAR], rel=0.2)
    assert (made - made.diagonal().diag()).abs().max() < 0.12


def test_what_is_held_is_no_slider_and_stays() -> None:
    made = steering(Job()).steered(torch.tensor([[[0.8, 0.4, 0.0]], [[0.0, 0.7, 0.0]]]), 1, 4)
    assert made.shape == (1, 1, 3)
    assert made[0, 0].tolist() == pytest.approx([FAR, 0, 0], abs=0.25)


def test_what_cannot_be_moved_is_not_moved_by_force() -> None:
    made = steering(Job()).steered(torch.tensor([[[0.5, 0.0, 0.0]], [[0.0, 0.0, 0.5]]]), 2, 4)
    assert made.abs().max() < 3


def test_it_can_be_stopped() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        steering(job).steered(torch.zeros(2, 1, 3), 2, 2)


def faces(count: int, random: np.random.Generator) -> tuple[Grey, np.ndarray]:
    """Drawn faces that smile or not, and which do."""
    smiles = np.arange(count) % 2
    shown = [cv2.resize(drawn(random, smile), (SIDE, SIDE)) for smile in smiles]
    return grey(np.stack(shown)), smiles.astype(np.float32)


def test_a_judge_learns_from_what_is_known() -> None:
    random = np.random.default_rng(0)
    known, smiles = faces(40, random)
    smiles[::4] = np.nan
    judge = Judge(known, np.column_stack([smiles, np.full(40, 3, np.float32)]))
    unseen, truth = faces(20, random)
    told = judge(unseen)
    assert ((told[:, 0] > 0.5) == (truth > 0.5)).mean() > 0.9
    assert told[:, 1].tolist() == pytest.approx([3] * 20, abs=0.01)
    assert judge(unseen[:0]).shape == (0, 2)


def test_faces_with_more_around_them_are_laid_over_the_training_faces() -> None:
    ours, _smiles = faces(40, np.random.default_rng(0))
    wider = [cv2.copyMakeBorder(face, 13, 3, 8, 8, cv2.BORDER_REPLICATE) for face in ours]
    others = np.stack([cv2.resize(face, (SIDE, SIDE)) for face in wider]).astype(np.uint8)
    mean = ours.mean(0)
    before = np.abs(others.mean(0) - mean).mean()
    after = np.abs(laid(others, frame(others, ours)).mean(0) - mean).mean()
    assert after < 0.3 * before


def test_where_nothing_is_alike_nothing_is_moved() -> None:
    flat = np.full((3, SIDE, SIDE), 128, np.uint8)
    assert np.array_equal(frame(flat, flat), np.eye(2, 3))
    assert np.array_equal(frame(flat[:0], flat), np.eye(2, 3))
