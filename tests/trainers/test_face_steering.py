"""Directions corrected by what comes of them, and labels of faces that are cut otherwise."""

from __future__ import annotations

from typing import Any, cast

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor, nn

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from tests.trainers.test_face import drawn
from trainers.face_judge import SIDE, Judge, grey, moved
from trainers.face_others import frame, laid
from trainers.face_steering import REACH, Steering, components


class Painter:
    """Codes (N, 1, 2) → pictures as bright at the top as the first number says, at the bottom as the second."""

    def decode(self, codes: Tensor) -> Tensor:
        half = torch.ones(1, 3, 32, 64)
        return torch.cat([0.5 + 0.1 * codes[:, 0, index, None, None, None] * half for index in (0, 1)], dim=2)


class Eye(nn.Module):
    """How bright a picture is at the top, and at the bottom, in tenths."""

    def forward(self, x: Tensor) -> Tensor:
        return 10 * torch.stack([x[..., :8, :].mean((1, 2, 3)), x[..., -8:, :].mean((1, 2, 3))], dim=1)


def steering(monkeypatch: pytest.MonkeyPatch) -> Steering:
    monkeypatch.setattr("trainers.face_steering._SKIN", 0.0)
    codes = torch.randn(200, 1, 2, generator=torch.Generator().manual_seed(0))
    eye, signs = cast(Judge, Eye()), torch.ones(2)
    return Steering(cast(Any, Painter()), eye, signs, codes, torch.device("cpu"))


def test_each_direction_is_made_to_move_its_own_label_only_and_far_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    muddled = torch.tensor([[[0.5, 0.4]], [[-0.3, 0.2]]])
    made = steering(monkeypatch).steered(muddled, 150, 0, Job())[:, 0]
    assert made.diagonal().min() > 0.8 * REACH
    assert (made - made.diagonal().diag()).abs().max() < 0.2 * REACH


def test_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        steering(monkeypatch).steered(torch.zeros(2, 1, 2), 5, 0, job)


def test_components_are_a_deviation_long() -> None:
    torch.manual_seed(0)
    codes = (torch.randn(4000, 3) * torch.tensor([4.0, 2.0, 0.0])).view(-1, 1, 3)
    found = components(codes)
    assert found[-2:].norm(dim=1).tolist() == pytest.approx([2, 4], rel=0.1)
    assert found[-1].abs().argmax() == 0


def test_a_mirrored_face_is_told_from_one_that_is_not() -> None:
    left = torch.zeros(40, 1, SIDE, SIDE)
    left[..., : SIDE // 2] = 1
    pictures, mirror = moved(left, np.random.default_rng(0))
    brighter = pictures[..., : SIDE // 2].mean((1, 2, 3)) > pictures[..., SIDE // 2 :].mean((1, 2, 3))
    assert (brighter == (mirror > 0)).all()
    assert {-1.0, 1.0} == set(mirror.tolist())


def test_faces_with_more_around_them_are_laid_over_the_training_faces() -> None:
    random = np.random.default_rng(0)
    faces = [cv2.resize(drawn(random, index % 2), (SIDE, SIDE)) for index in range(40)]
    small = [cv2.copyMakeBorder(face, 10, 2, 6, 6, cv2.BORDER_REPLICATE) for face in faces]
    ours, others = (
        grey(torch.from_numpy(np.stack([cv2.resize(face, (SIDE, SIDE)) for face in each])).permute(0, 3, 1, 2) / 255)
        for each in (faces, small)
    )
    before = (others.mean(0) - ours.mean(0)).abs().mean()
    after = (laid(others, frame(others, ours)).mean(0) - ours.mean(0)).abs().mean()
    assert after < 0.3 * before


def test_where_nothing_is_alike_nothing_is_moved() -> None:
    flat = torch.full((3, 1, SIDE, SIDE), 0.5)
    assert np.array_equal(frame(flat, flat), np.eye(2, 3))
    assert np.array_equal(frame(flat[:0], flat), np.eye(2, 3))
