"""Which paintings a translation learns from, and which are left to those who judge it."""

from __future__ import annotations

import zlib
from pathlib import Path

_PARTS = 5


def judged(path: Path, parts: int = _PARTS) -> bool:
    """Whether the picture is one of the fifth (or another part) that is not trained on; by its name alone, for ever."""
    return zlib.crc32(path.name.encode()) % parts == 0
