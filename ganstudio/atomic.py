"""Files that are written whole or not at all, and changed by one program at a time."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

_PATIENCE = 5.0
"""Seconds to wait for others: a change takes milliseconds."""
_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP)
"""As of folders of a network whose server has no locks."""


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
    with path.open("r+b") as file:  # Windows writes out only what may be written
        os.fsync(file.fileno())


def take(lock: FileLock) -> bool:
    """Take `lock`. False where the file system knows no locks: then nobody has it, and to go on without is as good as
    it can be there; `lock.release()` does nothing. Raises filelock.Timeout where somebody else has it, and OSError."""
    try:
        lock.acquire()
    except NotImplementedError:  # what older versions of filelock say of that
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        return False
    return True


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Whoever reads `path` in order to write it does so within: others, here and in other processes, wait their turn.

    Not to be entered twice for one file. Raises OSError, also where somebody does not let go of it.
    """
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE)
    take(lock)
    try:
        yield
    finally:
        lock.release()
