"""How a larger canvas goes on: `python -m tests.bench.seams FOLDER [MODEL.safetensors]` measures on FOLDER's photos.

A border is cut off each photo and put back by the tool, on all four sides. Measured are the step across the seam by
the steps around it (1.2 is the bar; in the photo itself it is 1), the gradient energy of what is new by that of what
was cut off (1: as much detail), and the PSNR, which for what can only be invented says little.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.paths import resource
from ganstudio.tools.extend import Border, ExtendParams, border, extend
from ganstudio.tools.fill import METHODS
from ganstudio.tools.tool import Context
from tests.bench.insert import psnr, seam
from tests.bench.table import Row, show
from trainers.data import find, read

SIDE = 256
"""Pixels of the longer side at which photos are measured: strips of a tenth of that."""
PARAMS = ExtendParams(left=12.5, top=12.5, right=12.5, bottom=12.5)


def trials(folder: Path) -> Iterator[tuple[Pixels, Border]]:
    """Each photo of `folder`, and what of it is to be put back."""
    for path in find((folder,)):
        image = read(path)
        assert image is not None, path
        scale = SIDE / max(image.shape[:2])
        size = round(image.shape[1] * scale), round(image.shape[0] * scale)
        whole = freeze(np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA)))
        inner = tuple(round(side / 1.25) for side in size)
        added = border((inner[0], inner[1]), PARAMS)
        width, height = size[0] - added.left - added.right, size[1] - added.top - added.bottom
        if border((width, height), PARAMS) == added:
            yield whole, added


def known(pixels: Pixels, added: Border) -> Pixels:
    """What is left without the border."""
    height, width = pixels.shape[:2]
    return freeze(pixels[added.top : height - added.bottom, added.left : width - added.right].copy())


def new(shape: tuple[int, ...], added: Border) -> NDArray[np.bool_]:
    """Where the border is, (H, W)."""
    inside = np.ones(shape[:2], bool)
    inside[added.top : shape[0] - added.bottom, added.left : shape[1] - added.right] = False
    return inside


def energy(pixels: Pixels, inside: NDArray[np.bool_]) -> float:
    """Mean square of steps between neighbours that both lie in the border."""
    values, total = pixels.astype(float), []
    for axis in (0, 1):
        both = inside & np.roll(inside, -1, axis)
        total.append(np.square(np.roll(values, -1, axis) - values)[both])
    return float(np.concatenate(total).mean())


def mirrored(pixels: Pixels, added: Border) -> Pixels:
    """The plainest way: the photo's own mirror image."""
    return freeze(cv2.copyMakeBorder(pixels, added.top, added.bottom, added.left, added.right, cv2.BORDER_REFLECT))


def measured(folder: Path, engine: Engine) -> list[Row]:
    """One row for each way: medians over the photos, and the mean of the PSNR."""
    scores: dict[str, list[tuple[float, float, float]]] = {}
    for whole, added in trials(folder):
        inside, inner = new(whole.shape, added), known(whole, added)
        ways = {"the photo itself": whole, "mirrored": mirrored(inner, added)}
        for method in METHODS:
            made = extend(Photo(inner), replace(PARAMS, method=method), Context(engine, Job())).pixels
            assert np.array_equal(made[~inside], whole[~inside]), "the photo stays bit for bit"
            ways[method] = made
        for name, made in ways.items():
            detail = energy(made, inside) / max(energy(whole, inside), 1e-6)
            scores.setdefault(name, []).append((seam(made, inside), detail, psnr(made, whole, inside)))
    rows: list[Row] = []
    for name, found in scores.items():
        steps, details, likeness = (np.asarray(column) for column in zip(*found, strict=True))
        row: Row = {"way": name, "seam": float(np.median(steps)), "gradient energy": float(np.median(details))}
        rows.append(row | {"PSNR": "" if name == "the photo itself" else f"{likeness.mean():.2f}"})
    return rows


if __name__ == "__main__":
    folders = [resource("models"), *(Path(word).parent for word in sys.argv[2:3])]
    show("A canvas extended: seams and detail", measured(Path(sys.argv[1]), Engine(Store(folders), "cpu")))
