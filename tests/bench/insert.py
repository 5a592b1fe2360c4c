"""How well pieces go under: `python -m tests.bench.insert FOLDER [MODEL.safetensors]` measures on FOLDER's photos.

A region of each photo is shifted in light and colours, and inserted by the tool where it was: boxes and lumps anywhere,
and things, whose outline is an edge. Measured are the PSNR in the region, and the step across the seam by the steps
around it (1.2 is the bar), also in the photo itself: where a thing ends there is a step.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.insert import METHODS, InsertParams, insert
from ganstudio.tools.tool import Context
from tests.bench.table import Row, show
from trainers.blend_data import region
from trainers.data import find, read
from trainers.masks import Mask
from trainers.shift import shifted

SEED = 4
NEAR = 8
"""Pixels around the seam that are its surroundings."""
LEAST = 30.0
"""A piece that agrees with the photo by more, in dB, shows nothing."""


def trials(folder: Path) -> Iterator[tuple[Pixels, Mask, Pixels]]:
    """Each photo of `folder`, a region of it, and that region shifted, as a piece."""
    for index, path in enumerate(find((folder,))):
        image = read(path)
        assert image is not None, path
        random = np.random.default_rng((SEED, index))
        inside, other = region(image, random), image
        while psnr(other, image, inside) > LEAST:
            other = np.rint(255 * shifted(image.astype(np.float32) / 255, random)).astype(np.uint8)
        yield freeze(image), inside, freeze(np.dstack([other, 255 * inside.astype(np.uint8)]))


def psnr(one: Pixels, other: Pixels, inside: Mask) -> float:
    """In dB, of all colours in the region."""
    error = np.mean((one[inside].astype(float) - other[inside]) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-3)))


def seam(pixels: Pixels, inside: Mask) -> float:
    """Mean step between neighbours across the outline, by that between other neighbours nearby; of the luma."""
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(float)
    here = inside.astype(np.uint8)
    square = np.ones((2 * NEAR + 1, 2 * NEAR + 1), np.uint8)
    near = cv2.dilate(here, square) > cv2.erode(here, square)
    across, along = [], []
    for axis in (0, 1):
        step, both = np.abs(np.diff(luma, axis=axis)), np.diff(here.astype(int), axis=axis) != 0
        beside = near[:-1] & near[1:] if axis == 0 else near[:, :-1] & near[:, 1:]
        across.append(step[both])
        along.append(step[beside & ~both])
    return float(np.concatenate(across).mean() / max(np.concatenate(along).mean(), 0.5))


def measured(folder: Path, engine: Engine) -> list[Row]:
    """One row for each method: means over the photos, and the median of the seams."""
    found: dict[str, list[tuple[float, float]]] = {method: [] for method in ("the photo", *METHODS)}
    for photo, inside, piece in trials(folder):
        found["the photo"].append((0.0, seam(photo, inside)))
        for method in METHODS:
            context = Context(engine, Job(), attachments={"piece": piece})
            made = insert(Photo(photo), InsertParams(method=method), context).pixels
            found[method].append((psnr(made, photo, inside), seam(made, inside)))
    plain, poisson = (np.mean([score for score, _seam in found[method]]) for method in ("plain", "poisson"))
    rows: list[Row] = []
    for method, scores in found.items():
        mean, seams = float(np.mean([score for score, _seam in scores])), [step for _score, step in scores]
        row: Row = {"method": method}
        if method in METHODS:
            row |= {"PSNR": mean, "over the piece as it is": float(mean - plain)}
            row |= {"over gradients": float(mean - poisson)}
        rows.append(row | {"seam": float(np.median(seams))})
    return rows


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as models:
        if len(sys.argv) > 2:
            Path(models, "tried.safetensors").symlink_to(Path(sys.argv[2]).resolve())
        engine = Engine(Store([Path(models)]) if len(sys.argv) > 2 else Store(), "cpu")
        show("Pieces inserted: within them, and their seams", measured(Path(sys.argv[1]), engine))
