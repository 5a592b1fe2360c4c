"""`ganstudio`, `ganstudio open FILES…`: the window."""

from __future__ import annotations

import argparse
import gc
import os
import threading
from pathlib import Path
from typing import Any

from ganstudio import system
from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.settings import Settings

COMMAND = "open"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command that is meant when there is none."""
    parser = commands.add_parser(
        COMMAND,
        description=_("Opens the window with these photos."),
        parents=[common],
    )
    parser.add_argument("files", nargs="*", type=Path, metavar=_("PHOTO"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Show the window until it is closed."""
    _check_system()
    gc.disable()  # of modules nothing can be let go; looking through them would take a tenth of the time to the window
    try:
        from ganstudio.gui.app import main
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")):
            raise
        raise GanstudioError(_("The window needs PySide6: pip install PySide6-Essentials")) from error
    finally:
        gc.freeze()
        gc.enable()
    threading.Thread(target=_clean, name="clean", daemon=True).start()
    return int(main(list(arguments.files)))


def _check_system() -> None:
    """Qt would end the program without a sentence."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not platform and not system.has_display():
        raise GanstudioError(_("There is no display for the window; `ganstudio --help` lists what works without."))
    packages = system.missing(system.needed("offscreen" if platform else "window"))
    if packages:
        raise GanstudioError(
            _("The window needs system libraries that are missing. On Debian and Ubuntu: {command}").format(
                command=system.advice(packages)
            )
        )


def _clean() -> None:
    """Undo steps that a crashed program has left on the disk."""
    from ganstudio.image.spill import clean_leftovers

    clean_leftovers()
