"""Holes to learn to fill, drawn at random: arrays (H, W) bool, True where the picture is missing.

Free-form strokes follow Yu et al. 2019 (DeepFillv2, algorithm 1): a brush that turns as it goes.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Draw = Callable[[int, int, np.random.Generator], Mask]
_ATTEMPTS = 200


def any_hole(height: int, width: int, random: np.random.Generator) -> Mask:
    """One of all kinds: 5 to 50 % of the picture, or scratches, as thin as they are."""
    kinds: tuple[Draw, ...] = (freeform, box, blobs, scratches)
    kind = kinds[int(random.choice(len(kinds), p=(0.35, 0.2, 0.2, 0.25)))]
    if kind is scratches:
        return scratches(height, width, random)
    low = float(random.uniform(0.05, 0.4))
    return between(low, low + 0.1, kind, height, width, random)


def between(low: float, high: float, draw: Draw, height: int, width: int, random: np.random.Generator) -> Mask:
    """Holes of the kind that `draw` makes, added up until they are `low` to `high` of the picture."""
    hole = np.zeros((height, width), bool)
    for _attempt in range(_ATTEMPTS):
        more = hole | draw(height, width, random)
        if more.mean() <= high:
            hole = more
        if hole.mean() >= low:
            break
    return hole


def freeform(height: int, width: int, random: np.random.Generator) -> Mask:
    """One stroke of a brush a 24th to a 6th of the picture wide."""
    side = min(height, width)
    thickness = max(2, int(random.uniform(side / 24, side / 6)))
    place = random.uniform((0, 0), (width, height))
    angle, picture = random.uniform(0, 2 * np.pi), np.zeros((height, width), np.uint8)
    for _turn in range(int(random.integers(2, 7))):
        angle += random.normal(0, 0.9)
        step = random.uniform(side / 16, side / 5)
        end = np.clip(place + step * np.array([np.cos(angle), np.sin(angle)]), 0, (width - 1, height - 1))
        _line(picture, place, end, thickness)
        place = end
    return picture > 0


def box(height: int, width: int, random: np.random.Generator) -> Mask:
    """A rectangle with sides of a fifth to three fifths of the picture, which may touch its border."""
    return _box(height, width, float(random.uniform(0.2, 0.6)), float(random.uniform(0.2, 0.6)), random)


def square(share: float) -> Draw:
    """Rectangles of the picture's own shape and of `share` of its area."""
    return lambda height, width, random: _box(height, width, share**0.5, share**0.5, random)


def _box(height: int, width: int, down: float, across: float, random: np.random.Generator) -> Mask:
    rows, columns = max(1, round(height * down)), max(1, round(width * across))
    top, left = int(random.integers(height - rows + 1)), int(random.integers(width - columns + 1))
    hole = np.zeros((height, width), bool)
    hole[top : top + rows, left : left + columns] = True
    return hole


def blobs(height: int, width: int, random: np.random.Generator) -> Mask:
    """A lump with an irregular outline: where smooth noise around a place is high, as when something is cut out."""
    side = min(height, width)
    noise = cv2.resize(random.random((6, 6)), (width, height), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[:height, :width]
    centre_x, centre_y = random.uniform((0, 0), (width, height))
    radius = random.uniform(side / 8, side / 3)
    distance = np.hypot((x - centre_x) / random.uniform(0.6, 1.6), y - centre_y) / radius
    return np.asarray(distance + 0.8 * (noise - 0.5) < 1, bool)


def scratches(height: int, width: int, random: np.random.Generator, widths: tuple[int, int] = (1, 8)) -> Mask:
    """Up to eight thin curves of `widths` (first to last) pixels."""
    picture = np.zeros((height, width), np.uint8)
    for _curve in range(int(random.integers(1, 9))):
        thickness = int(random.integers(widths[0], widths[1] + 1))
        start, bend, end = random.uniform((0, 0), (width, height), size=(3, 2))
        bend = (start + end) / 2 + 0.3 * (bend - (start + end) / 2)
        along = np.linspace(0, 1, 24)[:, None]
        points = (1 - along) ** 2 * start + 2 * along * (1 - along) * bend + along**2 * end  # a quadratic Bézier curve
        for here, there in pairwise(points):
            _line(picture, here, there, thickness)
    return picture > 0


def _line(picture: NDArray[np.uint8], start: NDArray[np.float64], end: NDArray[np.float64], thickness: int) -> None:
    first, second = (int(start[0]), int(start[1])), (int(end[0]), int(end[1]))
    cv2.line(picture, first, second, 255, thickness)
    if thickness > 3:  # round joints
        cv2.circle(picture, second, thickness // 2, 255, -1)
