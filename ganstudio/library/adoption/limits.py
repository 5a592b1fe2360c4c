"""What a process may do that reads files of strangers: so much memory and time, no network, no other programs, and no
file changed outside of one folder. A second fence: what reads such a file runs nothing of it in the first place.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOM = 2 << 30
"""Bytes of memory beside what the file itself needs: libraries, a network, a small picture through it."""
COPIES = 5
"""How often a file's weights may be in memory: as read, as the network has them, as they are written …"""
SECONDS = 600
"""A file of a gigabyte may take twice that."""
_FORBIDDEN = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty os.startfile pty.spawn os.kill "
    "socket.connect socket.bind socket.sendto socket.sendmsg webbrowser.open ftplib.connect smtplib.connect "
    "shutil.rmtree shutil.move".split()
)
_CHANGES = frozenset("os.remove os.rename os.mkdir os.rmdir os.link os.symlink os.chmod os.chown os.truncate".split())
_THREADS = 4
"""Each takes addresses of its own."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def memory(length: int) -> int:
    """Bytes that may be taken, beside what Python and torch have taken before, for a file of `length` bytes."""
    return ROOM + COPIES * length


def seconds(length: int) -> int:
    """How long a file of `length` bytes may take."""
    return SECONDS + SECONDS * length // (1 << 30)


def confine(length: int, folder: Path) -> None:
    """From now on, and for good: bounded memory and time for a file of `length` bytes; changes in `folder` only."""
    if sys.platform != "win32":
        import resource

        _bound(resource.RLIMIT_CPU, 2 * seconds(length))
        _bound(resource.RLIMIT_FSIZE, max(64 << 20, 4 * length))
        _bound(resource.RLIMIT_CORE, 0)
        _bound(resource.RLIMIT_AS, _mapped() + memory(length), for_good=False)
    sys.dont_write_bytecode = True
    tempfile.tempdir = str(folder)
    sys.addaudithook(_Fence(folder).look)


def admit_torch(length: int) -> None:
    """Import torch, whose own need of addresses nobody knows before; then memory is bounded again, for good."""
    if sys.platform == "win32":
        _few_threads()
        return
    import resource

    _bound(resource.RLIMIT_AS, resource.RLIM_INFINITY, for_good=False)
    _few_threads()
    _bound(resource.RLIMIT_AS, _mapped() + memory(length))


def _few_threads() -> None:
    import torch

    torch.set_num_threads(min(_THREADS, torch.get_num_threads()))


def _bound(kind: int, most: int, *, for_good: bool = True) -> None:
    """Set one of the system's limits, as far as the system lets us."""
    import resource

    _soft, hard = resource.getrlimit(kind)
    wanted = hard if most == resource.RLIM_INFINITY else most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS knows some of them by name only
        resource.setrlimit(kind, (wanted, wanted if for_good else hard))


def _mapped() -> int:
    """Bytes of addresses that this process has: a limit counts them all."""
    import psutil

    return int(psutil.Process().memory_info().vms)


class _Fence:
    """Python's own reports of what is about to be done, and what of that is not to be."""

    def __init__(self, folder: Path) -> None:
        self._inside = (os.path.realpath(folder) + os.sep, os.devnull + os.sep)

    def look(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raises PermissionError where it must not happen."""
        if event in _FORBIDDEN:
            raise PermissionError(f"{event} is not for a process that reads a model")
        if event == "open" and self._writes(*arguments[1:3]) and isinstance(arguments[0], (str, bytes)):
            self._check(event, arguments[0])
        elif event in _CHANGES:
            for place in arguments[:2]:
                if isinstance(place, (str, bytes)):
                    self._check(event, place)

    @staticmethod
    def _writes(mode: Any, flags: Any) -> bool:
        return bool(set("wax+") & set(mode)) if isinstance(mode, str) else bool(flags and flags & _WRITING)

    def _check(self, event: str, place: str | bytes) -> None:
        if not (os.path.realpath(os.fsdecode(place)) + os.sep).startswith(self._inside):
            raise PermissionError(f"{event} is not for a process that reads a model")
