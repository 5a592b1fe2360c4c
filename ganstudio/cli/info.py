"""`ganstudio info FILE…`: one line about each file, or why it cannot be opened."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from ganstudio.settings import Settings

COMMAND = "info"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command `info`."""
    parser = commands.add_parser(
        COMMAND,
        description=_(
            "One line for each file: size, mode, depth, profile, metadata. Files that cannot be opened: exit code 2."
        ),
        parents=[common],
    )
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A line on stdout for each file, or a sentence on stderr."""
    from ganstudio.image.files import describe

    code = 0
    for path in arguments.files:
        try:
            print(describe(path, limit_megapixels=settings.limit_megapixels))
        except GanstudioError as error:
            print(error, file=sys.stderr)
            code = 2
    return code
