"""The first steps of a training, timed: what a process of its own does, so that its memory can be told from others'."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ganstudio import atomic
from ganstudio.engine.job import Job
from ganstudio.errors import GanstudioError
from trainers.recipe import Recipe
from trainers.run import Run
from trainers.status import read_status

ANSWER = "trial.json"
STAGES = ("pixel_steps", "gan_steps", "steps")
"""Parameters that say how many steps a stage lasts."""
_WARM = 4
"""One in so many of the steps is not counted: libraries choose their ways, pictures are read for the first time."""


@dataclass(frozen=True)
class Trial:
    """Seconds of a step, before the first, of a report (measures, preview, what is kept), and after the last report;
    bytes at most on the device, free on it before, and of what is kept of a step."""

    step: float = 0.0
    start: float = 0.0
    report: float = 0.0
    finish: float = 0.0
    memory: int = 0
    memory_free: int = 0
    model: int = 0
    checkpoint: int = 0
    device: str = "cpu"
    precision: str = "float32"
    drawn: int = 0
    """Pictures, about."""
    batch: int = 0
    """What was taken at a time where memory did not suffice for more."""


def stages(recipe: Recipe, params: Any, iterations: int) -> list[tuple[float, Any]]:
    """(share of the run, parameters to try it with) of each stage; `iterations` in all, a report in the middle."""
    names = [name for name in STAGES if getattr(params, name, 0)]
    whole = sum(getattr(params, name) for name in names)
    each = max(2, iterations // max(1, len(names)))
    found = []
    for name in names:
        alone = replace(params, **{**dict.fromkeys(names, 0), name: getattr(params, name)})
        short = recipe.lasting(alone, each) if recipe.lasting else replace(alone, **{name: each})
        found.append((getattr(params, name) / whole, replace(short, every=each // 2)))
    return found


def take(recipe: Recipe, params: Any, data: tuple[Path, ...], folder: Path, iterations: int) -> None:
    """Try each stage in `folder`; leave the ANSWER there, or why there is none. Other errors are bugs, and raised."""
    began = time.monotonic()
    try:
        answer: dict[str, Any] = {"trial": asdict(tried(recipe, params, data, folder, iterations))}
    except GanstudioError as error:
        answer = {"error": str(error)}
    answer["seconds"] = time.monotonic() - began
    atomic.write_text(folder / ANSWER, json.dumps(answer))


def tried(recipe: Recipe, params: Any, data: tuple[Path, ...], folder: Path, iterations: int) -> Trial:
    """What the stages took together."""
    from ganstudio.engine.device import devices

    free = devices()[0].free_memory() + _resident()
    parts = [
        (share, _stage(recipe, each, data, folder / str(number)))
        for number, (share, each) in enumerate(stages(recipe, params, iterations))
    ]
    last = parts[-1][1]
    step = sum(share * part.step for share, part in parts)
    whole = replace(last, step=step, start=parts[0][1].start, memory=_peak(last.device), memory_free=free)
    return replace(whole, batch=min(part.batch for _share, part in parts), drawn=params.batch * iterations)


def _stage(recipe: Recipe, params: Any, data: tuple[Path, ...], folder: Path) -> Trial:
    began = time.monotonic()
    ends: list[float] = []
    recipe.train(params, data, folder, Job(lambda _done, _text: ends.append(time.monotonic())))
    over, status, run = time.monotonic(), read_status(folder), Run(folder)
    step, report = durations([after - before for before, after in pairwise(ends)], params.every)
    return Trial(
        step=step,
        start=max(0.0, ends[0] - began - step),
        report=report,
        finish=max(0.0, over - ends[-2] - step - report),
        model=run.model.stat().st_size,
        checkpoint=run.checkpoint.stat().st_size,
        device=status.device or "cpu",
        precision=status.precision or "float32",
        batch=status.batch or params.batch,
    )


def durations(gaps: Sequence[float], every: int) -> tuple[float, float]:
    """Seconds of a step and of a report, of the times from each step's end to the next; the `every`-th step's and the
    last one's hold a report too."""
    plain = [gap for at, gap in enumerate(gaps, start=2) if at % every and at <= len(gaps)]
    warm = plain[len(plain) // _WARM :] or list(gaps)
    step = sum(warm) / len(warm)
    return step, max(0.0, gaps[every - 2] - step) if every >= 2 else 0.0


def _peak(device: str) -> int:
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.max_memory_reserved())
    return _resident("VmHWM:")


def _resident(row: str = "VmRSS:") -> int:
    """Bytes of memory that this process has, or (VmHWM) had at most; what the system's `getrusage` says counts those of
    the process that started it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(row))
    except (OSError, StopIteration):
        import psutil

        memory = psutil.Process().memory_info()
        return int(getattr(memory, "peak_wset", memory.rss))
