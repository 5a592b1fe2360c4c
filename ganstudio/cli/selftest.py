"""`ganstudio --selftest`: whether the installed program is whole."""

from __future__ import annotations

import argparse
from typing import Any

from ganstudio.i18n import _
from ganstudio.settings import Settings

COMMAND = "selftest"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """The command, which has no options of its own."""
    parser = commands.add_parser(
        COMMAND,
        description=_("Tries everything once on small pictures, and prints a table; touches nothing of yours."),
        parents=[common],
    )
    parser.set_defaults(act=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 where all is well."""
    from ganstudio.selftest.run import run as try_all

    return try_all()
