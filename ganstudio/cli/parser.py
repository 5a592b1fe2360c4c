"""The parser: all commands by name, the options only of the one that is asked for, built from its tool or COMMANDS.

A list of commands imports no tools; those import numpy, and no torch.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

from ganstudio import __version__
from ganstudio.cli.commands import COMMANDS, OPEN
from ganstudio.cli.words import translate_argparse
from ganstudio.engine.device import PRECISIONS
from ganstudio.errors import GanstudioError
from ganstudio.i18n import LANGUAGES, _
from ganstudio.summaries import SUMMARIES

_WITH_VALUE = ("--device", "--precision", "--language")
SELFTEST = "--selftest"
"""A command that looks like an option, as packagers are used to."""
_ALONE = {"-h", "--help", "--version"}


class _Exact(argparse.ArgumentParser):
    """Takes options as they are written, and so do the parsers of its commands: --device is not short for --devices."""

    def __init__(self, *words: Any, **how: Any) -> None:
        super().__init__(*words, **{"allow_abbrev": False} | how)


def parse(words: list[str]) -> argparse.Namespace:
    """What `words` ask for: `act(arguments, settings)` does it."""
    words, asked = _with_command([word.removeprefix("--") if word == SELFTEST else word for word in words])
    return build(asked).parse_args(words)


def build(asked: str) -> argparse.ArgumentParser:
    """The parser for the command `asked`, or for none (""), its texts in the current language."""
    translate_argparse()
    parser = _Exact(
        "ganstudio",
        usage=_("ganstudio [options] command …\n       ganstudio [options] [photo …]"),
        description=_("An image editor whose tools are neural networks. Without a command the window opens."),
        parents=[_everywhere()],
    )
    parser.add_argument("--version", action="version", version=f"ganstudio {__version__}")
    commands = parser.add_subparsers(title=_("commands"), metavar=_("command"), required=True, prog="ganstudio")
    for name, summary in SUMMARIES.items():
        if name == asked:
            _add_tool(commands, name)
        else:
            _add_name(commands, name, summary)
    for name, command in COMMANDS.items():
        if name == asked:
            command.add(commands, _everywhere() if command.networks else _language())
        else:
            _add_name(commands, name, command.summary)
    return parser


def _add_name(commands: Any, name: str, summary: str) -> None:
    """A command as the list of commands has it, without its options."""
    commands.add_parser(name, help=_(summary).replace("%", "%%"), add_help=False)


def _add_tool(commands: Any, name: str) -> None:
    from ganstudio.cli import face, tool
    from ganstudio.tools import TOOLS

    add = face.add if name == face.COMMAND else tool.add
    add(commands, TOOLS[name], _everywhere())


def _everywhere() -> argparse.ArgumentParser:
    """The options that may stand before the command or after it."""
    parser = _language()
    parser.add_argument(
        "--device",
        default=argparse.SUPPRESS,
        metavar=_("DEVICE"),
        help=_("where networks run: auto, cpu, cuda, cuda:1, mps, xpu"),
    )
    parser.add_argument(
        "--precision", default=argparse.SUPPRESS, choices=list(PRECISIONS), help=_("what networks compute in")
    )
    return parser


def _language() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--language", default=argparse.SUPPRESS, choices=["system", *LANGUAGES], help=_("language of all texts")
    )
    return parser


def _with_command(words: list[str]) -> tuple[list[str], str]:
    """`words` with `open` put before photos that stand alone, and where there is nothing at all; and the command."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] != "--":
        at += 2 if words[at] in _WITH_VALUE else 1
    if at >= len(words):
        return (words, "") if _ALONE & set(words) else ([*words, OPEN], OPEN)
    word = words[at]
    if word in (*SUMMARIES, *COMMANDS):
        return words, word
    if word != "--" and not os.path.exists(word):
        raise GanstudioError(
            _("There is no command and no file called {name}; `ganstudio --help` lists the commands.").format(name=word)
        )
    return [*words[:at], OPEN, *words[at:]], OPEN
