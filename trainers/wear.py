"""Wear of old photos, drawn at random on clean pictures: scratches, hairs, dust and creases, and where they show.

Not only pure white: light or dark, slightly coloured, soft at the edges, stronger here and weaker there, in part so
transparent that they hardly show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.masks import Mask

Image = NDArray[np.uint8]
Cover = NDArray[np.float32]
"""(H, W), how much of the picture is covered, 0 to 1."""
Draw = Callable[[int, int, np.random.Generator], Cover]
CHANGE, FAINT = 16, 4
"""Levels of 255 by which some channel of a pixel must have changed to be damage, or to be left undecided: soft rims,
and what hardly shows."""
SIDE = 512
"""Pixels along the side of the picture that lengths and numbers are meant for."""
_FINE = 4
"""Lines are drawn this many times as large, and reduced."""
_AROUND, _NEAR = 64, 8
"""Pixels around the picture in which a line, or a speck, may have its middle and reach into it."""


class Worn(NamedTuple):
    """A picture, where it shows damage, and where it hardly does."""

    picture: Image
    damage: Mask
    faint: Mask


def worn(picture: Image, random: np.random.Generator, amount: float = 1.0) -> Worn:
    """`picture`, (H, W, 3), with some of every kind; a crease on two of five pictures of SIDE.

    `amount`: of how many times as much on average.
    """
    height, width = picture.shape[:2]
    values = picture.astype(np.float32)
    for draw, usual, around in ((crease, 0.4, _AROUND), (scratch, 7, _AROUND), (hair, 3.5, _AROUND), (dust, 24, _NEAR)):
        times = amount * (height + 2 * around) * (width + 2 * around) / (SIDE + 2 * around) ** 2
        for _one in range(int(random.poisson(times * usual))):
            _put_on(values, draw(height, width, random), random)
    made = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return judged(made, picture)


def judged(worn: Image, clean: Image) -> Worn:
    """What `worn` shows of damage, by what it was."""
    changed = np.abs(worn.astype(np.int16) - clean).max(axis=2)
    return Worn(worn, np.asarray(changed >= CHANGE, bool), np.asarray((changed >= FAINT) & (changed < CHANGE), bool))


def scratch(height: int, width: int, random: np.random.Generator) -> Cover:
    """A line 1 to 6 pixels wide, straight or slightly bent, more often upright, here and there interrupted."""
    length = random.uniform(0.15, 1.2) * SIDE
    angle = random.normal(np.pi / 2, 0.15) if random.random() < 0.5 else random.uniform(0, np.pi)
    points = _bent(_place(height, width, random), angle, length, random.normal(0, 0.05) * length)
    cover = _line(height, width, points, float(np.exp(random.uniform(0, np.log(6)))))
    return _uneven(cover, random, gaps=random.random() < 0.3) * np.float32(random.uniform(0.45, 1))


def hair(height: int, width: int, random: np.random.Generator) -> Cover:
    """A thin line of 30 to 150 pixels that curls."""
    steps, angle, turn = int(random.integers(10, 50)), random.uniform(0, 2 * np.pi), 0.0
    points = [_place(height, width, random)]
    for _step in range(steps):
        turn = 0.8 * turn + random.normal(0, 0.08)
        angle += turn
        points.append(points[-1] + 3 * np.array([np.cos(angle), np.sin(angle)]))
    cover = _line(height, width, np.array(points), random.uniform(1, 2.2))
    return cover * np.float32(random.uniform(0.45, 1))


def dust(height: int, width: int, random: np.random.Generator) -> Cover:
    """A speck of 2 to 12 pixels with an irregular outline."""
    size = float(np.exp(random.uniform(np.log(2), np.log(12))))
    around = np.linspace(0, 2 * np.pi, 9)[:-1]
    radii = size / 2 * random.uniform(0.6, 1.2, 8) * (1 + random.uniform(0, 0.6) * np.cos(2 * around)) ** 0.5
    points = _place(height, width, random, _NEAR) + radii[:, None] * np.stack([np.cos(around), np.sin(around)], axis=1)
    cover = np.zeros((height, width), np.float32)
    left, top = np.maximum(np.floor(points.min(axis=0) - 4), 0).astype(int)
    right, bottom = np.minimum(np.ceil(points.max(axis=0) + 4), (width, height)).astype(int)
    if left < right and top < bottom:
        fine = np.zeros(((bottom - top) * _FINE, (right - left) * _FINE), np.uint8)
        cv2.fillPoly(fine, [np.rint((points - (left, top)) * _FINE).astype(np.int32)], 255)
        cover[top:bottom, left:right] = _soft(fine, (right - left, bottom - top), random.uniform(0.3, 0.9))
    return cover * np.float32(random.uniform(0.5, 1))


def crease(height: int, width: int, random: np.random.Generator) -> Cover:
    """A fold across the picture: a wide soft line with a worn, sharper core."""
    angle = random.choice((0, np.pi / 2)) + random.normal(0, 0.15)
    points = _bent(_place(height, width, random), angle, 3.0 * max(height, width), random.normal(0, 6))
    wide = _line(height, width, points, random.uniform(5, 12))
    wide = np.asarray(cv2.GaussianBlur(wide, (0, 0), random.uniform(1.5, 4)), np.float32)
    core = _uneven(_line(height, width, points, random.uniform(1, 3)), random, gaps=True)
    worn_off = core * np.float32(random.uniform(0.5, 0.95))
    return np.asarray(np.maximum(wide * np.float32(random.uniform(0.25, 0.5)), worn_off), np.float32)


def _place(height: int, width: int, random: np.random.Generator, around: int = _AROUND) -> NDArray[np.float64]:
    return random.uniform((-around, -around), (width + around, height + around))


def _put_on(values: NDArray[np.float32], cover: Cover, random: np.random.Generator) -> None:
    """Light more often than dark, of the colour of paper or dirt."""
    grey = random.uniform(190, 255) if random.random() < 0.6 else random.uniform(0, 55)
    colour = np.clip(grey + random.normal(0, 4) * np.array([1, 0.2, -1]), 0, 255).astype(np.float32)
    left, top, width, height = cv2.boundingRect((cover > 0).view(np.uint8))
    there = values[top : top + height, left : left + width]
    there += cover[top : top + height, left : left + width, None] * (colour - there)


def _bent(middle: NDArray[np.float64], angle: float, length: float, bend: float) -> NDArray[np.float64]:
    """Points (n, 2) of a parabola through `middle`."""
    along = np.linspace(-0.5, 0.5, 40)[:, None]
    ahead, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    return np.asarray(middle + length * along * ahead + bend * 4 * along**2 * aside)


def _line(height: int, width: int, points: NDArray[np.float64], thickness: float) -> Cover:
    fine = np.zeros((height * _FINE, width * _FINE), np.uint8)
    places = np.rint(points * _FINE * 16).astype(np.int32)[:, None]
    cv2.polylines(fine, [places], False, 255, max(1, round(thickness * _FINE)), cv2.LINE_8, shift=4)
    return _soft(fine, (width, height), 0.5)


def _soft(fine: Image, size: tuple[int, int], blur: float) -> Cover:
    small = cv2.resize(fine, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.asarray(cv2.GaussianBlur(small, (0, 0), blur), np.float32)


def _uneven(cover: Cover, random: np.random.Generator, *, gaps: bool) -> Cover:
    """Stronger here, weaker there; with `gaps` nothing in places."""
    knots = [max(2, round(12 * side / SIDE)) for side in cover.shape]
    grid = random.uniform(-0.8 if gaps else 0.5, 1.2, knots).astype(np.float32)
    field = cv2.resize(grid, cover.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return cover * np.clip(field, 0, 1)
