"""Pictures that no training takes: a list of places on this computer. The files stay where they are, as they are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from ganstudio import paths
from ganstudio.atomic import changing, write_text
from ganstudio.errors import FileError
from ganstudio.i18n import _


def file() -> Path:
    """Where the list lies: beside the runs, so that it holds for all of them."""
    return paths.home("data") / "quarantine.json"


def place(path: Path) -> str:
    """What a picture is called in the list: its whole path, links in its name left alone."""
    return os.path.abspath(path)


def listed() -> frozenset[str]:
    """The places of all pictures in quarantine; empty where there is no list.

    Raises FileError where there is one that cannot be read: else trainings would take what was put aside.
    """
    try:
        found = json.loads(file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise FileError(
            _(
                "The list of pictures in quarantine, {file}, cannot be read. Mend it, or delete it to begin a new one."
            ).format(file=file())
        )
    return frozenset(found)


def add(pictures: Iterable[Path]) -> None:
    """No training takes `pictures` from now on. Raises FileError where the list cannot be read or written."""
    _change(lambda there: there | {place(path) for path in pictures})


def remove(pictures: Iterable[Path]) -> None:
    """Trainings take `pictures` again. Raises FileError where the list cannot be read or written."""
    _change(lambda there: there - {place(path) for path in pictures})


def below(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The pictures in quarantine that lie in `folders`."""
    roots = tuple(os.path.join(place(folder), "") for folder in folders)
    return tuple(Path(each) for each in sorted(listed()) if each.startswith(roots))


def _change(change: Callable[[frozenset[str]], frozenset[str]]) -> None:
    """One at a time, so that the window and a command do not undo what the other does."""
    try:
        with changing(file()):
            write_text(file(), json.dumps(sorted(change(listed())), indent=1))
    except OSError as error:
        text = _("The list of pictures in quarantine, {file}, cannot be written: {reason}.")
        raise FileError(text.format(file=file(), reason=error.strerror or error)) from error
