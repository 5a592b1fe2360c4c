"""How good the bundled models are: `python -m tests.bench.quality FOLDER` measures on the pictures of FOLDER.

Faithful models against bicubic; sharp models against bicubic whose unsharp mask reaches the same gradient energy, on
pictures that were blurred, reduced and compressed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.pixels import freeze
from tests.bench.table import Row, show
from trainers.data import find, read, tensor
from trainers.degrade import reduce
from trainers.measure import gradient_energy, luma_psnr

Image = NDArray[np.uint8]


def originals(folder: Path) -> Iterator[Image]:
    """The pictures of `folder`, cut to multiples of 4."""
    for path in find((folder,)):
        image = read(path)
        assert image is not None, path
        yield np.ascontiguousarray(image[: image.shape[0] // 4 * 4, : image.shape[1] // 4 * 4])


def phone(image: Image, scale: int) -> Image:
    """Blurred (σ 1.2), reduced, JPEG of quality 50."""
    small = reduce(np.asarray(cv2.GaussianBlur(image, (0, 0), 1.2), np.uint8), scale)
    data = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 50])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])


def bicubic(small: Image, scale: int) -> Tensor:
    """(1, 3, H, W) in [0, 1]."""
    return F.interpolate(tensor(small)[None], scale_factor=scale, mode="bicubic").clamp(0, 1)


def sharpened(plain: Tensor, energy: float, sigma: float = 2.0) -> Tensor:
    """`plain` with the unsharp mask whose strength brings it to the gradient energy `energy`."""
    array = plain[0].permute(1, 2, 0).numpy()  # CHW → HWC
    detail = torch.from_numpy(array - cv2.GaussianBlur(array, (0, 0), sigma)).permute(2, 0, 1)[None]
    low, high = 0.0, 20.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if gradient_energy(plain + middle * detail) < energy else (low, middle)
    return (plain + low * detail).clamp(0, 1)


def enlarge(engine: Engine, model: str) -> Callable[[Image], Tensor]:
    """What the program itself makes of a small picture."""
    return lambda small: tensor(np.array(engine.run(model, freeze(small), Job())))[None]


def faithful(folder: Path, engine: Engine) -> list[Row]:
    """Mean luma PSNR in dB, and what it is above bicubic."""
    rows: list[Row] = []
    for model, scale in (("upscale-x4-faithful", 4), ("upscale-x2-faithful", 2)):
        ours = enlarge(engine, model)
        scores = []
        for image in originals(folder):
            small, large = reduce(image, scale), tensor(image)[None]
            scores.append((luma_psnr(bicubic(small, scale), large), luma_psnr(ours(small), large)))
        plain, psnr = np.mean(scores, axis=0)
        rows.append({"model": model, "bicubic": plain, "psnr": psnr, "gain": psnr - plain})
    return rows


def reduced_x4(folder: Path, engine: Engine) -> Row:
    """×4 faithful reduced to ×2, which ×2 faithful must beat."""
    ours, scores = enlarge(engine, "upscale-x4-faithful"), []
    for image in originals(folder):
        large = ours(reduce(image, 2))
        half = F.interpolate(large, scale_factor=0.5, mode="bicubic", antialias=True)
        scores.append(luma_psnr(half, tensor(image)[None]))
    return {"model": "upscale-x4-faithful, reduced to ×2", "psnr": float(np.mean(scores))}


def sharp(folder: Path, engine: Engine) -> list[Row]:
    """Mean luma PSNR against the unsharp mask's, and gradient energy in parts of the original's."""
    rows: list[Row] = []
    for model, scale in (("upscale-x4-sharp", 4), ("upscale-x2-sharp", 2)):
        ours, scores = enlarge(engine, model), []
        for image in originals(folder):
            small, large = phone(image, scale), tensor(image)[None]
            made, plain = ours(small), bicubic(small, scale)
            energy = gradient_energy(made)
            masked = sharpened(plain, energy)
            share = energy / gradient_energy(large)
            scores.append((luma_psnr(plain, large), luma_psnr(masked, large), luma_psnr(made, large), share))
        plain_psnr, masked_psnr, psnr, share = np.mean(scores, axis=0)
        rows.append({"model": model, "bicubic": plain_psnr, "unsharp": masked_psnr, "psnr": psnr, "energy": share})
    return rows


if __name__ == "__main__":
    folder, engine = Path(sys.argv[1]), Engine(Store())
    show("Faithful models: luma PSNR in dB", [*faithful(folder, engine), reduced_x4(folder, engine)])
    show("Sharp models, on blurred and compressed pictures: luma PSNR in dB, gradient energy", sharp(folder, engine))
