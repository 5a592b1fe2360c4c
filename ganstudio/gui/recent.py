"""The photos opened last, in a small file of their own."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
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
    _change(lambda there: [path, *(other for other in there if other != path)][:MOST])


def forget(path: Path) -> None:
    """`path` is gone, or cannot be opened."""
    _change(lambda there: [other for other in there if other != path])


def forget_all() -> None:
    """Begin anew."""
    _change(lambda _there: [])


def _change(change: Callable[[list[Path]], list[Path]]) -> None:
    # Comfort, not data: a full disk must not stop anybody's work.
    with contextlib.suppress(OSError), atomic.changing(recent_file()):
        names = [str(path) for path in change(recent_photos())]
        atomic.write_text(recent_file(), json.dumps(names))
