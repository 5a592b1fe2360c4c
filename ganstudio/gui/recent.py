"""The photos opened last, in a small file of their own."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from ganstudio import atomic
from ganstudio.paths import home

MOST = 12


def recent_file() -> Path:
    """Where they are written down."""
    return home("data") / "recent.json"


def recent_photos() -> list[Path]:
    """The latest first; a file that cannot be read means none. Whether they are still there is not looked up."""
    try:
        names = json.loads(recent_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [Path(name) for name in names if isinstance(name, str)][:MOST] if isinstance(names, list) else []


def remember(path: Path) -> None:
    """`path` was opened or written just now."""
    path = Path(os.path.abspath(path))
    _write([path, *(other for other in recent_photos() if other != path)][:MOST])


def forget(path: Path) -> None:
    """`path` is gone, or cannot be opened."""
    _write([other for other in recent_photos() if other != path])


def forget_all() -> None:
    """Begin anew."""
    _write([])


def _write(paths: list[Path]) -> None:
    with contextlib.suppress(OSError):  # comfort, not data: a full disk must not stop anybody's work
        atomic.write_text(recent_file(), json.dumps([str(path) for path in paths], ensure_ascii=False))
