"""The part of a file that has come: its bytes, their hash, and the mark of the version they are from."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import IO

from ganstudio import atomic
from ganstudio.engine.job import Job

_BLOCK = 1 << 20
_LONGEST = 512
"""Characters of a mark."""


class Part:
    """`path` holds the bytes, `path`.mark the version. All methods but `discard` may raise OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.length, self.mark = 0, ""
        self.pieced = False
        """Whether not all bytes are from the last answer."""
        self._digest = hashlib.sha256()
        self._file: IO[bytes] | None = None

    @property
    def sha256(self) -> str:
        """Of all bytes that are there."""
        return self._digest.hexdigest()

    def take_up(self, job: Job, most: int) -> None:
        """Go on with what is there, if anything is and it is no longer than `most`. Raises Cancelled."""
        if not self.path.exists():
            return
        if not self.path.is_file() or self.path.stat().st_size > most:
            self.discard()
            return
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                job.check()
                self._digest.update(block)
                self.length += len(block)
        self.pieced = self.length > 0
        with contextlib.suppress(OSError, ValueError):
            self.mark = self._marked.read_text(encoding="ascii")[:_LONGEST]

    def open(self, mark: str) -> None:
        """Make ready for `add`. `mark` is the version that the server tells."""
        self.pieced = self.length > 0
        self._file = self.path.open("ab", buffering=0)
        if mark != self.mark and mark.isascii() and mark.isprintable() and len(mark) <= _LONGEST:
            atomic.write_text(self._marked, mark)
            self.mark = mark

    def add(self, block: bytes) -> None:
        """The next bytes."""
        assert self._file
        left = memoryview(block)
        while left:
            left = left[self._file.write(left) :]
        self._digest.update(block)
        self.length += len(block)

    def close(self) -> None:
        """No more bytes for now."""
        if self._file:
            self._file.close()
            self._file = None

    def discard(self) -> None:
        """Nothing has come."""
        self.close()
        self.length, self.mark, self.pieced, self._digest = 0, "", False, hashlib.sha256()
        for path in (self.path, self._marked):
            with contextlib.suppress(OSError):
                path.unlink()

    @property
    def _marked(self) -> Path:
        return self.path.with_name(self.path.name + ".mark")
