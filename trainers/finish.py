"""What a finished run leaves: one model file with its card."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from trainers.run import Run
from trainers.training import Training


def write_model(
    run: Run,
    weights: Mapping[str, Tensor],
    params: Training,
    task: str,
    architecture: str,
    config: Mapping[str, Any],
) -> None:
    """The averaged weights as float16 `model.safetensors` in the run folder."""
    from ganstudio.engine.store import save_model

    halves = {name: value.half() if value.is_floating_point() else value for name, value in weights.items()}
    header = {
        "format": 1,
        "name": run.folder.name,
        "title": params.title or run.folder.name,
        "task": task,
        "architecture": architecture,
        "config": dict(config),
        "card": _card(run, params),
    }
    save_model(run.model, {name: value.contiguous() for name, value in halves.items()}, header)
    run.log(f"wrote {run.model.name}")


def _card(run: Run, params: Training) -> dict[str, Any]:
    last = run.last_stats()
    return {
        "data": params.terms,
        "limits": params.limits,
        "commands": run.describe().get("commands", []),
        "seed": params.seed,
        "trained": time.strftime("%Y-%m-%d"),
        "minutes": round(last.get("minutes", 0), 1),
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads, torch {torch.__version__}",
        "metrics": {name: round(value, 3) for name, value in last.items() if name not in ("step", "time", "minutes")},
    }
