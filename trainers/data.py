"""Pictures to learn from: found in folders, decoded once, cut at random places.

Every random choice of item `i` of step `s` comes from a generator seeded with (seed, s, i). So a run that goes on after
a stop sees what it would have seen, and two processes that share a batch see together what one alone would see.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image as PillowImage
from torch import Tensor

from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from trainers.folders import find as find
from trainers.room import for_pictures

Image = NDArray[np.uint8]
# Pixels: beyond that a picture is not drawn more often, or a few panoramas would fill every batch.
_LARGEST_WEIGHT = 4e6


def read(path: Path) -> Image | None:
    """The picture as (H, W, 3) RGB, or None where it cannot be decoded, or is not there any more."""
    try:
        image = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None
    return None if image is None else np.ascontiguousarray(image[..., ::-1])


class Pictures:
    """The pictures of some folders with at least `side` pixels a side; kept while they fit into `memory` bytes, by
    default a share of what is free.

    Those for which `skip` is true are left out. `even`: none is drawn more often for being large, where what is to be
    learnt is what there is in the world, not how it looks close by.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        side: int,
        memory: int | None = None,
        skip: Callable[[Path], bool] | None = None,
        *,
        even: bool = False,
    ) -> None:
        paths = [path for path in find(folders) if skip is None or not skip(path)]
        sizes = {path: size for path in paths if (size := _size(path)) and min(size) >= side}
        if not sizes:
            raise GanstudioError(
                _("No picture of at least {side} × {side} pixels was found in {folders}.").format(
                    side=side, folders=", ".join(map(str, folders))
                )
            )
        self.paths, self._folders, self._side = list(sizes), folders, side
        area = np.minimum([1.0 if even else float(width * height) for width, height in sizes.values()], _LARGEST_WEIGHT)
        self._chance = area / area.sum()
        self._memory = for_pictures() if memory is None else memory
        self._lock = threading.Lock()
        self._kept: dict[int, Image] = {}

    def draw(self, random: np.random.Generator) -> Image:
        """A random picture, large ones more often. Those that turn out to be damaged, gone, or smaller than before are
        passed over; raises FileError where nearly all are."""
        for _attempt in range(100):
            image = self._picture(int(random.choice(len(self.paths), p=self._chance)))
            if image is not None:
                return image
        for folder in self._folders:
            if not folder.is_dir():
                raise FileError(_("The folder {folder} with the training pictures is gone.").format(folder=folder))
        raise FileError(_("Nearly all pictures in the training folders are damaged."))

    def _picture(self, index: int) -> Image | None:
        if index in self._kept:
            return self._kept[index]
        image = read(self.paths[index])
        if image is not None and min(image.shape[:2]) < self._side:
            return None
        with self._lock:
            if image is not None and image.nbytes <= self._memory and index not in self._kept:
                self._kept[index] = image
                self._memory -= image.nbytes
        return image


def _size(path: Path) -> tuple[int, int] | None:
    try:
        with PillowImage.open(path) as image:
            return image.size
    except Exception:  # Pillow raises many kinds; a file that cannot be opened is no training picture
        return None


def crop(image: Image, side: int, random: np.random.Generator) -> Image:
    """A square of `side` pixels at a random place, turned and mirrored at random."""
    top = int(random.integers(image.shape[0] - side + 1))
    left = int(random.integers(image.shape[1] - side + 1))
    square = np.rot90(image[top : top + side, left : left + side], int(random.integers(4)))
    return np.ascontiguousarray(square[:, ::-1] if random.random() < 0.5 else square)


def tensor(image: Image) -> Tensor:
    """(H, W, 3) uint8 → (3, H, W) in [0, 1]."""
    return torch.from_numpy(image).permute(2, 0, 1).float().div_(255)  # HWC → CHW


Sample = Callable[[np.random.Generator], tuple[Tensor, ...]]
Batch = tuple[Tensor, ...]


class Batches:
    """Batches made ahead in threads (decoding and resampling release the interpreter). Use as a context."""

    def __init__(self, sample: Sample, size: int, seed: int, rank: int = 0, world: int = 1, threads: int = 1) -> None:
        if size % world:
            raise GanstudioError(
                _("The batch of {size} cannot be shared by {world} processes; choose a multiple.").format(
                    size=size, world=world
                )
            )
        self._sample, self._seed = sample, seed
        self._items = range(rank * size // world, (rank + 1) * size // world)
        self._pool = ThreadPoolExecutor(max(1, threads), thread_name_prefix="batches")
        self._ahead = 2 * max(1, threads)

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def from_step(self, start: int, stop: int) -> Iterator[tuple[int, Batch]]:
        """(step, batch) for start ≤ step < stop."""
        futures = {s: self._pool.submit(self._make, s) for s in range(start, min(start + self._ahead, stop))}
        for step in range(start, stop):
            batch = futures.pop(step).result()
            if step + self._ahead < stop:
                futures[step + self._ahead] = self._pool.submit(self._make, step + self._ahead)
            yield step, batch

    def _make(self, step: int) -> Batch:
        samples = [self._sample(np.random.default_rng((self._seed, step, item))) for item in self._items]
        return tuple(map(partial(torch.stack, dim=0), zip(*samples, strict=True)))
