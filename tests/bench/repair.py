"""How well damage is found: `python -m tests.bench.repair FOLDER` on clean photos, worn by seed.

Counted in pixels, all photos together; those that wear changed so little that it hardly shows count neither way.
"Worn" is the kind of wear that the network learnt, on photos that it did not; "by another hand" are lines and specks
drawn in another way, to see how far that carries.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.pixels import freeze
from ganstudio.masks.damage import USUAL, find
from tests.bench.table import Row, show
from trainers.data import Image, read
from trainers.data import find as find_pictures
from trainers.masks import Mask
from trainers.wear import Worn, judged, worn

SEED = 4
SENSITIVITIES = (20, USUAL, 80)
Wear = Callable[[Image, np.random.Generator], Worn]


def originals(folder: Path) -> Iterator[Image]:
    """The pictures of `folder`."""
    for path in find_pictures((folder,)):
        image = read(path)
        assert image is not None, path
        yield image


def by_another_hand(picture: Image, random: np.random.Generator) -> Worn:
    """Straight scratches and discs of one strength each, antialiased, and a bent hair."""
    made, (height, width) = picture.copy(), picture.shape[:2]
    for _scratch in range(int(random.integers(2, 7))):
        ends = random.integers((0, 0), (width, height), (2, 2))
        tone = int(random.choice((20, 60, 200, 240)))
        layer = made.copy()
        cv2.line(layer, ends[0].tolist(), ends[1].tolist(), (tone,) * 3, int(random.integers(1, 5)), cv2.LINE_AA)
        made = _mixed(made, layer, random)
    for _speck in range(int(random.integers(5, 30))):
        layer, radius = made.copy(), int(random.integers(1, 6))
        centre = random.integers((0, 0), (width, height)).tolist()
        cv2.circle(layer, centre, radius, (int(random.choice((25, 235))),) * 3, -1, cv2.LINE_AA)
        made = _mixed(made, layer, random)
    layer, start = made.copy(), random.integers((0, 0), (width, height)).tolist()
    size = (int(random.integers(20, 60)), int(random.integers(10, 40)))
    cv2.ellipse(layer, start, size, float(random.uniform(0, 360)), 0, 200, (30,) * 3, 1, cv2.LINE_AA)
    made = _mixed(made, layer, random)
    return judged(made, picture)


def _mixed(below: Image, above: Image, random: np.random.Generator) -> Image:
    share = float(random.uniform(0.5, 1))
    return np.asarray(cv2.addWeighted(above, share, below, 1 - share, 0), np.uint8)


def measured(folder: Path, wear: Wear, engine: Engine, sensitivity: int) -> Row:
    """Recall and precision on worn photos, and how many per cent of clean ones are proposed, on average."""
    both = there = proposed = 0
    clean = []
    for index, image in enumerate(originals(folder)):
        made = wear(image, np.random.default_rng((SEED, index)))
        ours = _found(made.picture, engine, sensitivity) & ~made.faint
        both, there, proposed = (
            both + int((ours & made.damage).sum()),
            there + int(made.damage.sum()),
            proposed + int(ours.sum()),
        )
        clean.append(100 * float(_found(image, engine, sensitivity).mean()))
    row: Row = {"sensitivity": sensitivity, "recall": both / max(there, 1), "precision": both / max(proposed, 1)}
    return row | {"proposed on clean, %": float(np.mean(clean)), "at most, %": max(clean)}


def _found(image: Image, engine: Engine, sensitivity: int) -> Mask:
    return find(freeze(image), sensitivity, engine, Job()) > 0


if __name__ == "__main__":
    folder, engine = Path(sys.argv[1]), Engine(Store())
    kinds: dict[str, Wear] = {"worn": worn, "by another hand": by_another_hand}
    rows = [
        {"damage": kind} | measured(folder, wear, engine, each)
        for kind, wear in kinds.items()
        for each in SENSITIVITIES
    ]
    show("Damage found", rows)
