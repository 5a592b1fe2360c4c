"""The journal of a batch: whole JSON lines, on the disk before what they announce is done. It survives anything."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from ganstudio.atomic import take
from ganstudio.errors import DiskFull, FileError
from ganstudio.i18n import _

Line = dict[str, Any]


class Journal:
    """Appends lines to `path`. Reading needs nothing; writing happens inside `opened`, in one program at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes]
        self._stack: ExitStack
        self._users = 0
        self._lock = threading.RLock()

    def lines(self) -> list[Line]:
        """What was written; a last line that was cut off by a power cut is none. Raises FileError."""
        try:
            whole = self.path.read_bytes().rpartition(b"\n")[0]
            return [dict(json.loads(line)) for line in whole.split(b"\n") if line]
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(_("{name} cannot be read: {reason}.").format(name=self.path, reason=reason)) from error
        except (ValueError, TypeError, RecursionError):
            raise FileError(
                _("{name} is damaged: this batch cannot go on. Remove the file to start anew.").format(name=self.path)
            ) from None

    def remove(self) -> None:
        """Forget the batch; raises FileError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise self._refusal(error) from error

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Lines can be written inside; raises FileError where another program works on the same batch."""
        with self._lock:
            if not self._users:
                self._stack = self._open()
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    self._stack.close()

    def write(self, *lines: Line) -> None:
        """Add `lines`; they are on the disk afterwards. Raises DiskFull or FileError, and nothing is added then."""
        data = memoryview(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
        with self._lock:
            end = os.fstat(self._file.fileno()).st_size
            try:
                while data:  # an almost full disk takes a part first
                    data = data[self._file.write(data) :]
                os.fsync(self._file.fileno())
            except OSError as error:
                with suppress(OSError):
                    self._file.truncate(end)
                raise self._refusal(error) from error

    def clear(self) -> None:
        """Forget all lines."""
        self._file.truncate(0)

    def _open(self) -> ExitStack:
        with ExitStack() as stack:
            stack.enter_context(self._locked())
            self._file = stack.enter_context(self._appending())
            return stack.pop_all()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=0, thread_local=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            take(lock)
        except Timeout:
            text = _("Another ganstudio is at work on this batch ({name}); wait for it, or stop it.")
            raise FileError(text.format(name=self.path)) from None
        except OSError as error:
            raise self._refusal(error) from error
        try:
            yield
        finally:
            lock.release()
            with suppress(OSError):
                os.unlink(lock.lock_file)

    @contextmanager
    def _appending(self) -> Iterator[IO[bytes]]:
        try:
            file = self.path.open("ab", buffering=0)
            file.truncate(self.path.read_bytes().rfind(b"\n") + 1)
        except OSError as error:
            raise self._refusal(error) from error
        with file:
            yield file

    def _refusal(self, error: OSError) -> FileError:
        if error.errno in (ENOSPC, EDQUOT):
            return DiskFull(_("The disk is full: {name} cannot be written. Make room.").format(name=self.path))
        reason = error.strerror or str(error)
        return FileError(_("{name} cannot be written: {reason}.").format(name=self.path, reason=reason))
