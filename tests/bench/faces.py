"""How many faces are found: `python -m tests.bench.faces FOLDER`, or the folder `photos` beside FOLDER's parent.

Against squares made by eye, in `faces.txt`: a name, a kind, and for a square its middle and side in pixels. `face`
counts as found or missed; `hard` (a profile, smaller than 20 pixels, covered, carved, drawn) counts neither way; in a
`crowd` nobody has told all faces, so that what is found there besides is no false alarm. Photos of the folders in SETS
that are not named there hold no face: what is found in them is a false alarm.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.faces import squares
from ganstudio.faces.find import find
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.bench.table import Row, show
from trainers.align_data import kept_back
from trainers.data import Image, read
from trainers.data import find as find_pictures

BOXES = Path(__file__).with_name("faces.txt")
SETS = ("bsds", "clic", "cid22", "objects")
TRAINED = "objects"
"""Of those photos the third counts that is kept back from training; none of the others was ever trained on."""
NEAR, ALIKE = 0.4, 1.7
"""A square is about a face where its middle is so near, in sides, and neither is so many times as large."""
COUNTS = ("faces", "found", "false", "photos elsewhere", "false elsewhere")
WIDTH, HEIGHT = 6000, 4000
Marks = Mapping[str, Sequence[tuple[str, tuple[float, ...]]]]


def marks() -> Marks:
    """Name of a photo → kinds and squares (x, y, side)."""
    marked: dict[str, list[tuple[str, tuple[float, ...]]]] = {}
    for line in BOXES.read_text(encoding="utf-8").splitlines():
        name, kind, *numbers = line.split()
        marked.setdefault(name, []).append((kind, tuple(map(float, numbers))))
    return marked


def photos(folder: Path) -> list[Path]:
    """Those that are judged."""
    return [path for each in SETS for path in find_pictures((folder / each,)) if each != TRAINED or kept_back(path)]


def judged(folder: Path, engine: Engine) -> list[Row]:
    """For each folder: faces, how many are found, and what is found that is none, in those photos and elsewhere."""
    rows, marked = {each: dict.fromkeys(COUNTS, 0) for each in SETS}, marks()
    for path in photos(folder):
        image = read(path)
        assert image is not None, path
        row, there = rows[path.parent.name], marked.get(f"{path.parent.name}/{path.name}", ())
        places = found_in(image, engine)
        faces = [square for kind, square in there if kind == "face"]
        known = [square for kind, square in there if kind != "crowd"]
        row["faces"] += len(faces)
        row["found"] += sum(any(about(place, square) for place in places) for square in faces)
        if not any(kind == "crowd" for kind, _square in there):
            kind = "false" if faces else "false elsewhere"
            row[kind] += sum(not any(about(place, square) for square in known) for place in places)
        row["photos elsewhere"] += not faces
    rows["all"] = {key: sum(row[key] for row in rows.values()) for key in rows[SETS[0]]}
    return [{"photos of": name} | told(row) for name, row in rows.items()]


def told(row: Mapping[str, int]) -> Row:
    """With shares: of the faces, and of all that is found in photos with faces."""
    shares = {
        "found, %": 100 * row["found"] / max(1, row["faces"]),
        "false, %": 100 * row["false"] / max(1, row["found"] + row["false"]),
    }
    return {**row, **shares}


def found_in(image: Image, engine: Engine) -> list[tuple[float, ...]]:
    """(x, y, side) of each face found."""
    photo = Photo(freeze(image))
    return [tuple(squares.of(each.face, photo.size)[0, :3]) for each in find(photo, engine, Job())]


def about(place: tuple[float, ...], square: tuple[float, ...]) -> bool:
    """Whether both are about one face."""
    apart = np.hypot(place[0] - square[0], place[1] - square[1])
    return bool(apart < NEAR * square[2] and 1 / ALIKE < place[2] / square[2] < ALIKE)


def timed(folder: Path, engine: Engine) -> list[Row]:
    """Seconds for a photo of 24 megapixels, the model being loaded already."""
    image = read(next(iter(photos(folder))))
    assert image is not None
    large = np.asarray(cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)
    found_in(image, engine)
    start, work = time.perf_counter(), time.process_time()
    found_in(large, engine)
    return [{"photo": "24 MP", "seconds": time.perf_counter() - start, "of the processor": time.process_time() - work}]


def main(folder: Path) -> None:
    """Both tables; none where the photos are not there."""
    there = [each for each in (folder, folder.parent.parent / "photos") if all((each / name).is_dir() for name in SETS)]
    if there:
        engine = Engine(Store(), "cpu")
        show("Faces found", judged(there[0], engine))
        show("Faces found: the time", timed(there[0], engine))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
