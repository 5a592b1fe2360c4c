"""Squares in a picture that are about a face: many at once, moved, compared, made a `Face`."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.face import Face

Squares = NDArray[np.float64]
"""(N, 4): centre across and down in pixels, side in pixels, turn in radians, clockwise as one sees it."""
Floats = NDArray[np.float64]
_ALIKE = 0.4
"""Squares that share that part of what they cover together are about the same face."""
_INSIDE = 0.7
"""So are those of which that part of the smaller lies in the larger."""

_SAME = np.array([0.2, 0.2, 0.25, 0.4])
"""Moves from one square to another that is nearly the same."""
_APART, _LARGER = 0.4, 1.5
"""How far apart squares are that are looked at one after the other, and how many times as large the next ones are: so
near that each face is nearly filled by one."""
_LARGEST = 0.9
"""Of the picture's longer side: the largest of them."""


def none() -> Squares:
    """No square."""
    return np.zeros((0, 4))


def of(face: Face, size: tuple[int, int]) -> Squares:
    """(1, 4): the square of `face` in a picture of `size` (width, height)."""
    matrix = face.square(size).astype(np.float64)
    across = matrix[:, 0]
    centre = matrix[:, :2].sum(1) / 2 + matrix[:, 2]
    return np.array([[*centre, math.hypot(*across), math.atan2(across[1], across[0])]])


def affine(square: Floats) -> Floats:
    """(2, 3): from places in the unit square to pixels of the picture."""
    x, y, side, turn = square
    straight = side * np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    return np.column_stack([straight, np.array([x, y]) - straight.sum(1) / 2])


def face(square: Floats, size: tuple[int, int]) -> Face:
    """The face that lies in `square` as the training faces do in theirs, in a picture of `size`."""
    return Face.in_square(affine(square).astype(np.float32), size)


def scanned(size: tuple[int, int], smallest: float, apart: float = _APART) -> Squares:
    """Upright squares all over a picture of `size`, from `smallest` pixels on, `apart` parts of their side from each
    other; those at the border have their middle in the picture."""
    parts, side = [none()], smallest
    while side < _LARGEST * max(size):
        counts = [max(1, round(length / (apart * side))) for length in size]
        x, y = ((np.arange(count) + 0.5) * length / count for count, length in zip(counts, size, strict=True))
        spots = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        parts.append(np.column_stack([spots, np.full(len(spots), side), np.zeros(len(spots))]))
        side *= _LARGER
    return np.concatenate(parts)


def moved(squares: Squares, moves: Floats) -> Squares:
    """Each square moved by (N, 4): across and down in parts of its side, along its own axes; the logarithm of how many
    times as large it becomes; the turn in radians."""
    x, y, side, turn = squares.T
    across, down = moves[:, 0] * side, moves[:, 1] * side
    cos, sin = np.cos(turn), np.sin(turn)
    made = [
        x + cos * across - sin * down,
        y + sin * across + cos * down,
        side * np.exp(moves[:, 2]),
        turn + moves[:, 3],
    ]
    return np.stack(made, axis=1)


def between(squares: Squares, aims: Squares) -> Floats:
    """(N, 4): the moves that bring `squares` to `aims`."""
    away = aims[:, :2] - squares[:, :2]
    side, turn = squares[:, 2], squares[:, 3]
    cos, sin = np.cos(turn), np.sin(turn)
    across, down = cos * away[:, 0] + sin * away[:, 1], cos * away[:, 1] - sin * away[:, 0]
    turns = np.angle(np.exp(1j * (aims[:, 3] - turn)))
    return np.stack([across / side, down / side, np.log(aims[:, 2] / side), turns], axis=1)


def support(squares: Squares, others: Squares, weights: Floats) -> Floats:
    """(N,): how much of the `weights` of `others` lies on nearly the same place as each square."""
    found = np.zeros(len(squares))
    for index, square in enumerate(squares):
        away = np.abs(between(np.repeat(square[None], len(others), axis=0), others))
        found[index] = weights[(away < _SAME).all(1)].sum()
    return found


def distinct(squares: Squares, scores: Floats) -> NDArray[np.intp]:
    """Which to keep so that no two are about the same face: of those the one with the higher score, highest first."""
    left = np.argsort(-scores, kind="stable")
    kept = []
    while len(left):
        kept.append(left[0])
        left = left[1:][~_alike(squares[left[0]], squares[left[1:]])]
    return np.array(kept, np.intp)


def _alike(one: Floats, others: Squares) -> NDArray[np.bool_]:
    """Whether squares are about the face that `one` is about; turns are left out of account."""
    near = np.minimum(one[:2] + one[2] / 2, others[:, :2] + others[:, 2:3] / 2)
    far = np.maximum(one[:2] - one[2] / 2, others[:, :2] - others[:, 2:3] / 2)
    shared = np.clip(near - far, 0, None).prod(1)
    first, second = one[2] ** 2, others[:, 2] ** 2
    alike: NDArray[np.bool_] = (shared > _ALIKE * (first + second - shared)) | (
        shared > _INSIDE * np.minimum(first, second)
    )
    return alike
