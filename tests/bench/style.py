"""How good a style is: `python -m tests.bench.style DATA STYLE [MODEL.safetensors [BACK.safetensors]]`.

A small judge learns to tell DATA's photos from those paintings of STYLE that no translation was trained on; both are
squashed to one size, cropped and compressed alike. Measured on `valid/photos` are how many it takes for the style,
before and after the tool, how well edges stay where they were, and how well the model of the way back brings photos
back; then the largest difference, of 255, between small tiles and the whole, and the time a 12 MP photo takes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ganstudio.engine import picture
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store, read_info
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.paths import resource
from ganstudio.tools.style import StyleParams, style
from ganstudio.tools.tool import Context
from tests.bench.table import Row, show
from trainers.data import Image, find, read, tensor
from trainers.measure import edge_correlation, psnr
from trainers.split import judged

SIDE, CROP = 224, 128
"""Pixels of a picture as the judge gets it, and of what it looks at."""
QUALITY = 85
STEPS, BATCH = 400, 32
PHOTOS = ("cid22", "clic", "bsds")
LARGE = 4240, 2830


@dataclass(frozen=True)
class Translation:
    """A model in a store, as the tool is handed it."""

    engine: Engine
    name: str

    @classmethod
    def of(cls, path: Path) -> Translation:
        """The model in that file, whatever else lies beside it."""
        return cls(Engine(Store([path.parent]), "cpu"), read_info(path).name)

    def __call__(self, image: Image) -> Image:
        made = style(Photo(freeze(image.copy())), StyleParams(self.name), Context(self.engine, Job()))
        return np.array(made.pixels, np.uint8)


def pictures(paths: Sequence[Path]) -> list[Image]:
    """Those that can be read."""
    return [image for path in paths if (image := read(path)) is not None]


def prepared(image: Image) -> Image:
    """As the judge gets it: squashed to a square, as the paintings are, and compressed."""
    small = cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    data = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])


class Judge(nn.Module):
    """(N, 3, CROP, CROP) in [0, 1] → (N,): above 0 it is rather a painting."""

    def __init__(self, widths: Sequence[int] = (24, 48, 96, 128)) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for before, after in zip((3, *widths), widths, strict=False):
            layers += [nn.Conv2d(before, after, 3, 2, 1), nn.GroupNorm(4, after), nn.LeakyReLU(0.2)]
        self.layers = nn.Sequential(*layers)
        self.last = nn.Linear(widths[-1], 1)

    def forward(self, x: Tensor) -> Tensor:
        features = self.layers(2 * x - 1).mean((2, 3))
        result: Tensor = self.last(F.dropout(features, 0.3, self.training))[:, 0]
        return result

    @torch.no_grad()
    def takes(self, images: Sequence[Image]) -> float:
        """How many per cent of `images` it takes for paintings, by the mean over the corners and the middle."""
        self.eval()
        middle, far = (SIDE - CROP) // 2, SIDE - CROP
        places = ((0, 0), (0, far), (far, 0), (far, far), (middle, middle))
        found = []
        for image in map(prepared, images):
            crops = [tensor(np.ascontiguousarray(image[y : y + CROP, x : x + CROP])) for y, x in places]
            found.append(float(self(torch.stack(crops)).mean()) > 0)
        return 100 * float(np.mean(found))


def trained(photos: Sequence[Image], paintings: Sequence[Image], seed: int = 0) -> Judge:
    """A judge that has seen random crops of both, as many of each, mirrored and a little lighter or darker."""
    torch.manual_seed(seed)
    random, judge = np.random.default_rng(seed), Judge()
    kinds = [[prepared(image) for image in kind] for kind in (photos, paintings)]
    optimizer = torch.optim.AdamW(judge.parameters(), 2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, STEPS)
    wanted = torch.arange(BATCH).remainder(2).float()
    for _step in range(STEPS):
        batch = torch.stack([_crop(kinds[index % 2], random) for index in range(BATCH)])
        loss = F.binary_cross_entropy_with_logits(judge(batch), 0.9 * wanted + 0.05)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    return judge


def _crop(images: Sequence[Image], random: np.random.Generator) -> Tensor:
    image = images[int(random.integers(len(images)))]
    y, x = random.integers(0, SIDE - CROP + 1, 2)
    crop = image[y : y + CROP, x : x + CROP]
    crop = crop[:, ::-1] if random.random() < 0.5 else crop
    return (tensor(np.ascontiguousarray(crop)) * float(random.uniform(0.85, 1.15))).clamp(0, 1)


def judgement(data: Path, name: str) -> tuple[Judge, float]:
    """A judge of the style, and how many per cent of the paintings that it has not seen it knows."""
    photos = pictures([path for folder in PHOTOS for path in find((data / "photos" / folder,))])
    own = [path for path in find((data / "art" / name,)) if judged(path)]
    seen, unseen = [path for path in own if path not in own[::4]], own[::4]
    judge = trained(photos, pictures(seen))
    return judge, judge.takes(pictures(unseen))


def seam(translate: Translation, image: Image) -> int:
    """The largest difference between small tiles and the whole."""
    engine, side, pixels = translate.engine, picture.side, freeze(image.copy())
    info = engine.store.find(translate.name)
    whole = engine.run(info, pixels, Job()).astype(int)
    try:
        picture.side = lambda network: 96
        return int(np.abs(engine.run(info, pixels, Job()) - whole).max())
    finally:
        picture.side = side


def measured(data: Path, name: str, model: Path, back: Path | None) -> Row:
    """The row of the table."""
    valid, translate = pictures(find((data / "valid" / "photos",))), Translation.of(model)
    made = [translate(image) for image in valid]
    both = [(tensor(one)[None], tensor(other)[None]) for one, other in zip(made, valid, strict=True)]
    row: Row = {"style": name, "edge correlation": float(np.mean([edge_correlation(*pair) for pair in both]))}
    if back:
        home = Translation.of(back)
        row["cycle, dB"] = float(np.mean([psnr(home(one), other) for one, other in zip(made, valid, strict=True)]))
    row["seam, of 255"] = max(seam(translate, image) for image in valid[:3])
    large = np.asarray(cv2.resize(valid[0], LARGE, interpolation=cv2.INTER_CUBIC), np.uint8)
    start = time.perf_counter()
    translate(large)
    row["12 MP, s"] = time.perf_counter() - start
    if (data / "art" / name).is_dir():
        judge, known = judgement(data, name)
        row |= {"photos taken for it, %": judge.takes(valid), "translated, %": judge.takes(made)}
        row["unseen paintings, %"] = known
    return row


if __name__ == "__main__":
    folder, word = Path(sys.argv[1]), sys.argv[2]
    files = [Path(path) for path in sys.argv[3:]] or [resource("models") / f"{word}.safetensors"]
    show("A style", [measured(folder, word, files[0], files[1] if len(files) > 1 else None)])
