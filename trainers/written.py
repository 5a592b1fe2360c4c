"""Files of a run that are written whole or not at all, and what is said where they cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from ganstudio.atomic import to_disk
from ganstudio.errors import DiskFull, FileError
from ganstudio.i18n import _


def whole(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` make a file beside `path`, and put it in its place once it is on the disk. Raises FileError; then
    what was there before is there still."""
    part = path.with_name(path.name + ".part")
    try:
        write(part)
        to_disk(part)
        os.replace(part, path)
    except (OSError, RuntimeError) as error:  # torch's writer raises the latter
        refusal = refused(path, error)  # before there is room again
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise refusal from error


def refused(path: Path, error: Exception) -> FileError:
    """The sentence for a file that cannot be written."""
    if not path.parent.is_dir():
        return FileError(_("The folder {folder} is gone; nothing can be kept there.").format(folder=path.parent))
    if _is_full(path, error):
        return DiskFull(_("The disk is full: {path} was not written. Make room.").format(path=path))
    return FileError(_("{path} cannot be written: {reason}.").format(path=path, reason=_reason(error)))


def _is_full(path: Path, error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in (ENOSPC, EDQUOT)
    return not _can_grow(path.parent)  # torch does not say why


def _can_grow(folder: Path) -> bool:
    probe = folder / "probe.part"
    try:
        probe.write_bytes(bytes(100_000))
    except OSError as error:
        return error.errno not in (ENOSPC, EDQUOT)
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return True


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
