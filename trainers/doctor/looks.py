"""What the previews of a run show: whether the network's pictures change at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def since_unchanged(previews: list[tuple[int, Path]], level: float = 0.25, enough: int = 3) -> int | None:
    """The step since which the pictures are the same within `level` of 255, on average; None where they change, or
    where there are fewer than `enough` such pictures. (step, picture), the first first."""
    first: int | None = None
    last = _read(previews[-1][1]) if len(previews) >= enough else None
    count = 1
    for step, path in reversed(previews[:-1]):
        before = _read(path)
        if last is None or before is None or before.shape != last.shape or np.abs(before - last).mean() > level:
            break
        first, count = step, count + 1
    return first if count >= enough else None


def _read(path: Path) -> np.ndarray | None:
    """Levels (H, W, 3); None where the picture cannot be read (it is being written)."""
    import cv2

    picture = cv2.imread(str(path))
    return None if picture is None else picture.astype(np.float32)
