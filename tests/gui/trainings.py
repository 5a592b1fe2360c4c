"""Run folders made by hand, as a training would leave them."""

from __future__ import annotations

import json
import math
import os

import cv2
import numpy as np

from ganstudio.paths import runs_folder
from tests.engine import small
from trainers import signals
from trainers.control import Ask
from trainers.run import Run
from trainers.status import Phase, Status, write_status

EVERY = 50
"""Steps between previews."""


def make_run(
    name: str = "waves",
    *,
    recipe: str = "upscale",
    steps: int = 200,
    total: int = 400,
    phase: Phase = Phase.STOPPED,
    models: bool = True,
    title: str = "",
) -> Run:
    """A run of `steps` steps; one that is at work has this process' number."""
    run = Run(runs_folder() / name)
    run.folder.mkdir(parents=True)
    described = {"recipe": recipe, "params": {"title": title, "every": EVERY}, "data": [], "commands": []}
    (run.folder / "run.json").write_text(json.dumps(described), encoding="utf-8")
    (run.folder / "previews").mkdir()
    (run.folder / "models").mkdir()
    add_steps(run, 0, steps, models=models)
    put_status(run, phase, steps, total)
    return run


def put_status(run: Run, phase: Phase, step: int, total: int = 400, sentence: str = "") -> None:
    """How the run is doing."""
    process = os.getpid() if phase in (Phase.STARTING, Phase.TRAINING, Phase.PAUSED) else 0
    going = {"rate": 2.5, "seconds_left": 80.0, "memory": 1_300_000_000, "batch": 8, "device": "cpu"} if process else {}
    write_status(run.folder, Status(phase, step, total, process=process, sentence=sentence, **going))


def add_steps(run: Run, start: int, stop: int, *, models: bool = True) -> None:
    """The numbers, previews and models of these steps."""
    for step in range(start + 10, stop + 1, 10):
        run.stats(step, numbers(step))
        if step % EVERY == 0:
            run.preview(step, sheet(step))
            if models:
                small.save(run.folder / "models", f"{step:07d}", seed=step)


def numbers(step: int) -> dict[str, float]:
    """Of a healthy training; what is measured comes with a preview."""
    wave = math.sin(step / 7)
    values = {
        signals.GENERATOR: 0.9 + 0.1 * wave,
        signals.DISCRIMINATOR: 0.6 - 0.1 * wave,
        signals.D_REAL: 0.55 + 0.05 * wave,
        signals.D_FAKE: 0.45 - 0.05 * wave,
        signals.GENERATOR_GRADIENT: 0.02 * (1.5 + wave),
        signals.DISCRIMINATOR_GRADIENT: 2.0 * (1.5 + wave),
    }
    return values | ({"psnr": 20 + 8 * (1 - math.exp(-step / 200))} if step % EVERY == 0 else {})


def sheet(step: int) -> bytes:
    """A preview that is another for each step."""
    picture = np.full((32, 64, 3), step % 256, np.uint8)
    picture[:, : step % 64] = 255 - step % 256
    return bytes(cv2.imencode(".png", picture)[1])


def asked(run: Run, what: Ask) -> bool:
    """Whether that was asked of the process that trains."""
    return (run.folder / "asked" / what.value).exists()
