"""Folders that belong to one process each. A lock beside the folder says that its owner lives: the system lets go of it
whenever the process ends, in whatever way."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from ganstudio.atomic import take

if TYPE_CHECKING:
    from filelock import FileLock

_log = logging.getLogger(__name__)


class Owned:
    """A folder, `path`, that nobody else touches until it is left or removed."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock

    def remove(self) -> None:
        """The folder is gone, as far as the system lets go of its files; what stays has no owner."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.leave()
        if not self.path.exists():
            with contextlib.suppress(OSError):
                _lock_of(self.path).unlink(missing_ok=True)

    def leave(self) -> None:
        """It stays, for whoever takes it next."""
        self._lock.release()


def own(parent: Path) -> Owned:
    """A new folder in `parent`. Raises OSError."""
    path = parent / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
    parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(path)
    take(lock)  # before there is a folder: one without a lock has no owner
    try:
        path.mkdir()
    except BaseException:
        lock.release()
        raise
    return Owned(path, lock)


def orphans(parent: Path) -> list[Owned]:
    """The folders in `parent` whose owners have died, in the order of their names: they are ours from now on."""
    found = []
    try:
        entries = list(parent.iterdir())
    except OSError:
        return []
    paths = {entry.with_suffix("") for entry in entries if entry.suffix == ".lock"}
    for path in sorted(paths | {entry for entry in entries if entry.is_dir()}):
        lock = _lock(path)
        try:
            ours = take(lock)
        except TimeoutError:
            continue  # its owner lives
        except OSError as error:
            _log.warning("%s cannot be looked at: %s", path, error)
            continue
        if ours:  # else nobody knows whether its owner lives
            found.append(Owned(path, lock))
    return found


def _lock(path: Path) -> FileLock:
    from filelock import FileLock

    return FileLock(_lock_of(path), timeout=0, thread_local=False)


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")
