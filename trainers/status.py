"""How a run is doing, as a small file in its folder: written by the process that trains, read by whoever watches."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, fields, replace
from enum import Enum
from pathlib import Path

from ganstudio import atomic


class Phase(Enum):
    """What a run is at."""

    WAITING = "waiting"
    """Prepared, not begun."""
    STARTING = "starting"
    """Reads pictures, makes networks."""
    TRAINING = "training"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Can be resumed."""
    FINISHED = "finished"
    FAILED = "failed"
    """`sentence` says why; can be resumed once that is mended."""


@dataclass(frozen=True)
class Status:
    """`rate` in steps a second, `seconds_left` as it goes now, `memory` in bytes (of the device, on a CPU of the
    process), `batch` as it is taken now (less than asked for where memory did not suffice)."""

    phase: Phase = Phase.WAITING
    step: int = 0
    steps: int = 0
    rate: float = 0.0
    seconds_left: float = 0.0
    memory: int = 0
    batch: int = 0
    device: str = ""
    precision: str = ""
    sentence: str = ""
    process: int = 0
    updated: float = 0.0


_FILE = "status.json"


def write_status(folder: Path, status: Status) -> None:
    """Replace the status of the run in `folder`."""
    values = asdict(replace(status, updated=time.time())) | {"phase": status.phase.value}
    atomic.write_text(folder / _FILE, json.dumps(values))


def read_status(folder: Path) -> Status:
    """The status of the run in `folder`; that of a run not begun where there is none or it cannot be read."""
    try:
        values = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        known = {field.name: values[field.name] for field in fields(Status) if field.name in values}
        return Status(**(known | {"phase": Phase(values["phase"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return Status()
