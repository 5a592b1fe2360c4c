"""The command line. Exit codes: 0 done, 1 a bug, 2 something the user can act on, 130 stopped by Ctrl+C."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from ganstudio import log, settings
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import LANGUAGES, _, set_language

CANCELLED = 130
_EVERYWHERE = ("language", "device", "precision")
"""Options of every command: settings for this run alone."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words say; gives the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _have_streams()
    _print_anything()
    try:
        return _run(words)
    except SystemExit as end:  # argparse has said all
        return end.code if isinstance(end.code, int) else 2
    except GanstudioError as error:
        print(error, file=sys.stderr)
        return 2
    except (Cancelled, KeyboardInterrupt):
        print(_("Cancelled."), file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:  # who read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        print(log.write_bug(error), file=sys.stderr)
        return 1


def _run(words: list[str]) -> int:
    log.begin()
    set_language(_asked_language(words) or settings.load().language)
    # Only now: texts are translated when the parser is built.
    from ganstudio.cli.parser import parse

    arguments = parse(words)
    asked = {name: value for name, value in vars(arguments).items() if name in _EVERYWHERE}
    with settings.overridden(**asked):
        code = int(arguments.act(arguments, settings.load()))
    sys.stdout.flush()
    return code


def _asked_language(words: list[str]) -> str:
    """What `--language` says, before there is a parser to ask."""
    for at, word in enumerate(words):
        code = "".join(words[at + 1 : at + 2]) if word == "--language" else word.removeprefix("--language=")
        if word.startswith("--language") and code in (*LANGUAGES, "system"):
            return code
    return ""


def _have_streams() -> None:
    """A program of Windows that has no console has none of them, and nobody could ask each time."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115  # they last as long as the program
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _print_anything() -> None:
    """A file's name may hold what a terminal cannot show; that must not be an error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
