"""`ganstudio`, `ganstudio open FILES…`: the window."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.settings import Settings

COMMAND = "open"
SYSTEM_LIBRARIES = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1"
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command that is meant when there is none."""
    parser = commands.add_parser(
        COMMAND,
        help=_("open the window (also without this word)"),
        description=_("Opens the window with these photos."),
        parents=[common],
    )
    parser.add_argument("files", nargs="*", type=Path, metavar=_("PHOTO"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show the window until it is closed."""
    try:
        from ganstudio.gui.app import main
    except ImportError as error:
        raise _no_qt(error) from error
    threading.Thread(target=_clean, name="clean", daemon=True).start()
    return int(main(list(arguments.files)))


def _clean() -> None:
    """Undo steps that a crashed program has left on the disk."""
    from ganstudio.image.spill import clean_leftovers

    clean_leftovers()


def _no_qt(error: ImportError) -> Exception:
    """A sentence where Qt or a library it needs is missing; `error` itself where it is about something else."""
    if ".so" in str(error):
        return GanstudioError(
            _("The window needs a system library: {reason}. On Debian and Ubuntu: sudo apt-get install {names}").format(
                reason=error, names=SYSTEM_LIBRARIES
            )
        )
    if (error.name or "").startswith(("PySide6", "shiboken6")):
        return GanstudioError(_("The window needs PySide6: pip install PySide6-Essentials"))
    return error
