"""A face in a photo: where its eyes and its mouth are, and the upright square that networks see."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Spot = tuple[float, float]
"""Across and down, as shares of the photo's width and height."""
Floats = NDArray[np.float32]
ALIGNED = np.array([[0.295, 0.285], [0.69, 0.285], [0.49, 0.69]], np.float32)
"""Where the eyes and the mouth are in the square, in parts of its side: means over the training faces."""


@dataclass(frozen=True)
class Face:
    """Three spots, so that it fits a copy of the photo of another size too; they may lie beyond the border.

    `left` is the eye that is left when the face is upright, as one who looks at the picture sees it.
    """

    left: Spot
    right: Spot
    mouth: Spot

    def points(self, size: tuple[int, int]) -> Floats:
        """The three (3, 2), in pixels of a photo of `size` (width, height)."""
        return np.array([self.left, self.right, self.mouth], np.float32) * np.array(size, np.float32)

    def square(self, size: tuple[int, int], aligned: Floats = ALIGNED) -> Floats:
        """(2, 3): from places in the square, [0, 1]², to pixels of a photo of `size`.

        The similarity that brings the `aligned` spots nearest to the face's (least squares: Umeyama 1991, equations
        40 to 43).
        """
        there = self.points(size).astype(np.float64)
        middle, aim = aligned.astype(np.float64).mean(0), there.mean(0)
        # As complex numbers a turn and a scale are one factor.
        given = (aligned - middle) @ np.array([1, 1j])
        wanted = (there - aim) @ np.array([1, 1j])
        factor = np.vdot(given, wanted) / np.vdot(given, given)
        turn = np.array([[factor.real, -factor.imag], [factor.imag, factor.real]])
        return np.column_stack([turn, aim - turn @ middle]).astype(np.float32)

    def side(self, size: tuple[int, int]) -> float:
        """Side of the square in pixels of a photo of `size`."""
        across = self.square(size)[:, 0]
        return math.hypot(float(across[0]), float(across[1]))

    def to_json(self) -> list[list[float]]:
        """[[x, y], [x, y], [x, y]]: left eye, right eye, mouth."""
        return [list(self.left), list(self.right), list(self.mouth)]

    @classmethod
    def from_json(cls, values: Any) -> Face:
        """What `to_json` wrote; raises ValueError or TypeError for anything else."""
        left, right, mouth = (_spot(value) for value in values)
        return cls(left, right, mouth)

    @classmethod
    def in_square(cls, square: Floats, size: tuple[int, int]) -> Face:
        """The face that lies as the training faces do in the `square` (2, 3) of a photo of `size`."""
        points = (ALIGNED @ square[:, :2].T + square[:, 2]) / np.array(size, np.float32)
        left, right, mouth = ((float(x), float(y)) for x, y in points)
        return cls(left, right, mouth)


def _spot(value: Any) -> Spot:
    x, y = value
    if any(isinstance(each, bool) or not math.isfinite(each) for each in (x, y)):
        raise ValueError("no spot")
    return float(x), float(y)
