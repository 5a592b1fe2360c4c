"""How this program is started once more, as a process of its own."""

from __future__ import annotations

import os
import sys

_OF_THE_PACKAGE = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def program() -> list[str]:
    """The words before a command: those of an installed program, or of a module of this Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ganstudio"]


def free_environment() -> None:
    """Take out of the environment what the packaged program's start has put there: a browser or a file manager that is
    opened from here must find its own libraries, not ours. To be called when Qt has read it; the loader has."""
    if not getattr(sys, "frozen", False):
        return
    for name in [name for name in os.environ if name in _OF_THE_PACKAGE or name.startswith("_PYI_")]:
        before = os.environ.pop(f"{name}_ORIG", None)
        del os.environ[name]
        if before is not None:
            os.environ[name] = before
