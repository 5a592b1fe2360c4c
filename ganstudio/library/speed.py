"""How long a model takes on this machine: measured for each kind of network and device, and kept.

The weights make no difference: two models of one architecture and size are as fast as each other. Something else may be
at work while a model is measured, so the best of ENOUGH times counts, which lie apart.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from ganstudio import atomic
from ganstudio.engine.device import Device
from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.i18n import _
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.paths import home

SIDES = 128, 256, 512
"""Of the squares that are tried: a slow network is judged by a small one."""
SLOW = 0.7
"""Seconds for a square from which on larger ones are left out."""
WHOLE = {"colorize": 256, "face-restoration": 512}
"""Task → side of the square at which such networks see every photo, however large it is."""
TRIES, LONG_ENOUGH = 4, 2.0
"""How often, and for how many seconds about, the same is timed."""
ENOUGH = 3
"""How often it is measured, each time the program runs once."""
MEASURED = frozenset({"upscale", "style", "inpaint", "blend", "damage", *WHOLE})
"""Tasks whose speed can be told by a number."""
_log = logging.getLogger(__name__)


class Speed(NamedTuple):
    """The best of some times."""

    seconds: float
    """Per megapixel; for the tasks of WHOLE, per picture."""
    times: int = 1


def known(device: Device) -> Mapping[str, Speed]:
    """What was measured on `device`, by `kind_of(info)`."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8")).get(_machine(device), {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    rows = told.items() if isinstance(told, dict) else ()
    return {kind: found for kind, value in rows if (found := _speed(value))}


def _speed(value: Any) -> Speed | None:
    """What a file says, if it makes sense."""
    seconds, times = value if isinstance(value, list) and len(value) == 2 else (None, None)
    if isinstance(seconds, (int, float)) and isinstance(times, int) and 0 < seconds < 1e6 and times > 0:
        return Speed(float(seconds), times)
    return None


def kind_of(info: ModelInfo) -> str:
    """What models that are equally fast have in common."""
    told = [info.task, info.architecture, dict(info.config), sorted(info.shapes.items())]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


def measure(info: ModelInfo, engine: Engine, job: Job, *, background: bool = False, anew: bool = False) -> Speed:
    """Run the model and note how long it took, if that is the best so far, or if what is known counts no more: `anew`.
    Only for the tasks of MEASURED.

    Raises ModelError, OutOfMemory, Cancelled.
    """
    if info.task in WHOLE:
        seconds = _timed(info, engine, WHOLE[info.task], job, background)
    else:
        for side in SIDES:
            seconds = _timed(info, engine, side, job, background)
            if seconds > SLOW:
                break
        seconds *= 1e6 / (side * side)
    before = None if anew else known(engine.device).get(kind_of(info))
    best = Speed(min(seconds, before.seconds), before.times + 1) if before else Speed(seconds)
    _keep(engine.device, kind_of(info), best)
    return best


def words(info: ModelInfo, seconds: float) -> str:
    """ "0.8 s per megapixel", "0.3 s per photo"."""
    told = f"{seconds:.1f}" if 1 <= seconds < 10 else f"{seconds:.2g}" if seconds < 1 else str(round(seconds))
    if info.task == "face-restoration":
        return _("{n} s per face").format(n=told)
    if info.task in WHOLE:
        return _("{n} s per photo").format(n=told)
    return _("{n} s per megapixel").format(n=told)


def _timed(info: ModelInfo, engine: Engine, side: int, job: Job, background: bool) -> float:
    """Seconds for a square. The first time the network is loaded and its fastest way is found, which does not count; of
    some that follow the best does, since others may be at work on this machine."""
    _run(info, engine, side, job, background)
    tries: list[float] = []
    while len(tries) < TRIES and sum(tries) < LONG_ENOUGH:
        began = time.perf_counter()
        _run(info, engine, side, job, background)
        tries.append(time.perf_counter() - began)
    return min(tries)


def _run(info: ModelInfo, engine: Engine, side: int, job: Job, background: bool) -> None:
    if info.task == "colorize":
        engine.colours(info, np.zeros((4, side, side), np.float32), job, background=background)
    elif info.task in ("inpaint", "blend"):
        hole = np.zeros((side, side), np.uint8)
        hole[side // 3 : side // 2, side // 3 : side // 2] = 255
        engine.fill(info, _picture(side), hole, job, background=background)
    else:
        engine.run(info, _picture(side), job, background=background)


def _picture(side: int) -> Pixels:
    """Slopes in all colours."""
    y, x = np.mgrid[:side, :side] * 255 // side
    return freeze(np.stack([y, x, (x + y) // 2], axis=2).astype(np.uint8))


def _keep(device: Device, kind: str, best: Speed) -> None:
    """A number that cannot be kept is measured again."""
    with suppress(OSError), atomic.changing(_file()):
        try:
            told: Any = json.loads(_file().read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            told = {}
        told = told if isinstance(told, dict) else {}
        mine = told.get(_machine(device))
        told[_machine(device)] = {
            **(mine if isinstance(mine, dict) else {}),
            kind: [round(best.seconds, 4), best.times],
        }
        atomic.write_text(_file(), json.dumps(told, indent=1))


def _machine(device: Device) -> str:
    title = "" if device.kind == "cpu" else device.title  # which is that of the language
    return f"{title} {device.id} {device.precision}".strip()


def _file() -> Any:
    return home("cache") / "speeds.json"
