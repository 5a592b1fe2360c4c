"""`ganstudio models prove FILE TARGET`: what `library.adoption.confined` starts; not in the list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ganstudio.settings import Settings


def add(actions: Any) -> None:
    """The command."""
    prove = actions.add_parser("prove")
    prove.add_argument("file", type=Path)
    prove.add_argument("target", type=Path)
    prove.set_defaults(act=run_prove)


def run_prove(arguments: argparse.Namespace, settings: Settings) -> int:
    """Within limits, which stay for the rest of the process."""
    from ganstudio.library.adoption.proving import serve

    return serve(arguments.file, arguments.target)
