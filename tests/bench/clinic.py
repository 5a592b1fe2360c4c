"""How long a check takes, how much memory, and what it finds: `python -m tests.bench.clinic [FOLDER]`.

Speed and memory: of generated JPEGs of 512 × 512, and of many small files, each in a process of its own. Truth: photos
of FOLDER against copies, enlargements and shifted partners made of them; what is found among the photos themselves is
listed, since nobody has told which of those are copies.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from ganstudio.engine.job import Job
from tests.bench.table import Row, show
from trainers.clinic.alike import Prints, printed
from trainers.clinic.detail import enlarged
from trainers.clinic.shift import shift
from trainers.data import Image, find, read
from trainers.drawings import edges, pencil

MANY, SMALL = 10_000, 100_000
"""Pictures of 512 × 512, and of 64 × 64."""
CHECK = """
import json, sys, time
from pathlib import Path
from ganstudio.engine.job import Job
from trainers.clinic.check import check
from trainers.recipe import Needs
check((Path(sys.argv[1]),), Needs(side=32), Job())
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) // 1000
print(json.dumps({"seconds of the processor": time.process_time(), "peak MB": peak}))
"""
"""What is measured, in a process that knows nothing else: what a process has taken it inherits. Linux only."""


def make(folder: Path, count: int, side: int) -> None:
    """As many different JPEGs with structure of all sizes, cut out of larger ones."""
    random = np.random.default_rng(0)
    sheets = [_sheet(random, 2 * side) for _sheet_number in range(20)]
    for index in range(count):
        top, left = random.integers(0, side, 2)
        cut = sheets[index % len(sheets)][top : top + side, left : left + side]
        turned = np.ascontiguousarray(np.rot90(cut, index // len(sheets) % 4)) + random.integers(0, 60, 3, np.uint8)
        cv2.imwrite(str(folder / f"{index:06d}.jpg"), turned, [cv2.IMWRITE_JPEG_QUALITY, 92])


def _sheet(random: np.random.Generator, side: int) -> Image:
    """Noise with a spectrum that falls as that of photos."""
    sheet = np.zeros((side, side, 3), np.float32)
    size = 4
    while size <= side:
        noise = random.normal(0, 60 * size**-0.45, (size, size, 3)).astype(np.float32)
        sheet += cv2.resize(noise, (side, side), interpolation=cv2.INTER_CUBIC)
        size *= 2
    return np.clip(sheet + 100, 0, 195).astype(np.uint8)


def timed(count: int, side: int) -> Row:
    """Checking so many pictures of that side in a new process."""
    with tempfile.TemporaryDirectory() as place:
        make(Path(place), count, side)
        start = time.perf_counter()
        command = [sys.executable, "-c", CHECK, place]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        seconds = time.perf_counter() - start
    return {"pictures": f"{count:,} of {side} × {side}", "seconds": seconds, **json.loads(done.stdout)}


def compressed(image: Image, quality: int = 30) -> Image:
    """As a JPEG of that quality."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.uint8)


def resized(image: Image, factor: float, way: int = cv2.INTER_AREA) -> Image:
    """So many times as large."""
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=way), np.uint8)


COPIES: dict[str, Callable[[Image], Image]] = {
    "compressed (30)": compressed,
    "half as large": lambda image: resized(image, 0.5),
    "lighter by a quarter": lambda image: np.clip(image * 1.25, 0, 255).astype(np.uint8),
    "cut by 3 %": lambda image: image[
        len(image) // 67 : -(len(image) // 67), image.shape[1] // 67 : -(image.shape[1] // 67)
    ],
    "mirrored": lambda image: image[:, ::-1],
}
ENLARGED: dict[str, Callable[[Image], Image]] = {
    "twice, cubic, JPEG 90": lambda image: compressed(resized(resized(image, 0.5), 2, cv2.INTER_CUBIC), 90),
    "twice, linear, JPEG 75": lambda image: compressed(resized(resized(image, 0.5), 2, cv2.INTER_LINEAR), 75),
    "three times, Lanczos, JPEG 90": lambda image: compressed(
        resized(resized(image, 1 / 3), 3, cv2.INTER_LANCZOS4), 90
    ),
}
PARTNERS: dict[str, Callable[[Image], Image]] = {
    "negative": lambda image: 255 - image,
    "a quarter of the size": lambda image: resized(resized(image, 0.25), 4, cv2.INTER_CUBIC),
    "pencil drawing": lambda image: pencil(image, np.random.default_rng(0)),
    "edges": lambda image: edges(image, np.random.default_rng(0)),
}


def luma(image: Image) -> Image:
    """(H, W) of (H, W, 3) RGB."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY), np.uint8)


def copied(photos: list[Image]) -> list[Row]:
    """Shares of copies that are told from all photos and joined to their original."""
    rows: list[Row] = [{"copies": "none", "groups": len(_groups([luma(photo) for photo in photos]))}]
    for name, change in COPIES.items():
        both = [luma(photo) for photo in photos] + [luma(change(photo)) for photo in photos]
        groups = _groups(both)
        together = sum({index, index + len(photos)} <= set(group) for index in range(len(photos)) for group in groups)
        rows.append({"copies": name, "groups": len(groups), "told, %": 100 * together / len(photos)})
    return rows


def _groups(images: list[Image]) -> list[list[int]]:
    prints = Prints(len(images))
    for index, image in enumerate(images):
        prints.put(index, printed(image))
    return prints.alike(range(len(images)), [min(image.shape) for image in images], Job())


def softened(photos: list[Image]) -> list[Row]:
    """Shares that look enlarged."""
    ways = {"not at all": lambda image: image, **ENLARGED}
    return [
        {"enlarged": name, "told, %": 100 * float(np.mean([enlarged(luma(change(photo))) for photo in photos]))}
        for name, change in ways.items()
    ]


def shifted(photos: list[Image]) -> list[Row]:
    """Shares of partners off by some pixels of which that is told, to one pixel; and of those that are not off."""
    rows: list[Row] = []
    for name, kind in PARTNERS.items():
        told = false = 0
        for index, photo in enumerate(photos):
            x, y = np.random.default_rng(index).integers(2, 11, 2)
            first = luma(photo)
            other = luma(kind(photo))[: first.shape[0], : first.shape[1]]
            first = first[: other.shape[0], : other.shape[1]]
            by = shift(first[y:, x:].copy(), other[:-y, :-x].copy())
            told += by is not None and max(abs(by.across - x), abs(by.down - y)) <= 1
            false += shift(first, other) is not None
        rows.append({"pairs": name, "shift told, %": 100 * told / len(photos), "false, %": 100 * false / len(photos)})
    return rows


def main(folder: str) -> None:
    """All tables; those of photos where there are some."""
    show("Checking pictures: time and memory", [timed(MANY, 512), timed(SMALL, 64)])
    if folder:
        paths = find((Path(folder),))
        photos = [image for path in paths[:: max(1, len(paths) // 60)] if (image := read(path)) is not None]
        show("Checking pictures: copies", copied(photos))
        show("Checking pictures: enlarged ones", softened(photos))
        show("Checking pictures: pairs", shifted(photos))


if __name__ == "__main__":
    main(*([*sys.argv[1:2], ""][:1]))
