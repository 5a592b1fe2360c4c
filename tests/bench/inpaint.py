"""How well holes are filled: `python -m tests.bench.inpaint FOLDER MODEL.safetensors` measures on FOLDER's pictures.

Against OpenCV's two methods and a pyramid of averages, all in the same seeded holes: free-form ones of 10 to 20 %,
scratches of 2 to 6 pixels, boxes of a quarter of the picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.store import Store, read_info
from ganstudio.networks.inpaint import pull
from tests.bench.table import Row, show
from trainers.data import Image, find, read, tensor
from trainers.inpaint_data import KINDS, RASTER, filled_plainly, with_hole
from trainers.masks import Mask
from trainers.measure import gradient_energy, psnr_inside, ssim_inside

SEED = 4
Fill = Callable[[Image, Mask], Tensor]
"""(H, W, 3) and a hole → (1, 3, H, W) in [0, 1]."""


def originals(folder: Path) -> Iterator[Image]:
    """The pictures of `folder`, cut to what the network takes."""
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


def network(path: Path) -> Fill:
    """The model in the file `path`."""
    model = Store().load(read_info(path))

    @torch.inference_mode()
    def fill(image: Image, hole: Mask) -> Tensor:
        result: Tensor = model(with_hole(image, hole)[None])
        return result

    return fill


def measured(folder: Path, kind: str, ways: dict[str, Fill]) -> list[Row]:
    """One row for each way: mean PSNR in dB and SSIM in the hole, and the median of the gradient energy there."""
    scores: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
    for index, image in enumerate(originals(folder)):
        hole = KINDS[kind](*image.shape[:2], np.random.default_rng((SEED, index)))
        missing, picture = torch.from_numpy(hole)[None, None].float(), tensor(image)[None]
        energy = gradient_energy(picture, missing)
        for name, fill in ways.items():
            made = fill(image, hole)
            detail = gradient_energy(made, missing) / max(energy, 1e-6)
            scores[name].append((psnr_inside(made, picture, missing), ssim_inside(made, picture, missing), detail))
    rows: list[Row] = []
    for name, found in scores.items():
        psnr, ssim, energies = (np.asarray(column) for column in zip(*found, strict=True))
        row: Row = {"holes": kind, "way": name, "PSNR": float(psnr.mean()), "SSIM": f"{ssim.mean():.3f}"}
        rows.append(row | {"gradient energy": float(np.median(energies))})
    return rows


if __name__ == "__main__":
    ways: dict[str, Fill] = {"Telea": opencv(cv2.INPAINT_TELEA), "Navier–Stokes": opencv(cv2.INPAINT_NS)}
    ways |= {"pyramid": pyramid, "network": network(Path(sys.argv[2]))}
    show("Holes filled: within them", [row for kind in KINDS for row in measured(Path(sys.argv[1]), kind, ways)])
