"""What the recipe `face` learns from: aligned faces, and a normal noise to make another of."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import torch
from torch import Tensor

from ganstudio.networks.face import layers
from trainers.data import Image, Pictures, find, read, tensor
from trainers.face import FaceTraining
from trainers.split import judged

Kind = TypeVar("Kind")
_TENTH = 10
_LEAST = 0.94
"""Share of a face's side that is seen at least: what finds faces in photos does not hit the pixel."""
_MIXED = 0.5
"""Share of random faces that have their coarse and their fine layers from two."""


def held_out(path: Path) -> bool:
    """Whether a face is one of the tenth that is never trained on."""
    return judged(path, _TENTH)


class Faces:
    """(face (3, S, S), noise (2, dims), layer from which the second noise counts ()), chosen by the generator given."""

    def __init__(self, params: FaceTraining, data: tuple[Path, ...]) -> None:
        self._size, self._dims = params.size, params.dims
        self._pictures = Pictures(data, params.size // 2, skip=held_out, even=True)

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, ...]:
        face = tensor(moved(self._pictures.draw(random), self._size, random))
        noise = torch.from_numpy(random.standard_normal((2, self._dims), np.float32))
        last = layers(self._size)
        level = int(random.integers(1, last)) if random.random() < _MIXED else last
        return face, noise, torch.tensor(level)


def moved(image: Image, size: int, random: np.random.Generator) -> Image:
    """The face a little larger and off its place at times, mirrored at random."""
    whole = square(image)
    length = max(1, round(len(whole) * random.uniform(_LEAST, 1)))
    top, left = random.integers(len(whole) - length + 1, size=2)
    face = resized(whole[top : top + length, left : left + length], size)
    return np.ascontiguousarray(face[:, ::-1]) if random.random() < 0.5 else face


def square(image: Image) -> Image:
    """The square in the middle of a picture."""
    side = min(image.shape[:2])
    top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    return image[top : top + side, left : left + side]


def resized(image: Image, size: int) -> Image:
    """A square picture with sides of `size`."""
    way = cv2.INTER_AREA if len(image) > size else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(np.ascontiguousarray(image), (size, size), interpolation=way), np.uint8)


def known(data: tuple[Path, ...]) -> list[Path]:
    """The faces that are trained on."""
    return [path for path in find(data) if not held_out(path)]


def spread(paths: list[Kind], count: int) -> list[Kind]:
    """At most `count` of them, at even distances."""
    return paths[:: max(1, -(-len(paths) // count))]


def loaded(paths: list[Path], size: int) -> tuple[list[Path], Tensor]:
    """Those that can be decoded, and their faces (N, 3, S, S) uint8."""
    images = [(path, resized(square(image), size)) for path in paths if (image := read(path)) is not None]
    faces = np.stack([image for _path, image in images]) if images else np.zeros((0, size, size, 3), np.uint8)
    return [path for path, _image in images], torch.from_numpy(faces).permute(0, 3, 1, 2)  # NHWC → NCHW


def validation(params: FaceTraining, data: tuple[Path, ...]) -> Tensor:
    """Faces to measure on, (N, 3, S, S) in [0, 1]."""
    paths = find((Path(params.validation),)) if params.validation else [p for p in find(data) if held_out(p)]
    return loaded(spread(paths, params.validation_count), params.size)[1].float().div(255)
