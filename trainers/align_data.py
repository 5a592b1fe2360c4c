"""What the recipe `align` learns from: aligned faces moved at random in front of photos, and what is no face.

What is no face comes from photos that are turned on their side or upside down, and so do the mistakes of OpenCV's
cascades: upright, photos of everyday life hold faces that nobody has marked.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ganstudio.errors import GanstudioError
from ganstudio.faces import cascades
from ganstudio.faces.look import cut as cut_all
from ganstudio.faces.squares import Squares, between
from ganstudio.i18n import _
from trainers.align import AlignTraining
from trainers.align_light import lit
from trainers.data import Image, Pictures, tensor
from trainers.face_data import held_out, square
from trainers.split import judged

Mistaken = Callable[[Image], Squares]
STRAIGHT = np.array([[0.5, 0.5, 1.0, 0.0]])
"""The aligned square of a face, in parts of its picture."""
MIRRORED = 0.0075
"""By how much the middle between the aligned eyes is left of the picture's: mirrored it is as much to the right."""
_PARTS = 3
_FACES, _MISTAKES, _OFF = 0.45, 0.2, 0.1
"""Shares of faces, of what the cascades took for one, of squares that are far off a face; the rest is anything."""
_SPREAD = np.array([0.09, 0.09, 0.16, 0.17])
_MOST = np.array([0.3, 0.3, 0.42, 0.6])
_EXACT = 0.3
"""Share of faces that are nearly in place already, as they are when the network is asked again."""

_MINED_FROM = 256
"""Pixels of the longer side of a photo in which the cascades look."""


def kept_back(path: Path) -> bool:
    """Whether a photo is one of the third that is never trained on."""
    return judged(path, _PARTS)


class Samples:
    """Pairs (square (3, S, S), (5,): 1 for a face or 0, and the move to it), chosen by the generator handed in.

    `mistaken` says what in a photo is wrongly taken for faces. `judging`: from what is kept back.
    """

    def __init__(
        self, params: AlignTraining, data: tuple[Path, ...], mistaken: Mistaken, *, judging: bool = False
    ) -> None:
        if len(data) < 2:
            raise GanstudioError(_("The recipe needs a folder of faces and then folders of photos after --data."))
        self._size = params.size
        self._faces = Pictures(data[:1], params.size, skip=_skip(held_out, judging), even=True)
        self._photos = Pictures(data[1:], params.size, skip=_skip(kept_back, judging), even=True)
        self._seed, self._mistaken = params.seed, mistaken
        count = math.ceil(params.mined / 4) if judging else params.mined
        self._mistakes = [each for index in range(count) if (each := self._mined(index))]

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        kind = random.random()
        if kind < _FACES + _OFF:
            near = kind < _FACES
            shown, move = self._face(near_by(random) if near else far_off(random), random)
        else:
            near, move = False, np.zeros(4)
            mistake = kind < _FACES + _OFF + _MISTAKES and bool(self._mistakes)
            shown = self._mistake(random) if mistake else self._anything(random)
        answer = np.array([near, *move], np.float32)
        return tensor(np.ascontiguousarray(lit(shown, random))), torch.from_numpy(answer)

    def _face(self, rough: Squares, random: np.random.Generator) -> tuple[Image, NDArray[np.float64]]:
        """What the square `rough` shows, given in parts of a face's picture, and the move to the face."""
        face, aim = square(self._faces.draw(random)), STRAIGHT.copy()
        if random.random() < 0.5:
            face = np.ascontiguousarray(face[:, ::-1])
            aim[0, 0] += 2 * MIRRORED
        detail = min(len(face), round(math.exp(random.uniform(math.log(20), math.log(2 * self._size)))))
        face = np.asarray(cv2.resize(face, (detail, detail), interpolation=cv2.INTER_AREA), np.uint8)
        shown = cut(face, rough[0] * [detail, detail, detail, 1], self._size)
        if random.random() < 0.7:
            shown = self._pasted(shown, rough[0], random)
        return shown, between(rough, aim)[0]

    def _pasted(self, shown: Image, rough: NDArray[np.float64], random: np.random.Generator) -> Image:
        """In front of a photo, its outline anywhere about a face's and soft: it shall tell nothing."""
        behind = self._anything(random, paste=False)
        alpha = outline(rough, self._size, random)[..., None]
        return np.asarray(np.rint(alpha * shown + (1 - alpha) * behind), np.uint8)

    def _anything(self, random: np.random.Generator, *, paste: bool = True) -> Image:
        """A square of a photo that is not upright."""
        photo = np.rot90(self._photos.draw(random), int(random.integers(1, 4)))
        side = round(math.exp(random.uniform(math.log(self._size / 2), math.log(min(photo.shape[:2])))))
        top, left = (int(random.integers(length - side + 1)) for length in photo.shape[:2])
        part = np.ascontiguousarray(photo[top : top + side, left : left + side])
        way = cv2.INTER_AREA if side > self._size else cv2.INTER_LINEAR
        shown = np.asarray(cv2.resize(part, (self._size, self._size), interpolation=way), np.uint8)
        return self._pasted(shown, near_by(random)[0], random) if paste and random.random() < 0.4 else shown

    def _mistake(self, random: np.random.Generator) -> Image:
        photo, found = self._mistakes[int(random.integers(len(self._mistakes)))]
        rough = found[int(random.integers(len(found)))].copy()
        rough[:2] += random.normal(0, 0.05, 2) * rough[2]
        rough[2:] += rough[2] * random.normal(0, 0.08), random.normal(0, 0.1)
        return cut(photo, rough, self._size)

    def _mined(self, index: int) -> tuple[Image, Squares] | None:
        """A photo that is not upright, and what is taken for a face in it."""
        random = np.random.default_rng((self._seed, index, 1))
        photo = np.ascontiguousarray(np.rot90(self._photos.draw(random), (1, 2, 2, 3)[index % 4]))
        scale = min(1.0, _MINED_FROM / max(photo.shape[:2]))
        photo = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        found = self._mistaken(photo)
        return (photo, found) if len(found) else None


def by_cascades(photo: Image) -> Squares:
    """What the cascades take for faces."""
    return cascades.proposed(np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), np.uint8), 0)


def near_by(random: np.random.Generator) -> Squares:
    """A square that shows most of a face, in parts of its picture."""
    spread = _SPREAD * (0.25 if random.random() < _EXACT else 1)
    across, down, scale, turn = np.clip(random.normal(0, spread), -_MOST, _MOST)
    return np.array([[0.5 + across, 0.5 + down, math.exp(scale), turn]])


def far_off(random: np.random.Generator) -> Squares:
    """One that shows a part of a face, a face that is far too small, or one that is not upright."""
    rough, kind = near_by(random), random.integers(4)
    if kind == 0:
        way, far = random.uniform(0, 2 * math.pi), random.uniform(0.5, 0.9)
        rough[0, :2] += far * math.cos(way), far * math.sin(way)
    elif kind == 1:
        rough[0, 2] = random.uniform(0.25, 0.5)
        rough[0, :2] = random.uniform(0.25, 0.75, 2)
    elif kind == 2:
        rough[0, 2] = random.uniform(2, 3)
    else:
        rough[0, 3] = random.uniform(1.1, 2 * math.pi - 1.1)
    return rough


def cut(picture: Image, rough: NDArray[np.float64], size: int) -> Image:
    """(size, size, 3): what a square of `picture`, in its pixels, shows; beyond the border it is mirrored."""
    return np.asarray(cut_all(picture, rough[None], size)[0], np.uint8)


def outline(rough: NDArray[np.float64], size: int, random: np.random.Generator) -> NDArray[np.float32]:
    """(size, size), 1 inside: a superellipse about a face, as the square `rough` sees it."""
    x, y, side, turn = rough
    spots = (np.arange(size, dtype=np.float32) + 0.5) / size - 0.5
    across, down = side * spots[None], side * spots[:, None]
    cos, sin = math.cos(turn), math.sin(turn)
    middle, radii = random.normal(0.5, 0.04, 2), random.uniform(0.38, 0.56, 2)
    u = np.abs((x - middle[0] + cos * across - sin * down) / radii[0])
    v = np.abs((y - middle[1] + sin * across + cos * down) / radii[1])
    power, soft = random.uniform(2, 6), random.uniform(0.02, 0.4)
    far = (u**power + v**power) ** (1 / power)
    return np.asarray(np.clip((1 - far) / soft + 0.5, 0, 1), np.float32)


def validation(params: AlignTraining, data: tuple[Path, ...], mistaken: Mistaken) -> tuple[Tensor, Tensor]:
    """(N, 3, S, S) and (N, 5), of what is kept back."""
    samples = Samples(params, data, mistaken, judging=True)
    made = [samples(np.random.default_rng((params.seed, index))) for index in range(params.validation_count)]
    return torch.stack([shown for shown, _answer in made]), torch.stack([answer for _shown, answer in made])


def _skip(back: Callable[[Path], bool], judging: bool) -> Callable[[Path], bool]:
    return (lambda path: not back(path)) if judging else back
