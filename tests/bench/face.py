"""How good faces and their sliders are: `python -m tests.bench.face DATA [MODEL.safetensors]`.

DATA/faces: aligned, with `labels.csv` of age and gender; DATA/expressions: with `labels.csv` of those. Measured on the
tenth of the faces that is held out of every training, by judges taught apart (`tests.bench.face_judges`) and by what
`trainers.face_measures` measures; in standard deviations of each over those faces. First pictures of the network
itself, then faces in photos, changed by the tool.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.face import Face
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.face import FaceParams
from ganstudio.tools.faces import FACES, Chosen
from ganstudio.tools.facing import where
from ganstudio.tools.limited import do
from ganstudio.tools.tool import Context
from tests.bench.face_judges import CLASSES, PEOPLE, SMILE, judges
from tests.bench.table import Row, show
from trainers.data import Image, find, tensor
from trainers.face_data import held_out, loaded, spread
from trainers.face_measures import MEASURES
from trainers.measure import picture_psnr

COUNT, IN_PHOTOS = 200, 40
"""Faces that are measured, and those that are changed in a photo."""
FULL = 144
"""Pixels of a face in a photo."""
MARGIN = 0.3
"""Of a photo around a face, in sides of its square."""
LARGE, FACE = (6000, 4000), 1500
SEEN = (1500, 1000)
"""A large photo, its face's side in pixels, and its size in a preview."""
POSITIONS = (-1.0, -0.5, 0.0, 0.5, 1.0)
MOVED = 1.5
"""Standard deviations by which the whole of a slider must move its judge."""
NEEDED = {"age": 8.0, "gender": 0.88, "smile": 0.88}
"""How good judges must be before they may judge: years at most, shares at least."""
Values = NDArray[np.float32]
Read = Callable[[Tensor], Mapping[str, Values]]
"""Faces (N, 3, H, W) in [0, 1] → what each judge says of each, (N,)."""


class Network:
    """A model of faces as the engine runs it."""

    def __init__(self, engine: Engine, model: str) -> None:
        self._engine, self._model = engine, model
        self.config = engine.store.find(model).config
        self.size = int(self.config["size"])
        self.sliders = [name for name in str(self.config["sliders"]).split(",") if name]
        self.directions = np.asarray(engine.tensor(model, "directions", Job()))

    def encode(self, faces: Tensor) -> Values:
        """(N, 3, S, S) in [0, 1] → codes."""
        return self._asked("encode", faces.numpy())

    def decode(self, codes: Values) -> Tensor:
        """Codes → (N, 3, S, S) in [0, 1]."""
        return torch.from_numpy(self._asked("decode", codes)).clamp(0, 1)

    def _asked(self, method: str, values: Values) -> Values:
        parts = [values[at : at + 32] for at in range(0, len(values), 32)]
        return np.concatenate([self._engine.asked(self._model, method, part, Job()) for part in parts])


def reader(faces: Path, others: Path) -> tuple[Read, list[Row]]:
    """All that judges and measures say of pictures; how good the judges are."""
    cases = judges(PEOPLE, faces), judges(SMILE, others)
    rows: list[Row] = []
    for case in cases:
        for name, quality in case.quality.items():
            good = quality >= NEEDED[name] if name in CLASSES else quality <= NEEDED[name]
            unit = "told right" if name in CLASSES else "years wrong"
            rows.append({"judge": name, unit: quality, "needed": NEEDED[name], "may judge": "yes" if good else "no"})

    def read(pictures: Tensor) -> Mapping[str, Values]:
        images = (pictures * 255).round().byte().permute(0, 2, 3, 1).numpy()  # NCHW → NHWC
        measured = {name: np.array([way(each) for each in images], np.float32) for name, way in MEASURES.items()}
        return {name: value for case in cases for name, value in case(pictures).items()} | measured

    return read, rows


def reconstruction(faces: Tensor, made: Tensor, read: Read) -> list[Row]:
    """What is kept of faces that were encoded and decoded."""
    psnr = [picture_psnr(ours[None], face[None]) for ours, face in zip(made, faces, strict=True)]
    before, after = read(faces), read(made)
    row: Row = {"faces": len(faces), "PSNR": float(np.mean(psnr)), "worst tenth": float(np.quantile(psnr, 0.1))}
    row["age, years off"] = float(np.abs(before["age"] - after["age"]).mean())
    for name in sorted(CLASSES):
        row[f"{name} kept"] = float((np.sign(before[name]) == np.sign(after[name])).mean())
    return [row]


def moved(name: str, read: Read, make: Callable[[str, float], Tensor], deviations: Mapping[str, float]) -> Row:
    """What one slider does over its positions; `make` gives all faces with a slider at a value."""
    told = [read(make(name, position)) for position in POSITIONS]
    own = np.stack([each[name] for each in told]) / deviations[name]
    swing = own[-1] - own[0]
    rising, far = (np.diff(own, axis=0) > 0).all(axis=0), swing >= MOVED
    others = {other: (told[-1][other] - told[0][other]) / deviations[other] for other in deviations if other != name}
    worst = max(others, key=lambda other: abs(float(others[other].mean())))
    return {
        "slider": name,
        "swing": float(swing.mean()),
        "in its unit": float(swing.mean() * deviations[name]),
        "monotone": float(rising.mean()),
        f"{MOVED} or more": float(far.mean()),
        "both": float((rising & far).mean()),
        "most moved other": worst,
        "in parts": float(abs(others[worst].mean()) / max(1e-6, abs(swing.mean()))),
    }


class Photos:
    """Faces (N, S, S, 3), each in a photo of its own with a border of mirrored pixels, changed by the tool."""

    def __init__(self, engine: Engine, model: str, faces: Sequence[Image]) -> None:
        self._engine, self._params = engine, FaceParams(model=model)
        self._photos = [Photo(freeze(_bordered(face))) for face in faces]
        self.changed_outside = 0

    def make(self, name: str, position: float) -> Tensor:
        """The faces (N, 3, S, S) in [0, 1] with one slider moved."""
        return torch.stack([tensor(self._changed(photo, name, position)) for photo in self._photos])

    def _changed(self, photo: Photo, name: str, position: float) -> Image:
        side = round(photo.size[0] / (1 + 2 * MARGIN))
        start = (photo.size[0] - side) // 2
        way = np.array([[side, 0, start], [0, side, start]], np.float32)
        face = Face.in_square(way, photo.size)
        made = changed(photo, face, {name: position}, self._params, self._engine)
        outside = np.ones(photo.pixels.shape[:2], bool)
        for mask, area in where(photo, Chosen(face).at({name: position}), photo.size):
            outside[area.slices] &= mask == 0
        self.changed_outside += int((made.pixels != photo.pixels).any(axis=2)[outside].sum())
        return np.array(made.pixels[start : start + side, start : start + side])


def _bordered(face: Image) -> Image:
    border = round(MARGIN * len(face))
    return np.asarray(cv2.copyMakeBorder(face, border, border, border, border, cv2.BORDER_REFLECT), np.uint8)


def changed(photo: Photo, face: Face, values: Mapping[str, float], params: FaceParams, engine: Engine) -> Photo:
    """What the tool makes of a photo whose face is at hand."""
    context = Context(engine, Job(), attachments={FACES: (Chosen(face).at(values),)})
    return do(TOOLS["face"], photo, params, context)


def timed(face: Image, engine: Engine, model: str) -> list[Row]:
    """Seconds for a large photo the first time, with the model to be loaded, and for steps of a slider in a preview."""
    rows: list[Row] = []
    for name, size in (("24 MP", LARGE), ("preview", SEEN)):
        side = FACE * size[0] // LARGE[0]
        pixels = np.full((size[1], size[0], 3), 128, np.uint8)
        pixels[:side, :side] = cv2.resize(face, (side, side), interpolation=cv2.INTER_CUBIC)
        photo = Photo(freeze(pixels))
        there = Face.in_square(np.array([[side, 0, 0], [0, side, 0]], np.float32), size)
        for step, position in enumerate((0.5, 0.55)):
            start, work = time.perf_counter(), time.process_time()
            changed(photo, there, {"age": position}, FaceParams(model=model), engine)
            seconds, work = time.perf_counter() - start, time.process_time() - work
            rows.append({"photo": name, "step": step + 1, "seconds": seconds, "of the processor": work})
    return rows


def main(folder: Path, others: Path, engine: Engine, model: str) -> None:
    """All tables."""
    read, judged = reader(folder, others)
    show("Faces: the judges, on faces they were not taught with", judged)
    network = Network(engine, model)
    held = [path for path in find((folder,)) if held_out(path)]
    _paths, pictures = loaded(spread(held, COUNT), network.size)
    faces = pictures.float() / 255
    codes = network.encode(faces)
    show("Faces: given back", reconstruction(faces, network.decode(codes), read))
    deviations = {name: float(values.std()) for name, values in read(faces).items()}

    def make(name: str, position: float) -> Tensor:
        return network.decode(codes + np.float32(position) * network.directions[network.sliders.index(name)])

    known = [name for name in network.sliders if name in deviations]
    rows = [moved(name, read, make, deviations) for name in known]
    show("Faces: sliders from -1 to 1, in standard deviations, at the network's size", rows)
    full = loaded(spread(held, IN_PHOTOS), FULL)[1].permute(0, 2, 3, 1).numpy()  # NCHW → NHWC
    photos = Photos(engine, model, [np.ascontiguousarray(face) for face in full])
    rows = [moved(name, read, photos.make, deviations) for name in known]
    show("Faces: the same in photos, changed by the tool", rows)
    print(f"\nPixels changed outside the regions that are shown: {photos.changed_outside}.")
    show("Faces: the time", timed(np.ascontiguousarray(full[0]), engine, model))


if __name__ == "__main__":
    data = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as models:
        if len(sys.argv) > 2:
            Path(models, "faces.safetensors").symlink_to(Path(sys.argv[2]).resolve())
        store = Store([Path(models)]) if len(sys.argv) > 2 else Store()
        main(data / "faces", data / "expressions", Engine(store, "cpu"), store.list("face")[0].name)
