"""Which paintings a translation learns from, and which are left to those who judge it."""

from __future__ import annotations

import zlib
from pathlib import Path

_PARTS = 5


def judged(path: Path) -> bool:
    """Whether the picture is one of the fifth that no translation is trained on; by its name alone, for ever."""
    return zlib.crc32(path.name.encode()) % _PARTS == 0
