"""Pictures in folders: which files are learnt from, and in which order. Loads no codecs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _
from trainers.clinic import quarantine

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})


def find(folders: tuple[Path, ...]) -> list[Path]:
    """All picture files below `folders` but those in quarantine, in a fixed order."""
    kept_out = quarantine.listed()
    return [path for path in walk(folders) if not kept_out or quarantine.place(path) not in kept_out]


def walk(
    folders: tuple[Path, ...], check: Callable[[], None] = lambda: None, suffixes: frozenset[str] = SUFFIXES
) -> list[Path]:
    """All files with `suffixes` below `folders`, in a fixed order; `check` is called now and then, and may raise."""
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise GanstudioError(_("There is no folder {folder} to take pictures from.").format(folder=folder))
        found += map(Path, sorted(_below(folder, check, suffixes), key=_parts))
    return found


def _below(folder: Path, check: Callable[[], None], suffixes: frozenset[str]) -> list[str]:
    found = []
    for place, _folders, names in os.walk(folder):
        check()
        found += [os.path.join(place, name) for name in names if os.path.splitext(name)[1].lower() in suffixes]
    return found


def _parts(path: str) -> list[str]:
    return path.split(os.sep)
