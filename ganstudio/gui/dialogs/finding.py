"""Dialogs that find files. Each begins where the last of its kind did, or where people have such files."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ganstudio import atomic
from ganstudio.paths import home

_Places = QStandardPaths.StandardLocation
MODELS, LISTS, PICTURES, WORKFLOWS = "models", "lists", "pictures", "workflows"
_FIRST = {
    MODELS: _Places.DownloadLocation,
    LISTS: _Places.DownloadLocation,
    PICTURES: _Places.PicturesLocation,
    WORKFLOWS: _Places.DocumentsLocation,
}
"""Kind → where files of it are found first."""


def ask_for_file(parent: QWidget, kind: str, title: str, filters: str) -> Path | None:
    """A file that the user chooses; None where none is chosen. `title` and `filters` are translated."""
    name, _filter = QFileDialog.getOpenFileName(parent, title, str(begin(kind)), filters)
    return _chosen(kind, Path(name)) if name else None


def ask_for_files(parent: QWidget, kind: str, title: str, filters: str) -> list[Path]:
    """The same for any number of them."""
    names, _filter = QFileDialog.getOpenFileNames(parent, title, str(begin(kind)), filters)
    return [_chosen(kind, Path(name)) for name in names]


def begin(kind: str) -> Path:
    """The folder in which the dialog of that kind begins."""
    last = _written().get(kind)
    first = QStandardPaths.writableLocation(_FIRST[kind])
    # Path.is_dir() would raise where a folder may not be looked into, or its share is gone.
    there = (place for place in (last, first) if isinstance(place, str) and os.path.isdir(place))
    return Path(next(there, Path.home()))


def _chosen(kind: str, path: Path) -> Path:
    # Comfort, not data: a full disk must not stop anybody's work.
    with contextlib.suppress(OSError, ValueError), atomic.changing(_file()):
        atomic.write_text(_file(), json.dumps({**_written(), kind: str(path.parent)}))
    return path


def _written() -> dict[str, object]:
    try:
        values = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _file() -> Path:
    return home("data") / "folders.json"
