"""What is left of a process that was ended by a crash: Python writes it down in its last moments, the next start moves
it into the log."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
from typing import IO

from ganstudio.paths import crash_file

_log = logging.getLogger(__name__)
_kept: list[IO[str]] = []
"""Files that must stay open: a crash leaves no time to open one."""


def look() -> bool:
    """Move what a crash has left into the log, and be ready for the next; whether there was one."""
    path, left = crash_file(), ""
    with contextlib.suppress(OSError):
        left = path.read_text(encoding="utf-8", errors="replace").strip()
        path.write_text("")
    if left:
        _log.error("The program was ended by a crash.\n" + left)  # not by %s: it holds nothing but places in code
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _kept.append(path.open("a", encoding="utf-8"))
        faulthandler.enable(_kept[-1])
    return bool(left)
