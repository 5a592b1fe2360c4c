"""What the previews of a run show: whether the network's pictures change at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from trainers.run import Run

_LEVEL = 0.3
"""Of 255, on average: running means of normalisation change what a network makes by so little though no weight does."""
_APART = 100
"""Steps that must lie between the first and the last of pictures that are the same."""
_SHARE = 3e-3
"""By how much numbers on validation pictures may differ that are called the same."""
_PLAIN = ("step", "time", "minutes")


def unchanged(run: Run, rows: list[dict[str, Any]]) -> int | None:
    """The step since which neither previews nor numbers on validation pictures change; None where they do, or where
    that is too short a time to say so."""
    previews = run.previews()
    measured = _measured(rows)
    last = _read(previews[-1][1]) if previews else None
    since = None
    for step, path in reversed(previews[:-1]):
        picture = _read(path)
        if last is None or picture is None or picture.shape != last.shape or np.abs(picture - last).mean() > _LEVEL:
            break
        if not _same(measured.get(step, {}), measured.get(previews[-1][0], {})):
            break
        since = step
    return since if since is not None and previews[-1][0] - since >= _APART else None


def _measured(rows: list[dict[str, Any]]) -> dict[int, dict[str, float]]:
    """Step → the numbers that are not in every row: those of validation."""
    if not rows:
        return {}
    every = set.intersection(*(set(row) for row in rows[-20:]))
    return {row["step"]: {name: each for name, each in row.items() if name not in every} for row in rows[-2000:]}


def _same(first: dict[str, float], second: dict[str, float]) -> bool:
    shared = set(first) & set(second) - set(_PLAIN)
    return all(abs(first[name] - second[name]) <= _SHARE * max(abs(first[name]), 1e-6) for name in shared)


def _read(path: Path) -> np.ndarray | None:
    """Levels (H, W, 3); None where the picture cannot be read (it is being written)."""
    import cv2

    picture = cv2.imread(str(path))
    return None if picture is None else picture.astype(np.float32)
