"""What a finished run leaves: one model file with its card."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from trainers import signals
from trainers.run import Run
from trainers.training import Training

_PASSING = frozenset(
    ("step", "time", "minutes", signals.SKIPPED, signals.GENERATOR_GRADIENT, signals.DISCRIMINATOR_GRADIENT)
)
"""Of a line of numbers, what says nothing of the model."""


@dataclass(frozen=True)
class Network:
    """What a model's header says of the network."""

    task: str
    architecture: str
    config: Mapping[str, Any]


def write_model(
    run: Run, path: Path, weights: Mapping[str, Tensor], params: Training, network: Network, name: str = ""
) -> None:
    """The averaged weights of `run` as a float16 model file `path`, called as the run unless it has a `name`."""
    from ganstudio.engine.modelfile import name_of
    from ganstudio.engine.store import save_model

    halves = {key: value.half() if value.is_floating_point() else value for key, value in weights.items()}
    header = {
        "format": 1,
        "name": name_of(name or run.folder.name),  # a folder may be called as one likes
        "title": name or params.title or run.folder.name,
        "task": network.task,
        "architecture": network.architecture,
        "config": dict(network.config),
        "card": _card(run, params),
    }
    save_model(path, {key: value.contiguous() for key, value in halves.items()}, header)
    run.log(f"wrote {path.relative_to(run.folder)}")


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
        "metrics": {name: round(value, 3) for name, value in last.items() if name not in _PASSING},
    }
