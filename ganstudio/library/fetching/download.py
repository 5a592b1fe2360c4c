"""A file from the network, whole and proven by its SHA-256, or not at all.

What has come stays in a `.part` when the download is cancelled, cut or the program ends, and the next one goes on from
there. Nothing is believed, neither the length nor the mark that a server tells: only the hash at the end.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from ganstudio.atomic import take
from ganstudio.engine.job import Job
from ganstudio.errors import DiskFull, FileError, NetworkError
from ganstudio.i18n import _
from ganstudio.library.fetching.filling import fill
from ganstudio.library.fetching.part import Part

_SPARE = 64 << 20  # bytes of the disk left to everyone else
_KEPT = 30 * 86400  # seconds that what nobody goes on with is kept


@dataclass(frozen=True)
class Remote:
    """A file that is known beforehand: where it is, its length in bytes, its SHA-256 in lower-case hexadecimals, and
    what it shall be called here."""

    url: str
    size: int
    sha256: str
    name: str

    @property
    def host(self) -> str:
        """Who is asked."""
        return urlsplit(self.url).hostname or ""


def fetch(remote: Remote, folder: Path, job: Job) -> Path:
    """The file, in a folder of its own within `folder`; asks the network unless it is there already.

    Raises NetworkError, FileError, DiskFull, and Cancelled within a second; the next call goes on from there.
    """
    target = folder / remote.sha256[:16] / remote.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with _alone(folder / f"{remote.sha256}.lock", remote.name):
            part = Part(_part(remote, folder))
            if target.exists():
                os.replace(target, part.path)  # of a download whose file was not used: proven once more
            _complete(remote, part, job)
            target.parent.mkdir(exist_ok=True)
            os.replace(part.path, target)
            part.discard()
    except OSError as problem:
        raise _unwritten(problem, folder) from problem
    return target


def there(remote: Remote, folder: Path) -> int:
    """Bytes of it that have come already."""
    with contextlib.suppress(OSError):
        return min(remote.size, _part(remote, folder).stat().st_size)
    return 0


def forget(remote: Remote, folder: Path) -> None:
    """Throw away what has come of it."""
    Part(_part(remote, folder)).discard()
    shutil.rmtree(folder / remote.sha256[:16], ignore_errors=True)


def _part(remote: Remote, folder: Path) -> Path:
    return folder / f"{remote.sha256}.part"


def _complete(remote: Remote, part: Part, job: Job) -> None:
    """All of it, proven. Pieces of two versions of a file make neither: then once more, anew."""
    part.take_up(job, remote.size)
    _check_room(remote.size - part.length, part.path.parent)
    for _time in range(2):
        fill(part, remote.url, remote.size, job)
        if part.sha256 == remote.sha256:
            return
        pieced = part.pieced
        part.discard()
        if not pieced:
            break
    sentence = _(
        "{host} sent another file than {name}: its SHA-256 is not the one in the list. It was thrown away; nothing of "
        "it was opened."
    )
    raise NetworkError(sentence.format(host=remote.host, name=remote.name))


def _check_room(missing: int, folder: Path) -> None:
    """For what is missing, twice: the file is there once more while it is adopted."""
    if shutil.disk_usage(folder).free < 2 * missing + _SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _unwritten(problem: OSError, folder: Path) -> FileError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        sentence = _("There is too little room on the disk of {folder}; make some, then go on: what has come is kept.")
        return DiskFull(sentence.format(folder=folder))
    reason = problem.strerror or str(problem)
    return FileError(_("{name} cannot be written: {reason}.").format(name=folder, reason=reason))


@contextlib.contextmanager
def _alone(lock: Path, name: str) -> Iterator[None]:
    """Nobody else, in another window or process, downloads the same."""
    held = FileLock(lock, timeout=0)
    try:
        take(held)
    except Timeout:
        raise NetworkError(_("{name} is being downloaded already, in another window.").format(name=name)) from None
    try:
        yield
    finally:
        held.release()


def _sweep(folder: Path) -> None:
    """What was left behind long ago goes: parts, and files that were never used, each in a folder of its own."""
    for path in (*folder.glob("*.part*"), *folder.glob("*.lock"), *folder.glob("*/*")):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink()
                if path.parent != folder:
                    path.parent.rmdir()
