"""How this program is started once more, as a process of its own."""

from __future__ import annotations

import sys


def program() -> list[str]:
    """The words before a command: those of an installed program, or of a module of this Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ganstudio"]
