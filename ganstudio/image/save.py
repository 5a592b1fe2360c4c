"""Saving: a file is written whole or not at all."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import NoReturn

from ganstudio.atomic import to_disk
from ganstudio.errors import DiskFull, FileError
from ganstudio.i18n import _
from ganstudio.image import encode, vips
from ganstudio.image.export import ExportOptions, check_export
from ganstudio.image.photo import Photo

_log = logging.getLogger(__name__)


def _nothing(_done: float) -> None:
    """Nobody wants to know."""


def save_photo(
    photo: Photo,
    path: Path,
    options: ExportOptions,
    *,
    overwrite: bool = False,
    tell: Callable[[float], None] = _nothing,
) -> None:
    """Write `photo` whole or not at all: to a temporary file in the same folder, then put in place at once.

    `tell` hears the share done, in [0, 1], from any thread; where it raises Cancelled nothing is changed.
    Raises FileError, with nothing changed, if the format cannot hold the photo, if `path` exists, even since a moment
    ago, and `overwrite` is not given, if the disk is full or the folder does not allow it.
    """
    path = Path(os.path.realpath(path))
    check_export(photo.size, options)
    if os.path.isdir(path):
        raise FileError(_("{name} is a folder; give a file name.").format(name=path.name))
    if os.path.exists(path) and not overwrite:
        _refuse_replacing(path)
    # Not made from the name: that may be as long as names can be.
    temporary = path.with_name(f".ganstudio-{secrets.token_hex(6)}.part")
    try:
        encode.write(photo, temporary, options, tell)
        to_disk(temporary)
        tell(1.0)
        _put(temporary, path, overwrite)
    except (OSError, ValueError, vips.Error) as error:
        refuse_writing(path, error)
    finally:
        _forget(temporary)


def _put(temporary: Path, path: Path, overwrite: bool) -> None:
    """Give the finished file its name. What came to be there meanwhile stays, unless it may be replaced."""
    if overwrite and os.path.exists(path):
        shutil.copymode(path, temporary)
    if overwrite or not _linked(temporary, path):
        os.replace(temporary, path)


def _linked(temporary: Path, path: Path) -> bool:
    """Give the file a second name, which, unlike renaming it, replaces nothing; False where that cannot be done."""
    try:
        os.link(temporary, path)
    except OSError:  # also of memory cards and some folders of a network, which know no links
        if os.path.exists(path):
            _refuse_replacing(path)
        return False
    return True


def _refuse_replacing(path: Path) -> NoReturn:
    raise FileError(_("{name} exists already and was left as it is.").format(name=path.name))


def refuse_writing(path: Path, error: Exception) -> NoReturn:
    """Raise the FileError that says why `path` could not be written."""
    _log.debug("%s not written", path, exc_info=True)
    code = error.errno if isinstance(error, OSError) else None
    told = str(error)
    if code in (ENOSPC, EDQUOT) or any(os.strerror(full) in told for full in (ENOSPC, EDQUOT)):
        sentence = _("The disk is full: {name} was not written. Nothing was changed; make room or choose another disk.")
        raise DiskFull(sentence.format(name=path.name)) from error
    if not path.parent.is_dir():
        sentence = _("{name} cannot be written: its folder does not exist.")
    elif isinstance(error, PermissionError) or not os.access(path.parent, os.W_OK):
        sentence = _("{name} cannot be written: permission is missing in its folder.")
    else:
        sentence = _("{name} could not be written, and nothing was changed.")
    raise FileError(sentence.format(name=path.name)) from error


def _forget(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()
