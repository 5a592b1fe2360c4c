"""How much memory enlarging takes: `python -m tests.bench.memory [MODEL]` for 12, 24 and 50 megapixels, ×2.

Each picture is enlarged by a process of its own, whose peak (all of it: Python, torch, input, result) is what counts.
`python -m tests.bench.memory MODEL MEGAPIXELS` is that process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import UpscaleParams
from tests.bench.table import Row, show

MODEL = "upscale-x2-sharp"
SIZES = {12: (4000, 3000), 24: (6000, 4000), 50: (8660, 5774)}
"""Megapixels → width and height."""


def peak() -> int:
    """The most bytes of memory this process has had, as the system counts them."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def picture(width: int, height: int) -> Pixels:
    """Noise, made a row at a time so that making it costs no memory."""
    import numpy as np

    random, pixels = np.random.default_rng(0), np.empty((height, width, 3), np.uint8)
    for row in pixels:
        row[...] = random.integers(0, 256, row.shape, dtype=np.uint8)
    return freeze(pixels)


def enlarge(model: str, megapixels: int, scale: float = 2.0) -> Row:
    """In this process: enlarge and tell seconds and this process's peak in GB."""
    photo = Photo(picture(*SIZES[megapixels]))
    context = Context(Engine(Store(), "cpu"), Job())
    start = time.perf_counter()
    result = TOOLS["upscale"].run(photo, UpscaleParams(model=model, scale=scale), context)
    taken = time.perf_counter() - start
    pixels = photo.pixels.nbytes + result.pixels.nbytes
    return {"megapixels": megapixels, "seconds": taken, "pixels GB": pixels / 1e9, "peak GB": peak() / 1e9}


def rows(model: str = MODEL, sizes: tuple[int, ...] = tuple(SIZES)) -> list[Row]:
    """What `enlarge` tells, each in a fresh process."""
    made: list[Row] = []
    for megapixels in sizes:
        command = [sys.executable, "-m", "tests.bench.memory", model, str(megapixels)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        made.append(json.loads(done.stdout))
    return made


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(enlarge(sys.argv[1], int(sys.argv[2]))))
    else:
        show("Memory, ×2 on the processor", rows(sys.argv[1] if len(sys.argv) > 1 else MODEL))
