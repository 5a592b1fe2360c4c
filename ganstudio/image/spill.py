"""Pixels on disk instead of in memory: written whole, then mapped, gone when nobody needs them any more."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import threading
import uuid
import weakref
from pathlib import Path

import numpy as np

from ganstudio.errors import Cancelled
from ganstudio.image.pixels import Pixels
from ganstudio.owned import Owned, orphans, own
from ganstudio.paths import spill_folder

_CHUNK = 16 * 2**20  # bytes written between two looks at whether to stop
_OPEN_FILES = 8192
_RESERVE = 256 * 2**20  # bytes of the disk left to everyone else


class Spill:
    """A folder of this document alone, made at the first `write`."""

    def __init__(self) -> None:
        self._folder: Owned | None = None
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
            self._folder = own(spill_folder())
        return self._folder.path

    def stop(self) -> None:
        """End a `write` under way; from any thread."""
        self._stop.set()

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            self._folder.remove()  # what is still mapped under Windows goes at the next start


def clean_leftovers() -> None:
    """Remove the files of programs that have died."""
    for folder in orphans(spill_folder()):
        folder.remove()


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


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
