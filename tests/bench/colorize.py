"""How well grey photos get colours: `python -m tests.bench.colorize FOLDER [MODEL.safetensors]`, on FOLDER's pictures.

Made grey, reduced to a longer side of 256 pixels and coloured by the tool itself, as from the command line: without
dabs over the slider of saturation, and with true dabs (random places, the mean colour of 7 × 7 pixels, seeded) against
a plain joint-bilateral spread of the same dabs. What joining the colours to a larger photo costs. And the time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.dab import Dab
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.colouring.asking import copies
from ganstudio.tools.colouring.joining import joined
from ganstudio.tools.colouring.space import Space
from ganstudio.tools.dabs import DABS
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context
from tests.bench.table import Row, show
from trainers.colorize_data import DAB, MEASURED, lab, rgb
from trainers.data import Image, find, read
from trainers.measure import colourfulness, psnr

SEED = 6
DABS_SET = (10, 50)
DRAWS = 3
"""How often dabs are set anew on each photo: with ten of them much depends on where they happen to lie."""
SATURATIONS = tuple(step / 4 for step in range(9))
WIDTH, HEIGHT = 6000, 4000
SEEN = 1_500_000
"""Pixels of a preview."""
_NEAR, _ALIKE = 0.18, 0.09
"""Of the plain spread: in longer sides of the picture, and in L from 0 to 1; what serves few dabs as well as many."""
Floats = NDArray[np.float32]
Colours = Callable[[Image, Sequence[Dab]], Image]


def originals(folder: Path, side: int) -> Iterator[Image]:
    """The pictures of `folder` with their longer side reduced to `side`."""
    for path in find((folder,)):
        image = read(path)
        assert image is not None, path
        scale = min(1.0, side / max(image.shape[:2]))
        size = round(image.shape[1] * scale), round(image.shape[0] * scale)
        yield np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def in_grey(image: Image) -> Image:
    """Of the same L: grey at which nothing but colour is missing."""
    light, colours = lab(image)
    return made_of(light, np.zeros_like(colours))


def made_of(light: Floats, colours: Floats) -> Image:
    """From L and a, b as `lab` gives them."""
    import torch

    return rgb(torch.from_numpy(light)[None], torch.from_numpy(colours)[None])


def true_dabs(image: Image, count: int, index: int) -> list[Dab]:
    """Anywhere in the picture, each the mean a and b of DAB × DAB pixels at its own L."""
    random = np.random.default_rng((SEED, index, count))
    height, width = image.shape[:2]
    light, colours = lab(image)
    dabs = []
    for y, x in zip(random.integers(height, size=count), random.integers(width, size=count), strict=True):
        rows, columns = slice(max(0, y - DAB // 2), y + DAB // 2 + 1), slice(max(0, x - DAB // 2), x + DAB // 2 + 1)
        mean = colours[:, rows, columns].mean((1, 2))[:, None, None]
        red, green, blue = made_of(light[:, y : y + 1, x : x + 1], mean)[0, 0]
        dabs.append(Dab((x + 0.5) / width, (y + 0.5) / height, (int(red), int(green), int(blue))))
    return dabs


def spread(image: Image, dabs: Sequence[Dab]) -> Image:
    """The plain way: each pixel gets the mean of all dabs' colours, weighted by nearness in place and in L."""
    light, _none = lab(image)
    height, width = light.shape[1:]
    down, across = np.mgrid[:height, :width] / max(height, width)
    exponents = []
    for dab in dabs:
        y, x = int(dab.y * height), int(dab.x * width)
        far = np.square(down - down[y, x]) + np.square(across - across[y, x])
        exponents.append(-0.5 * (far / _NEAR**2 + np.square((light[0] - light[0, y, x]) / _ALIKE)))
    weights = np.exp(np.stack(exponents) - np.max(exponents, axis=0))  # however far all of them are
    colours = np.stack([lab(np.array([[dab.colour]], np.uint8))[1][:, 0, 0] for dab in dabs])
    mean = np.einsum("nhw,nc->chw", weights / weights.sum(0), colours)
    return made_of(light, np.ascontiguousarray(mean, np.float32))


def program(engine: Engine, **chosen: float) -> Colours:
    """The tool, as the command line runs it."""
    tool = TOOLS["colorize"]

    def made(image: Image, dabs: Sequence[Dab]) -> Image:
        context = Context(engine, Job(), attachments={DABS: tuple(dabs)} if dabs else {})
        return np.array(do(tool, Photo(freeze(image.copy())), tool.params(**chosen), context).pixels)

    return made


def without_dabs(folder: Path, engine: Engine) -> list[Row]:
    """One row for each saturation."""
    rows: list[Row] = []
    images = list(originals(folder, MEASURED))
    for saturation in SATURATIONS:
        way = program(engine, saturation=saturation)
        made = [way(in_grey(image), ()) for image in images]
        gains = [psnr(new, image) - psnr(in_grey(image), image) for new, image in zip(made, images, strict=True)]
        colour = np.mean([colourfulness(new) for new in made]) / np.mean([colourfulness(image) for image in images])
        rows.append({"saturation": saturation, "gain in dB": float(np.mean(gains)), "colourfulness": float(colour)})
    return rows


def with_dabs(folder: Path, engine: Engine) -> list[Row]:
    """The mean gain over grey of each way."""
    ways: dict[str, Colours] = {"plain spread": spread, "program": program(engine)}
    gains: dict[tuple[str, int], list[float]] = {}
    for index, image in enumerate(originals(folder, MEASURED)):
        grey = in_grey(image)
        for count, draw in product(DABS_SET, range(DRAWS)):
            dabs = true_dabs(image, count, DRAWS * index + draw)
            for name, way in ways.items():
                gains.setdefault((name, count), []).append(psnr(way(grey, dabs), image) - psnr(grey, image))
    return [
        {"way": name} | {f"{count} dabs": float(np.mean(gains[name, count])) for count in DABS_SET} for name in ways
    ]


def joining(folder: Path) -> list[Row]:
    """PSNR of photos whose true colours were reduced to the network's size, enlarged again by each way."""
    scores: dict[str, list[float]] = {"cubic": [], "joined to luminance": []}
    for image in originals(folder, 4 * MEASURED):
        light, colours = lab(image)
        photo = Photo(freeze(image.copy()))
        small = copies(photo, Space.of(photo))
        size = small.small.shape[1], small.small.shape[0]
        reduced = cv2.resize(np.ascontiguousarray(colours.transpose(1, 2, 0)), size, interpolation=cv2.INTER_AREA)
        plain = cv2.resize(reduced, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC).transpose(2, 0, 1)
        lines = joined(np.ascontiguousarray(reduced.transpose(2, 0, 1)), small.small, small.middle)
        by_lines = np.stack(lines.at(slice(0, image.shape[0]), image.shape[0], light[0]))
        for name, enlarged in zip(scores, (plain, by_lines), strict=True):
            scores[name].append(psnr(made_of(light, np.asarray(enlarged, np.float32)), image))
    return [{"colours enlarged": name, "PSNR": float(np.mean(found))} for name, found in scores.items()]


def timed(folder: Path, engine: Engine) -> list[Row]:
    """Seconds from Run to the finished photo, the first time, with the model to be loaded, and once more."""
    image = in_grey(next(originals(folder, 2048)))
    rows: list[Row] = []
    seen = round((SEEN * 1.5) ** 0.5), round((SEEN / 1.5) ** 0.5)
    sizes = {"24 MP": (WIDTH, HEIGHT), "24 MP, again": (WIDTH, HEIGHT), "1.5 MP, a dab moved": seen}
    for name, size in sizes.items():
        large = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        start, work = time.perf_counter(), time.process_time()
        program(engine)(large, [Dab(0.5, 0.5, (180, 90, 60))])
        seconds, work = time.perf_counter() - start, time.process_time() - work
        rows.append({"photo": name, "seconds": seconds, "of the processor": work})
    return rows


def main(folder: Path, store: Store) -> None:
    """All tables."""
    engine = Engine(store, "cpu")
    show("Colours: without dabs, against grey", without_dabs(folder, engine))
    show("Colours: with true dabs, gain in dB over grey", with_dabs(folder, engine))
    show("Colours: joined to larger photos", joining(folder))
    show("Colours: the time", timed(folder, Engine(store, "cpu")))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as models:
        if len(sys.argv) > 2:
            Path(models, "tried.safetensors").symlink_to(Path(sys.argv[2]).resolve())
        main(Path(sys.argv[1]), Store([Path(models)]) if len(sys.argv) > 2 else Store())
