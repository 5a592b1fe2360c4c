"""Files that are written whole or not at all, and changed by one program at a time."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 5.0
"""Seconds to wait for others: a change takes milliseconds."""


def write_text(path: Path, text: str) -> None:
    """Put `text` into the file `path`, in the place of what was there; makes its folder. Raises OSError."""
    part = path.with_name(f".ganstudio-{secrets.token_hex(6)}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Wait until the file has really been written; a disk may notice only then that it is full. Raises OSError."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Whoever reads `path` in order to write it does so within: others, here and in other processes, wait their turn.

    Not to be entered twice for one file. Raises OSError, also where somebody does not let go of it.
    """
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE)
    try:
        lock.acquire()
    except NotImplementedError:  # a file system without locks: as good as it can be there
        yield
        return
    try:
        yield
    finally:
        lock.release()
