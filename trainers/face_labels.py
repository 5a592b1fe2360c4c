"""What is known of faces: the columns of a CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ganstudio.errors import GanstudioError
from ganstudio.i18n import _

Values = NDArray[np.float32]
_FILE = "file"
_LONGEST = 256
"""Characters that a model's header takes for all names."""


@dataclass(frozen=True)
class Label:
    """One thing that is known of faces, as a number; `ends` say what lies low and high, where it is a class."""

    name: str
    values: Mapping[str, float]
    """File name → number; missing where it is not known."""
    ends: tuple[str, str] = ("", "")

    def of(self, paths: Sequence[Path]) -> Values:
        """(N,), NaN where it is not known."""
        return np.array([self.values.get(path.name, np.nan) for path in paths], np.float32)


def beside(given: str, folders: tuple[Path, ...]) -> Path | None:
    """The CSV that was given, or else `labels.csv` in the first folder, if there is one."""
    path = Path(given) if given else folders[0] / "labels.csv"
    return path if given or path.exists() else None


def read_labels(path: Path) -> list[Label]:
    """Each column but `file`: numbers as they are, two classes as -1 and 1, each of more against the others."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GanstudioError(_("The labels in {path} cannot be read.").format(path=path)) from error
    if not rows or _FILE not in rows[0]:
        raise GanstudioError(
            _("The labels in {path} have no column called file. Its first line must name the columns.").format(
                path=path
            )
        )
    names = [name for name in rows[0] if name and name != _FILE]
    found = [label for name in names for label in _column(name, {row[_FILE]: row[name] or "" for row in rows})]
    return check_names(found, path)


def check_names(labels: list[Label], path: Path) -> list[Label]:
    """`labels` themselves; raises GanstudioError where a model's header could not hold their names."""
    for kept in (sliders(labels), ends(labels)):
        if len(kept) > _LONGEST:
            raise GanstudioError(_("There are too many labels in {path}; leave columns out.").format(path=path))
    if any("," in label.name or ":" in label.name for label in labels):
        raise GanstudioError(_("The names of the columns of {path} must have no comma or colon.").format(path=path))
    return labels


def sliders(labels: Sequence[Label]) -> str:
    """The names as they stand in a model's config."""
    return ",".join(label.name for label in labels)


def ends(labels: Sequence[Label]) -> str:
    """What their ends are called, likewise."""
    return ",".join(":".join(label.ends) for label in labels)


def _column(name: str, cells: Mapping[str, str]) -> list[Label]:
    there = {file: text.strip() for file, text in cells.items() if text.strip()}
    try:
        return [Label(name, {file: float(text) for file, text in there.items()})]
    except ValueError:
        classes = sorted(set(there.values()))
    if len(classes) == 2:
        return [Label(name, _against(there, classes[1]), (classes[0], classes[1]))]
    return [Label(f"{name} {each}", _against(there, each)) for each in classes if len(classes) > 2]


def _against(texts: Mapping[str, str], one: str) -> Mapping[str, float]:
    return {file: 1.0 if text == one else -1.0 for file, text in texts.items()}
