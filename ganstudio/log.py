"""Bugs are written down, so that they can be reported, and told in one sentence."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback

from ganstudio import __version__
from ganstudio.i18n import _
from ganstudio.paths import log_file

_LARGEST = 2_000_000  # bytes; then one older file is kept


def write_bug(error: BaseException) -> str:
    """Add the traceback of `error` to the log and give the sentence for the user."""
    lines = "".join(traceback.format_exception(error))
    system = f"ganstudio {__version__}, Python {platform.python_version()}, {platform.platform()}"
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            os.replace(path, path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}  {system}\n{lines}\n")
    except OSError:
        print(lines, file=sys.stderr)
        return _("Something went wrong inside ganstudio: {error}.").format(error=repr(error))
    return _("Something went wrong inside ganstudio: {error}. The details are in {path}.").format(
        error=repr(error), path=path
    )
