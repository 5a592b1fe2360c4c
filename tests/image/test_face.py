"""A face by three spots, and the upright square around it."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from ganstudio.image.face import ALIGNED, Face

SIZE = (400, 300)


def turned(angle: float, side: float = 100, at: tuple[float, float] = (150, 120)) -> Face:
    """A face of that shape, turned by radians."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return Face.in_square(np.column_stack([side * turn, at]).astype(np.float32), SIZE)


@pytest.mark.parametrize("angle", [0, 0.4, -1.5, math.pi])
def test_the_square_is_found_again_however_the_face_is_turned(angle: float) -> None:
    face = turned(angle)
    square = face.square(SIZE)
    np.testing.assert_allclose(ALIGNED @ square[:, :2].T + square[:, 2], face.points(SIZE), atol=1e-2)
    assert face.side(SIZE) == pytest.approx(100, abs=0.01)


def test_a_face_of_another_shape_gets_the_nearest_square_without_a_shear() -> None:
    long = Face((0.3, 0.2), (0.5, 0.2), (0.4, 0.6))
    across, down = long.square(SIZE)[:, :2].T
    assert across @ down == pytest.approx(0, abs=1e-2)
    assert np.hypot(*across) == pytest.approx(np.hypot(*down), rel=1e-5)


def test_it_comes_back_from_json() -> None:
    face = turned(0.2)
    assert Face.from_json(json.loads(json.dumps(face.to_json()))) == face


@pytest.mark.parametrize(
    "values", [[[0, 0], [1, 0]], [[0, 0], [1, 0], [math.nan, 1]], [[0, 0], [1, 0], [True, 1]], "no"]
)
def test_what_is_no_face_is_refused(values: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Face.from_json(values)
