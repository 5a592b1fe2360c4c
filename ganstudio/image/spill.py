"""Pixels on disk instead of in memory: written whole, then mapped, gone when nobody needs them any more."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import sys
import threading
import uuid
import weakref
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from ganstudio.errors import Cancelled
from ganstudio.image.pixels import Pixels
from ganstudio.paths import spill_folder

_log = logging.getLogger(__name__)
_CHUNK = 16 * 2**20  # bytes written between two looks at whether to stop
_OPEN_FILES = 8192
_RESERVE = 256 * 2**20  # bytes of the disk left to everyone else


class Spill:
    """A folder of this document alone, made at the first `write`; a lock beside it says that its owner lives."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: FileLock | None = None
        self._stop = threading.Event()

    @property
    def used(self) -> bool:
        """Whether anything was written."""
        return self._folder is not None

    def write(self, pixels: Pixels) -> Pixels:
        """`pixels` as a read-only map of a file, which goes when the map does.

        Raises OSError where the disk is full or fails, Cancelled where `stop` was called meanwhile; no file stays then.
        """
        path = self._own_folder() / uuid.uuid4().hex
        try:
            self._write(pixels, path)
            mapped = np.memmap(path, pixels.dtype, "r", shape=pixels.shape)
        except BaseException:
            _remove(path)
            raise
        weakref.finalize(mapped, _remove, path)
        return mapped

    def _write(self, pixels: Pixels, path: Path) -> None:
        if shutil.disk_usage(path.parent).free < pixels.nbytes + _RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        flat = pixels.reshape(-1).view(np.uint8)
        with path.open("xb") as file:
            for start in range(0, flat.size, _CHUNK):
                if self._stop.is_set():
                    raise Cancelled
                file.write(flat[start : start + _CHUNK].data)
            file.flush()
            # Only now is it sure that all is there: a page missing from a map would kill the program.
            os.fsync(file.fileno())

    def _own_folder(self) -> Path:
        if self._folder is None:
            clean_leftovers()
            _allow_many_files()
            parent, name = spill_folder(), f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
            parent.mkdir(parents=True, exist_ok=True)
            # Held until `close`, or until the system frees it because the program has died. The lock comes first:
            # a folder without one has no owner.
            self._lock = FileLock(_lock_of(parent / name), timeout=0, thread_local=False)
            self._lock.acquire()
            (parent / name).mkdir()
            self._folder = parent / name
        return self._folder

    def stop(self) -> None:
        """End a `write` under way; from any thread."""
        self._stop.set()

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)  # what is still mapped under Windows goes at the next start
        if self._lock is not None:
            self._lock.release()
            if self._folder is None or not self._folder.exists():
                _remove(Path(self._lock.lock_file))


def clean_leftovers() -> None:
    """Remove the files of programs that have died: those whose lock can be had."""
    with contextlib.suppress(OSError):
        for folder in [entry for entry in spill_folder().iterdir() if entry.is_dir()]:
            _clean(folder)
        for lock in spill_folder().glob("*.lock"):
            _clean(lock.with_suffix(""))


def _clean(folder: Path) -> None:
    lock = FileLock(_lock_of(folder), timeout=0)
    try:
        with lock:
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                _remove(_lock_of(folder))
    except Timeout:
        pass  # its owner lives
    except OSError as error:
        _log.warning("Left-over undo steps cannot be removed from %s: %s", folder, error)


def _allow_many_files() -> None:
    """Each map holds a file open, and some systems begin with 256 of them."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
