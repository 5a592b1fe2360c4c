"""How well holes are filled: `python -m tests.bench.inpaint FOLDER [MODEL.safetensors]` measures on FOLDER's pictures.

Against OpenCV's two methods and a pyramid of averages, all in the same seeded holes: free-form ones of 10 to 20 %,
scratches of 2 to 6 pixels, boxes of a quarter of the picture. The network alone, and as the program fills, hole by
hole, with grain. And how long a hole of 600×600 pixels takes in a photo of 24 megapixels.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import FULL
from ganstudio.networks.inpaint import pull
from ganstudio.tools import TOOLS
from ganstudio.tools.fill import TASK, fill
from ganstudio.tools.inpaint import InpaintParams, feathered
from ganstudio.tools.limited import MASK, do
from ganstudio.tools.tool import Context
from tests.bench.table import Row, show
from trainers.data import Image, find, read, tensor
from trainers.inpaint_data import KINDS, RASTER, filled_plainly, with_hole
from trainers.masks import Mask
from trainers.measure import gradient_energy, psnr_inside, ssim_inside

SEED = 4
SIDE, WIDTH, HEIGHT = 600, 6000, 4000
Fill = Callable[[Image, Mask], Tensor]
"""(H, W, 3) and a hole → (1, 3, H, W) in [0, 1]."""


def originals(folder: Path) -> Iterator[Image]:
    """The pictures of `folder`, cut to what is learnt from."""
    for path in find((folder,)):
        image = read(path)
        assert image is not None, path
        yield np.ascontiguousarray(image[: image.shape[0] // RASTER * RASTER, : image.shape[1] // RASTER * RASTER])


def opencv(method: int) -> Fill:
    """One of OpenCV's methods."""
    return lambda image, hole: tensor(filled_plainly(image, hole, method))[None]


def pyramid(image: Image, hole: Mask) -> Tensor:
    """A pyramid of averages (pull-push): what the network starts from."""
    x = with_hole(image, hole)[None]
    levels = pull(x[:, :3], 1 - x[:, 3:])
    picture = levels[-1][0]
    for colour, known in reversed(levels):
        guess = F.interpolate(picture, colour.shape[-2:], mode="bilinear")
        picture = colour * known + guess * (1 - known)
    return picture


def network(engine: Engine) -> Fill:
    """The network alone, on the whole picture."""

    def made(image: Image, hole: Mask) -> Tensor:
        return tensor(np.array(engine.fill(engine.store.find("", TASK), freeze(image.copy()), whole(hole), Job())))[
            None
        ]

    return made


def program(engine: Engine) -> Fill:
    """As the program fills: each hole on its own crop, with grain."""

    def made(image: Image, hole: Mask) -> Tensor:
        result = fill(freeze(image.copy()), whole(hole), "gan", "", Context(engine, Job()))
        return tensor(np.array(result))[None]

    return made


def whole(hole: Mask) -> Image:
    """As the program has masks."""
    return np.where(hole, np.uint8(FULL), np.uint8(0))


def measured(folder: Path, kind: str, ways: dict[str, Fill]) -> list[Row]:
    """One row for each way: mean PSNR in dB and SSIM in the hole, and the median of the gradient energy there."""
    scores: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for index, image in enumerate(originals(folder)):
        hole = KINDS[kind](*image.shape[:2], np.random.default_rng((SEED, index)))
        missing, picture = torch.from_numpy(hole)[None, None].float(), tensor(image)[None]
        energy = gradient_energy(picture, missing)
        for name, way in ways.items():
            made = way(image, hole)
            detail = gradient_energy(made, missing) / max(energy, 1e-6)
            scores[name].append((psnr_inside(made, picture, missing), ssim_inside(made, picture, missing), detail))
    rows: list[Row] = []
    for name, found in scores.items():
        psnr, ssim, energies = (np.asarray(column) for column in zip(*found, strict=True))
        row: Row = {"holes": kind, "way": name, "PSNR": float(psnr.mean()), "SSIM": f"{ssim.mean():.3f}"}
        rows.append(row | {"gradient energy": float(np.median(energies))})
    return rows


def outside(folder: Path, engine: Engine) -> Row:
    """How many pixels change that neither the mask nor its feather touches, in all pictures and kinds of holes."""
    changed = pixels = 0
    for index, image in enumerate(originals(folder)):
        hole = list(KINDS.values())[index % len(KINDS)](*image.shape[:2], np.random.default_rng((SEED, index)))
        photo, params = Photo(freeze(image)), InpaintParams()
        result = do(TOOLS["inpaint"], photo, params, Context(engine, Job(), attachments={MASK: whole(hole)}))
        beyond = feathered(whole(hole), params.feather) == 0
        changed += int((result.pixels != image).any(axis=2)[beyond].sum())
        pixels += int(beyond.sum())
    return {"pixels beyond mask and feather": pixels, "changed": changed}


def timed(folder: Path, engine: Engine) -> list[Row]:
    """Seconds from Run to the finished photo, the first time, with the model to be loaded, and once more."""
    image = next(originals(folder))
    large = cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    photo, mask = Photo(freeze(np.asarray(large, np.uint8))), np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[1700 : 1700 + SIDE, 2700 : 2700 + SIDE] = FULL
    rows: list[Row] = []
    for when in ("first", "again"):
        start, work = time.perf_counter(), time.process_time()
        do(TOOLS["inpaint"], photo, InpaintParams(), Context(engine, Job(), attachments={MASK: mask}))
        seconds, work = time.perf_counter() - start, time.process_time() - work
        rows.append({"a hole of 600×600 in 24 MP": when, "seconds": seconds, "of the processor": work})
    return rows


def main(folder: Path, store: Store) -> None:
    """All tables."""
    engine = Engine(store, "cpu")
    ways: dict[str, Fill] = {"Telea": opencv(cv2.INPAINT_TELEA), "Navier–Stokes": opencv(cv2.INPAINT_NS)}
    ways |= {"pyramid": pyramid, "network": network(engine), "program": program(engine)}
    show("Holes filled: within them", [row for kind in KINDS for row in measured(folder, kind, ways)])
    show("Holes filled: around them", [outside(folder, engine)])
    show("Holes filled: the time", timed(folder, Engine(store, "cpu")))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as models:
        if len(sys.argv) > 2:
            Path(models, "tried.safetensors").symlink_to(Path(sys.argv[2]).resolve())
        main(Path(sys.argv[1]), Store([Path(models)]) if len(sys.argv) > 2 else Store())
