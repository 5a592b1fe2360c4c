"""Who judges faces that the network `face` made: kernel regressions, taught apart from it and unlike any network.

They learn from two thirds of the training faces (`learns`); the sliders' labels are to come from the rest. To write
these as CSVs for `--labels` and `--other-labels`: `python -m tests.bench.face_judges DATA FOLDER`. Whoever
judges must have proven itself on the faces held out. Kept in `runs/judges`.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from ganstudio.image.face import Face
from trainers.data import Image, find, read
from trainers.face_data import held_out, resized, square

SIDE = 64
OTHER = Face((0.33, 0.385), (0.67, 0.385), (0.5, 0.74))
"""Where eyes and mouth are in the pictures of `expressions`."""
FOLDER = Path("runs/judges")
Values = NDArray[np.float32]
Views = list[Values]
"""Features (N, n) of faces, of one kind each."""


def learns(path: Path) -> bool:
    """Whether a face is one that judges are taught with: two thirds of those not held out, by its name."""
    return not held_out(path) and zlib.crc32(path.name.encode()) // 10 % 3 < 2


@dataclass(frozen=True)
class Case:
    """Something to be judged: how faces are read, how much each view of them counts, what is known of each, and how
    unsure that is (the smaller the weights, the wider the kernel: a wide one still rises beyond all that it saw)."""

    name: str
    read: Callable[[Image], Image]
    weights: tuple[float, ...]
    labels: Mapping[str, Callable[[dict[str, str]], float]]
    """Numbers, or -1 and 1 for classes."""
    noise: float


def upright(image: Image) -> Image:
    """A training face at the judges' size."""
    return resized(square(image), SIDE)


def of_others(image: Image) -> Image:
    """A face of `expressions`, moved to where the training faces lie."""
    matrix = OTHER.square((image.shape[1], image.shape[0])) @ np.diag([1 / SIDE, 1 / SIDE, 1]).astype(np.float32)
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.uint8)


def _years(row: dict[str, str]) -> float:
    return float(row["age"])


def _gender(row: dict[str, str]) -> float:
    return 1.0 if row["gender"] == "male" else -1.0


def _smile(row: dict[str, str]) -> float:
    return 1.0 if row["expression"] == "happiness" else -1.0


PEOPLE = Case("people", upright, (0.6, 0.3, 0.3), {"age": _years, "gender": _gender}, 0.05)
SMILE = Case("smile", of_others, (0.2, 0.0, 0.0), {"smile": _smile}, 0.02)
CLASSES = frozenset({"gender", "smile"})


def views(faces: Sequence[Image]) -> Views:
    """Faces of 64 pixels as they are compared: edges at two sizes, fine edges (HOG: Dalal and Triggs 2005), colours."""
    cells = (SIDE, 16, 8, 8), (SIDE // 2, 16, 8, 8), (SIDE, 8, 8, 4)
    near, far, fine = (
        cv2.HOGDescriptor((side, side), (block, block), (step, step), (cell, cell), 9)
        for side, block, step, cell in cells
    )
    edges, details, colours = [], [], []
    for face in faces:
        light = np.asarray(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), np.uint8)
        half = cv2.resize(light, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA)
        edges.append(np.concatenate([np.ravel(near.compute(light)), 1.5 * np.ravel(far.compute(half))]))
        details.append(np.ravel(fine.compute(light)))
        colours.append(np.ravel(cv2.resize(face, (12, 12), interpolation=cv2.INTER_AREA)) / 255)
    return [np.stack(each).astype(np.float32) for each in (edges, details, colours)]


class Judges:
    """Judges of one case, who share their eyes; `quality`: years by which they are wrong, or the share told right."""

    def __init__(self, case: Case, kept: Mapping[str, Values]) -> None:
        self.case = case
        self.quality = dict(zip(case.labels, map(float, kept.get("quality", np.zeros(9))), strict=False))
        self._known, self._scales = [kept[f"view {index}"] for index in range(3)], kept["scales"]
        self._answers, self._middle = kept["answers"], kept["middle"]

    def __call__(self, faces: Tensor) -> dict[str, Values]:
        """Aligned faces (N, 3, H, W) in [0, 1] → (N,) each, the mean over a face and its mirror image: years, or the
        side and sureness of a class, whose border is 0."""
        x = F.interpolate(faces.clamp(0, 1), (SIDE, SIDE), mode="bilinear", antialias=True)
        images = (x * 255).round().byte().permute(0, 2, 3, 1).numpy()  # NCHW → NHWC
        return self.of(list(images))

    def of(self, faces: Sequence[Image]) -> dict[str, Values]:
        """The same of faces of 64 pixels, uint8."""
        mirrored = [np.ascontiguousarray(face[:, ::-1]) for face in faces]
        ways = (self._told([np.ascontiguousarray(face) for face in faces]), self._told(mirrored))
        return dict(zip(self.case.labels, np.mean(ways, axis=0).T, strict=True))

    def _told(self, faces: Sequence[Image]) -> Values:
        seen = kernel(views(faces), self._known, self._scales, self.case.weights)
        return np.asarray(seen @ self._answers + self._middle, np.float32)


def kernel(ours: Views, theirs: Views, scales: Values, weights: Sequence[float]) -> Values:
    """(N, M): how alike faces are, from 0 to 1."""
    parts = zip(ours, theirs, scales, weights, strict=True)
    far = sum(weight / scale * _distances(a, b) for a, b, scale, weight in parts if weight)
    return np.asarray(np.exp(-far / 1.5), np.float32)


def _distances(a: Values, b: Values) -> Values:
    return np.asarray(np.square(a).sum(1)[:, None] + np.square(b).sum(1) - 2 * a @ b.T, np.float32)


def judges(case: Case, folder: Path) -> Judges:
    """The judges of a case, taught with the faces in `folder` where they were not kept."""
    kept = FOLDER / f"{case.name}.npz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, allow_pickle=False, **_taught(case, folder))
    with np.load(kept) as file:
        return Judges(case, dict(file))


def _taught(case: Case, folder: Path) -> dict[str, Values]:
    rows, paths = _rows(folder), find((folder,))
    faces, values = _taken(case, [path for path in paths if learns(path)], rows)
    print(f"… judges of {', '.join(case.labels)} learn from {len(faces)} faces", file=sys.stderr, flush=True)
    known, middle = views(faces), values.mean(0)
    scales = np.array([np.median(_distances(each[:300], each[:300])) for each in known], np.float32)
    alike = kernel(known, known, scales, case.weights) + np.float32(case.noise) * np.eye(len(faces), dtype=np.float32)
    answers = np.asarray(np.linalg.solve(alike, values - middle), np.float32)
    found = {f"view {index}": each for index, each in enumerate(known)}
    found |= {"scales": scales, "answers": answers, "middle": middle}
    unseen, truth = _taken(case, [path for path in paths if held_out(path)], rows)
    said = Judges(case, found).of(unseen)
    quality = [_quality(name, said[name], truth[:, index]) for index, name in enumerate(case.labels)]
    return found | {"quality": np.array(quality, np.float32)}


def _quality(name: str, said: Values, truth: Values) -> float:
    return float((np.sign(said) == truth).mean() if name in CLASSES else np.abs(said - truth).mean())


def _rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def _taken(case: Case, paths: Sequence[Path], rows: dict[str, dict[str, str]]) -> tuple[list[Image], Values]:
    """Faces of 64 pixels, and their labels (N, K)."""
    images, values = [], []
    for path in paths:
        if path.name in rows and (image := read(path)) is not None:
            images.append(case.read(image))
            values.append([label(rows[path.name]) for label in case.labels.values()])
    return images, np.array(values, np.float32)


def write_labels(case: Case, folder: Path, to: Path) -> None:
    """A CSV of the faces in `folder` that no judge is taught with."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["file", *case.labels])
        for name, row in _rows(folder).items():
            if not learns(Path(name)):
                table.writerow([name, *(row.get(label, case.labels[label](row)) for label in case.labels)])


if __name__ == "__main__":
    data, folder = map(Path, sys.argv[1:3])
    write_labels(PEOPLE, data / "faces", folder / "people.csv")
    write_labels(SMILE, data / "expressions", folder / "smile.csv")
