"""The parser, built from TOOLS and RECIPES: all commands by name, the options only of the one that is asked for.

Building it imports no torch.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ganstudio import __version__
from ganstudio.cli import batch, check, face, faces, generate, info, models, runs, tool, train, window
from ganstudio.cli.words import translate_argparse
from ganstudio.engine.device import PRECISIONS
from ganstudio.errors import GanstudioError
from ganstudio.i18n import LANGUAGES, _
from ganstudio.tools import TOOLS
from trainers import RECIPES

_WITH_VALUE = ("--device", "--precision", "--language")
_OTHERS = tuple(each.COMMAND for each in (batch, check, faces, generate, info, models, runs, train, window))
_ALONE = {"-h", "--help", "--version"}


def parse(words: list[str]) -> argparse.Namespace:
    """What `words` ask for: `act(arguments, settings)` does it."""
    words, asked = _with_command(words)
    return build(asked).parse_args(words)


def build(asked: str) -> argparse.ArgumentParser:
    """The parser for the command `asked`, or for none (""), its texts in the current language."""
    translate_argparse()
    parser = argparse.ArgumentParser(
        "ganstudio",
        usage=_("ganstudio [options] command …\n       ganstudio [options] [photo …]"),
        description=_("An image editor whose tools are neural networks. Without a command the window opens."),
        parents=[_everywhere()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ganstudio {__version__}")
    commands = parser.add_subparsers(title=_("commands"), metavar=_("command"), required=True, prog="ganstudio")
    for each in TOOLS.values():
        if each.id != asked:
            tool.add_name(commands, each)
        elif each.id == face.COMMAND:
            face.add(commands, each, _everywhere())
        else:
            tool.add(commands, each, _everywhere())
    batch.add(commands, _everywhere())
    check.add(commands, tuple(RECIPES.values()), _language())
    faces.add(commands, _everywhere())
    generate.add(commands, _everywhere())
    info.add(commands, _language())
    models.add(commands, _language())
    train.add(commands, tuple(RECIPES.values()) if asked == train.COMMAND else (), _language())
    runs.add(commands, _everywhere())
    window.add(commands, _everywhere())
    return parser


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
        return (words, "") if _ALONE & set(words) else ([*words, window.COMMAND], window.COMMAND)
    word = words[at]
    if word in (*TOOLS, *_OTHERS):
        return words, word
    if word != "--" and not Path(word).exists():
        raise GanstudioError(
            _("There is no command and no file called {name}; `ganstudio --help` lists the commands.").format(name=word)
        )
    return [*words[:at], window.COMMAND, *words[at:]], window.COMMAND
