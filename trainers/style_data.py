"""What the recipe `style` learns from: pictures of two kinds, or pairs of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from torch import Tensor

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.data import Image, Pictures, find, read, tensor
from trainers.drawings import DRAWINGS, Draw
from trainers.held import held_out, measured, spared
from trainers.palette import Palette
from trainers.partners import by_name
from trainers.split import judged
from trainers.style import ALWAYS, FEW, FOLDERS, PAINTED, StyleTraining

SMALLEST = 200
"""Pixels: smaller pictures are passed over, since enlarged ones look like another kind."""
RASTER = 4
_FEW = 200
"""Pictures of a kind, with fewer of which its discriminator learns them by heart."""
_LOT, _MANY = 0, 150
"""Which pictures tell the palette of a kind, and how many."""
_SHARES = (0.5, 0.85)
"""How much of a picture's shorter side is learnt from at once."""
SHOWN = 256
"""Pixels of the shorter side of a picture to look at."""


class Unpaired:
    """Pairs (first kind, second kind) (3, H, W) that have nothing to do with one another."""

    def __init__(self, params: StyleTraining, data: tuple[Path, ...]) -> None:
        if len(data) != 2:
            raise GanstudioError(
                _("Learning without pairs needs two folders after --data: the first kind, and the second.")
            )
        self._side, self._closer = params.patch, params.closer
        skip = judged if params.hold_out else None
        held = held_out(params, data[:1])
        self._kinds = Pictures((data[0],), SMALLEST, skip=held.__contains__), Pictures((data[1],), SMALLEST, skip=skip)

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, ...]:
        return tuple(tensor(cut([kind.draw(random)], self._side, random, self._closer)[0]) for kind in self._kinds)


def augmented(params: StyleTraining, data: tuple[Path, ...]) -> float:
    """How often pictures are changed before discriminators see them: where there are few, and never or always where it
    is wished."""
    few = any(len(find((folder,))) < _FEW for folder in data)
    return float(params.augment == ALWAYS or (params.augment == FEW and few))


class Drawn:
    """Pairs (photo, drawing of it) (3, H, W)."""

    def __init__(self, params: StyleTraining, data: tuple[Path, ...]) -> None:
        self._side, self._closer, self._draw = params.patch, params.closer, drawing(params, data)
        photos = data[:1] if params.pairs in PAINTED else data
        self._pictures = Pictures(photos, SMALLEST, skip=held_out(params, data[:1]).__contains__)

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        (photo,) = cut([self._pictures.draw(random)], self._side, random, self._closer)
        return tensor(photo), tensor(self._draw(photo, random))


def drawing(params: StyleTraining, data: tuple[Path, ...]) -> Draw:
    """How photos are drawn; what is painted has the colours of the second folder."""
    draw = DRAWINGS[params.pairs]
    if params.pairs not in PAINTED:
        return draw
    if len(data) != 2:
        raise GanstudioError(_("Painted pairs need two folders after --data: photos, and paintings for the colours."))
    skips = held_out(params, data[:1]).__contains__, judged if params.hold_out else None
    kinds = [Pictures((folder,), SMALLEST, skip=skip) for folder, skip in zip(data, skips, strict=True)]
    palette = Palette(*([kind.draw(np.random.default_rng((_LOT, index))) for index in range(_MANY)] for kind in kinds))
    return lambda photo, random: palette(draw(photo, random))


class Pairs:
    """Pairs (first kind, second kind) (3, H, W) of the same thing: in two folders, or side by side in files."""

    def __init__(self, params: StyleTraining, data: tuple[Path, ...]) -> None:
        self._side, self._closer, self._pairs = params.patch, params.closer, taught(params, data)

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        for _attempt in range(100):
            both = pair(self._pairs[int(random.integers(len(self._pairs)))])
            if both:
                first, second = cut(list(both), self._side, random, self._closer)
                return tensor(first), tensor(second)
        raise GanstudioError(_("Nearly all pictures in the training folders are damaged."))


def samples(params: StyleTraining, data: tuple[Path, ...]) -> Callable[[np.random.Generator], tuple[Tensor, Tensor]]:
    """The pairs that `params` ask for, for pix2pix."""
    return (Pairs if params.pairs == FOLDERS else Drawn)(params, data)


def partners(data: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    """Files that make a pair: of equal names in two folders; or each by itself, holding both side by side."""
    if len(data) == 1:
        found: list[tuple[Path, ...]] = [(path,) for path in find(data)]
    else:
        found = [*by_name(data[:2], find(data[:2]))[0]]
    if not found or len(data) > 2:
        raise GanstudioError(
            _("No pairs were found. Give one folder of pictures side by side, or two whose pictures have equal names.")
        )
    return found


def taught(params: StyleTraining, data: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    """The pairs that are learnt from: all but those of `trial_pairs`."""
    held = () if params.validation else trial_pairs(params, data)
    return [files for files in partners(data) if files not in held]


def trial_pairs(params: StyleTraining, data: tuple[Path, ...]) -> list[tuple[Path, ...]]:
    """The pairs to measure on: of the folder for validation, or some that are not learnt from."""
    if params.validation:
        return partners((Path(params.validation),))[: params.validation_count]
    pairs = {files[0]: files for files in partners(data)}
    return [pairs[path] for path in spared(list(pairs), params.validation_count)]


def pair(files: tuple[Path, ...]) -> tuple[Image, Image] | None:
    """Both pictures of a pair in one size; None where one cannot be decoded."""
    images = [read(path) for path in files]
    if any(image is None for image in images):
        return None
    first, second = images[0], images[-1]
    assert first is not None and second is not None
    if len(files) == 1:
        middle = first.shape[1] // 2
        first, second = first[:, :middle], first[:, -middle:]
    if first.shape != second.shape:
        second = np.asarray(cv2.resize(second, first.shape[1::-1], interpolation=cv2.INTER_AREA), np.uint8)
    return first, second


def cut(images: list[Image], side: int, random: np.random.Generator, closer: float = 1.0) -> list[Image]:
    """The same random square of all, resized to `side`; mirrored at random but never turned. `closer`: how many times
    as large as usual things are in it."""
    height, width = images[0].shape[:2]
    shorter = min(height, width)
    length = max(1, min(shorter, round(shorter * random.uniform(*_SHARES) / closer)))
    top, left = int(random.integers(height - length + 1)), int(random.integers(width - length + 1))
    mirror = random.random() < 0.5
    way = cv2.INTER_AREA if length > side else cv2.INTER_CUBIC
    found = []
    for image in images:
        square = image[top : top + length, left : left + length]
        square = np.ascontiguousarray(square[:, ::-1] if mirror else square)
        found.append(np.asarray(cv2.resize(square, (side, side), interpolation=way), np.uint8))
    return found


def shown(image: Image) -> Image:
    """A picture to measure on and look at: reduced to SHOWN, its sides cut to the raster."""
    factor = SHOWN / min(image.shape[:2])
    size = [max(RASTER, int(length * factor) // RASTER * RASTER) for length in image.shape[1::-1]]
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def validation(params: StyleTraining, data: tuple[Path, ...] = ()) -> list[Tensor]:
    """Pictures (1, 3, H, W) of the first kind to measure on."""
    chosen = measured(params, data[:1])
    return [tensor(shown(image))[None] for path in chosen if (image := read(path)) is not None]
