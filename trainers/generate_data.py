"""What the recipe `generate` learns from: small squares, each with the number of its class."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.data import Image, find, tensor
from trainers.face_data import spread
from trainers.generate import AUTO, GREY, GenerateTraining
from trainers.held import held_out, measured

_LOOKED_AT = 64
"""Pictures that say whether there are colours."""


class Squares:
    """Pictures and their classes, cut or widened to squares of `params.size` pixels; small as they are, all stay."""

    def __init__(self, params: GenerateTraining, labels: dict[Path, int]) -> None:
        self.paths, self.labels = list(labels), labels
        self._params = params
        self._kept: dict[Path, Image] = {}

    def __call__(self, random: np.random.Generator) -> tuple[Tensor, Tensor]:
        """As many pictures (K, 3, size, size) as the discriminator has steps, and their classes (K,)."""
        drawn = [self._draw(random) for _step in range(self._params.judge_steps)]
        pictures = torch.stack([picture for picture, _label in drawn])
        return pictures, torch.tensor([label for _picture, label in drawn])

    def _draw(self, random: np.random.Generator) -> tuple[Tensor, int]:
        for _attempt in range(100):
            path = self.paths[int(random.integers(len(self.paths)))]
            image = self.square(path)
            if image is not None:
                mirrored = self._params.mirror and random.random() < 0.5
                return tensor(np.ascontiguousarray(image[:, ::-1] if mirrored else image)), self.labels[path]
        raise GanstudioError(_("Nearly all pictures in the training folders are damaged."))

    def square(self, path: Path) -> Image | None:
        """The picture as it is learnt from, or None where it cannot be decoded."""
        if path not in self._kept:
            image = _read(path)
            if image is None:
                return None
            self._kept[path] = _square(image, self._params.size, whole=self._params.whole)
        return self._kept[path]

    def spread(self, count: int) -> tuple[Tensor, Tensor]:
        """Up to so many pictures (N, 3, size, size) from all over, and their classes (N,)."""
        chosen = spread(self.paths, count)
        found = [(tensor(image), self.labels[path]) for path in chosen if (image := self.square(path)) is not None]
        if not found:
            return torch.zeros(0, 3, self._params.size, self._params.size), torch.zeros(0, dtype=torch.long)
        return torch.stack([picture for picture, _label in found]), torch.tensor([label for _picture, label in found])


def squares(params: GenerateTraining, data: tuple[Path, ...]) -> tuple[Squares, Squares]:
    """Those to learn from, and those to measure on: of the validation folder, or a share that is held out."""
    paths, names = find(data), class_names(params, data)
    if len(paths) < 2:
        raise GanstudioError(
            _("There are no pictures to learn from in {folders}; two are the least.").format(
                folders=", ".join(map(str, data))
            )
        )
    away, root = held_out(params, data), Path(params.validation) if params.validation else data[0]
    learnt = [path for path in paths if path not in away]
    held = measured(params, data)
    return Squares(params, _labels(learnt, data[0], names)), Squares(params, _labels(held, root, names))


def class_names(params: GenerateTraining, data: tuple[Path, ...]) -> list[str]:
    """Folders in the folder, or none where classes are not asked for."""
    if not params.by_class:
        return []
    if len(data) != 1:
        raise GanstudioError(_("Learning by class needs one folder after --data, with a folder for each class in it."))
    names = sorted(path.name for path in data[0].iterdir() if path.is_dir() and find((path,)))
    if len(names) < 2 or any("," in name for name in names):
        raise GanstudioError(
            _("{folder} must hold two folders or more, one for each class, without commas in their names.").format(
                folder=data[0]
            )
        )
    return names


def is_grey(params: GenerateTraining, found: Squares) -> bool:
    """Whether the network shall make pictures without colours."""
    if params.colours != AUTO:
        return params.colours == GREY
    pictures, _labels = found.spread(_LOOKED_AT)
    return bool((pictures.amax(1) - pictures.amin(1)).mean() < 0.01)


def _labels(paths: list[Path], root: Path, names: list[str]) -> dict[Path, int]:
    """The number of the class of each picture that belongs to one, or 0 for all where there are none."""
    if not names:
        return dict.fromkeys(paths, 0)
    found = {path: path.relative_to(root).parts[0] for path in paths}
    return {path: names.index(name) for path, name in found.items() if name in names}


def _read(path: Path) -> Image | None:
    """The picture as (H, W, 3) RGB, on white where it is transparent."""
    try:
        image = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    except (OSError, cv2.error):
        return None
    if image is None:
        return None
    if image.dtype == np.uint16:
        image = (image // 257).astype(np.uint8)
    if image.ndim == 2:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    if image.shape[2] == 4:
        share = image[..., 3:] / 255
        image = np.rint(image[..., :3] * share + 255 * (1 - share)).astype(np.uint8)
    return np.ascontiguousarray(image[..., ::-1])


def _square(image: Image, size: int, *, whole: bool) -> Image:
    height, width = image.shape[:2]
    if whole:
        side = max(height, width)
        top, left = (side - height) // 2, (side - width) // 2
        rest = side - height - top, side - width - left
        image = np.asarray(cv2.copyMakeBorder(image, top, rest[0], left, rest[1], cv2.BORDER_REPLICATE), np.uint8)
    else:
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        image = image[top : top + side, left : left + side]
    way = cv2.INTER_AREA if side > size else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (size, size), interpolation=way), np.uint8)
