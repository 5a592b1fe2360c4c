"""How this program is started once more, as a process of its own."""

from __future__ import annotations

import os
import sys

_OF_THE_PACKAGE = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def is_packaged() -> bool:
    """Whether this is the packaged program, which has no Python around it."""
    return bool(getattr(sys, "frozen", False))


def program() -> list[str]:
    """The words before a command: those of an installed program, or of a module of this Python."""
    return [sys.executable] if is_packaged() else [sys.executable, "-m", "ganstudio"]


def free_environment() -> None:
    """Take out of the environment what the packaged program's start has put there: a browser or a file manager that is
    opened from here must find its own libraries, not ours. To be called when Qt has read it; the loader has."""
    if not is_packaged():
        return
    for name in [name for name in os.environ if name in _OF_THE_PACKAGE or name.startswith("_PYI_")]:
        before = os.environ.pop(f"{name}_ORIG", None)
        del os.environ[name]
        if before is not None:
            os.environ[name] = before
