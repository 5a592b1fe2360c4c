"""Squares about faces: moved and back, kept apart, made faces, all over a picture."""

from __future__ import annotations

import numpy as np

from ganstudio.faces import squares
from ganstudio.image.face import Face

SIZE = (400, 300)
FACE = Face((0.3, 0.4), (0.5, 0.45), (0.38, 0.7))


def test_a_face_becomes_a_square_and_that_face_again() -> None:
    square = squares.of(FACE, SIZE)
    again = squares.face(square[0], SIZE)
    assert np.allclose(again.square(SIZE), FACE.square(SIZE), atol=0.05)
    assert square[0, 3] > 0, "its right eye is lower: turned clockwise"


def test_moves_bring_squares_to_their_aims() -> None:
    random = np.random.default_rng(0)
    given, aims = (
        np.column_stack([random.uniform(0, 99, (20, 2)), random.uniform(9, 50, 20), random.uniform(-3, 3, 20)])
        for _each in range(2)
    )
    made = squares.moved(given, squares.between(given, aims))
    assert np.allclose(made[:, :3], aims[:, :3])
    assert np.allclose(np.exp(1j * made[:, 3]), np.exp(1j * aims[:, 3]))


def test_a_move_is_in_parts_of_the_side_along_the_squares_own_axes() -> None:
    turned = squares.moved(np.array([[100, 100, 40, np.pi / 2]]), np.array([[0.5, 0, 0, 0]]))
    assert np.allclose(turned, [[100, 120, 40, np.pi / 2]])


def test_of_squares_about_one_face_the_surest_stays() -> None:
    given = np.array([[50, 50, 40, 0], [54, 52, 44, 0.2], [52, 60, 12, 0], [150, 50, 40, 0]], float)
    assert squares.distinct(given, np.array([0.6, 0.9, 0.5, 0.7])).tolist() == [1, 3]
    assert len(squares.distinct(squares.none(), np.zeros(0))) == 0


def test_squares_all_over_are_near_any_face() -> None:
    given, random = squares.scanned(SIZE, 30), np.random.default_rng(1)
    for _face in range(50):
        side = random.uniform(30, 250)
        aim = np.array([[random.uniform(0, SIZE[0]), random.uniform(0, SIZE[1]), side, 0]])
        away = np.abs(squares.between(given, np.repeat(aim, len(given), axis=0)))
        assert (away <= [0.25, 0.25, 0.42, 0]).all(1).any()
