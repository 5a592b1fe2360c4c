"""How much room a training takes beside its networks: pictures kept in memory, a timeline kept on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

from ganstudio.engine import memory
from trainers.folders import find
from trainers.recipe import Needs
from trainers.trial import Trial

_MOST = 4_000_000_000
_SHARE = 4
_LOOKED_AT = 200


def for_pictures() -> int:
    """Bytes that decoded pictures may take: a quarter of what is free, and no more than 4 GB."""
    try:
        return min(_MOST, memory.free() // _SHARE)
    except ImportError:  # outside Linux, where only training runs
        return _MOST


def pictures_to_come(needs: Needs, data: tuple[Path, ...], drawn: int) -> int:
    """Bytes of pictures that will be kept in memory later, where `drawn` were looked at so far, at random."""
    paths = find(data) if needs.keeps else []
    if not paths:
        return 0
    known = [_bytes(path) for path in paths[:: max(1, len(paths) // _LOOKED_AT)]]
    whole = min(for_pictures(), round(sum(known) / len(known) * len(paths)))
    return round(whole * (1 - 1 / len(paths)) ** drawn)


def _bytes(path: Path) -> int:
    """Of a decoded picture; 0 where it cannot be opened."""
    try:
        with Image.open(path) as image:
            return 3 * image.width * image.height
    except Exception:  # Pillow raises many kinds
        return 0


def on_disk(params: Any, trial: Trial, points: int) -> int:
    """Bytes of a run at its largest: a timeline of so many points within what it is given, and what is written anew."""
    kept = points * trial.model + (points // params.keep_every + 1) * trial.checkpoint
    return int(min(kept, params.disk * 1e9)) + 2 * (trial.checkpoint + trial.model)
