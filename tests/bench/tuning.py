"""What minutes of fine-tuning bring: `python -m tests.bench.tuning FOLDER [STEPS]`.

`×4 faithful` learns on from four fifths of FOLDER's pictures by the command that the wizard would start; luma PSNR is
measured on the others, the bundled model against the tuned one. STEPS are those that fit into ten minutes; without a
number they follow from the first twenty.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from ganstudio.engine.engine import Engine
from ganstudio.engine.store import Store
from ganstudio.paths import resource
from tests.bench.quality import bicubic, enlarge, originals
from tests.bench.table import show
from trainers.data import find, tensor
from trainers.degrade import reduce
from trainers.measure import luma_psnr
from trainers.split import judged

MODEL, MINUTES = "upscale-x4-faithful", 10.0
TRIAL = 20


def tune(data: Path, run: Path, steps: int) -> float:
    """Train in the folder `run`; the seconds it took."""
    words = ["--data", data, "--run", run, "--start", resource("models") / f"{MODEL}.safetensors", "--seed", 1]
    words += ["--pixel-steps", steps, "--patch", 40, "--batch", 8, "--learning-rate", 1e-3, "--decay", 0.7]
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "ganstudio", "train", "upscale", *map(str, words)], check=True)
    return time.monotonic() - began


def steps_for(minutes: float, data: Path, folder: Path) -> int:
    """How many steps fit, as the first ones go here: what a run of few steps takes is start and steps."""
    short, longer = (tune(data, folder / f"trial-{n}", n) for n in (TRIAL, 2 * TRIAL))
    step = max(1e-3, (longer - short) / TRIAL)
    return max(TRIAL, int((minutes * 60 - short) / step) + TRIAL)


def psnr(folder: Path, engine: Engine, model: str) -> float:
    """Mean luma PSNR in dB of the pictures of `folder`, reduced by 4 and enlarged again."""
    ours = enlarge(engine, model) if model else (lambda small: bicubic(small, 4))
    return float(np.mean([luma_psnr(ours(reduce(image, 4)), tensor(image)[None]) for image in originals(folder)]))


def main(source: Path, steps: int = 0) -> None:
    """Print what was gained."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("learnt", "held-out"):
            (folder / part).mkdir()
        for path in find((source,)):
            (folder / ("held-out" if judged(path) else "learnt") / path.name).symlink_to(path.resolve())
        steps = steps or steps_for(MINUTES, folder / "learnt", folder)
        seconds = tune(folder / "learnt", folder / "tuned", steps)
        engines = {MODEL: Engine(Store(), "cpu"), "tuned": Engine(Store([folder / "tuned"]), "cpu")}
        plain = psnr(folder / "held-out", engines[MODEL], "")
        scores = [psnr(folder / "held-out", engine, model) for model, engine in engines.items()]
    rows = [
        {"model": model, "psnr": score, "gain": score - scores[0]} for model, score in zip(engines, scores, strict=True)
    ]
    show(
        f"Fine-tuned on {source.name}: {steps} steps, {seconds / 60:.1f} minutes; held-out pictures, luma PSNR in dB",
        [{"model": "bicubic", "psnr": plain, "gain": plain - scores[0]}, *rows],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
