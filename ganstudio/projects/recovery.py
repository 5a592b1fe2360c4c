"""The recovery folder: what is open is written down while it is worked on, so that little is lost whatever ends the
program. Each program has a folder of its own in it, with a drawer for each photo; see `drawer`."""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image.files import LIMIT_MEGAPIXELS, open_photo
from ganstudio.image.photo import Photo
from ganstudio.owned import Owned, orphans, own
from ganstudio.paths import recovery_folder
from ganstudio.projects.drawer import PLACE, Drawer
from ganstudio.projects.file import Project
from ganstudio.projects.parts import INDEX, Folder
from ganstudio.projects.read import Reading, read_values
from ganstudio.projects.record import Record
from ganstudio.projects.revive import complete

_log = logging.getLogger(__name__)


class Safe:
    """The drawers of this program. Its folder is made with the first of them, and goes when the program ends well."""

    def __init__(self) -> None:
        self._owned: Owned | None = None

    def drawer(self) -> Drawer:
        """A new one, empty. Raises OSError."""
        return Drawer(self._folder() / uuid.uuid4().hex[:8])

    def take(self, found: Found, recovered: Recovered) -> Drawer:
        """The drawer of a photo, with all that is in it: at any moment it is in one program's folder or in another's.
        Raises OSError."""
        path = self._folder() / found.path.name
        os.rename(found.path, path)
        return Drawer.taken(path, recovered.record, recovered.parts)

    def close(self) -> None:
        """The program ends well: nothing is kept."""
        if self._owned:
            self._owned.remove()
            self._owned = None

    def _folder(self) -> Path:
        if self._owned is None:
            self._owned = own(recovery_folder())
        return self._owned.path


@dataclass(frozen=True)
class Found:
    """A photo that was open when a program ended badly."""

    path: Path
    """Its drawer."""
    title: str
    file: Path | None
    """What it was opened from."""
    order: int
    current: bool
    changed: bool
    """Something was done to it."""
    when: float
    """Seconds since 1970: the last change."""
    project: Project | None = None
    """The file it was saved in before."""
    tool: str = ""
    """That was chosen."""


class Leftovers:
    """All that programs which have ended badly have left; ours, until it is left for the next start or thrown away."""

    def __init__(self) -> None:
        self._owned = orphans(recovery_folder())
        self.photos: tuple[Found, ...] = ()
        self.look()

    def look(self) -> None:
        """What is there still. What holds nothing is removed: a program was killed when no photo was open."""
        found = []
        for owned in tuple(self._owned):
            there = found_in(owned.path)
            found += there
            if not there:
                owned.remove()
                self._owned.remove(owned)
        self.photos = tuple(found)

    @staticmethod
    def drop(found: Found) -> None:
        """One of them is gone for good."""
        shutil.rmtree(found.path, ignore_errors=True)

    def leave(self) -> None:
        """Whoever starts next may have it."""
        for owned in self._owned:
            owned.leave()
        self._owned, self.photos = [], ()

    def throw_away(self) -> None:
        """It is gone for good."""
        for owned in self._owned:
            owned.remove()
        self._owned, self.photos = [], ()


def found_in(folder: Path) -> list[Found]:
    """The photos in a program's folder, in the order in which they stood. What makes no sense is passed over."""
    try:
        drawers = [path for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []
    return sorted(_all(map(_found, drawers)), key=lambda found: found.order)


class Recovered(NamedTuple):
    """A photo as it was, with every state that could be had."""

    record: Record
    parts: Folder
    """What it was read by, for `Safe.take`."""
    problems: list[str]
    """Sentences on steps that could not be done again."""


def recover(found: Found, engine: Engine, job: Job, *, limit_megapixels: int = LIMIT_MEGAPIXELS) -> Recovered:
    """The photo as it was: what was not stored of it is computed again. Nothing in the drawer is changed.

    Raises FileError where it is damaged, or where it was only opened and the file is gone.
    """
    parts = Folder(found.path)
    if not found.changed:
        if found.file is None:
            raise FileError(_("What was kept of {name} is damaged.").format(name=found.title))
        return Recovered(Record(found.title, open_photo(found.file, limit_megapixels=limit_megapixels)), parts, [])
    record, reading, problems = _read(found, parts, job, limit_megapixels)

    def read(number: int) -> Photo | None:
        return reading.result(reading.values["steps"][number - 1], record.original)

    record, more = complete(record, engine, job, read=read)
    return Recovered(_shown(record), parts, problems + more)


def _read(found: Found, parts: Folder, job: Job, limit: int) -> tuple[Record, Reading, list[str]]:
    """As much as can be read: without what is set, without the last steps, if need be. Raises FileError."""
    sentence = _("What was kept of {name} is damaged.").format(name=found.title)
    try:
        values = read_values(parts)
    except FileError as error:
        raise FileError(sentence) from error
    for number, less in enumerate(_ever_less(values)):
        reading = Reading(parts, job, limit, less)
        try:
            return reading.record("none", None), reading, [sentence] if number else []
        except FileError as error:
            _log.warning("%s: %s", found.path, str(error))
    raise FileError(sentence)


def _ever_less(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield values
    for name in ("mask", "set"):
        values = {each: value for each, value in values.items() if each != name}
        yield values
    steps, position, saved = (values.get(name) for name in ("steps", "position", "saved"))
    if isinstance(steps, list) and isinstance(position, int) and isinstance(saved, int):
        for count in range(len(steps) - 1, -1, -1):
            yield {
                **values,
                "steps": steps[:count],
                "position": min(position, count),
                "saved": saved if saved <= count else -1,
            }


def _shown(record: Record) -> Record:
    """At a state that is known: the last one before that which was seen, where this is lost."""
    position = record.position
    while position and record.steps[position - 1].photo is None:
        position -= 1
    return record if position == record.position else replace(record, position=position, mask=None)


def _found(path: Path) -> Found | None:
    place, project = _values(path / PLACE), _values(path / INDEX)
    original = project.get("original")
    changed = (path / INDEX).exists()
    title = _text(place.get("title")) or _text(project.get("title")) or (_("Untitled") if changed else "")
    file = _text(place.get("path")) or _text(original.get("path") if isinstance(original, dict) else "")
    if not title or not (changed or file or place.get("project")):
        return None
    project_file, own_file = _text(place.get("project")), _text(place.get("original"))
    order, when = place.get("order"), max(_time(path / INDEX), _time(path / PLACE))
    return Found(
        path,
        title,
        Path(file) if file else None,
        order if isinstance(order, int) else 0,
        place.get("current") is True,
        changed,
        when,
        Project(Path(project_file), place.get("link") is True, original=own_file) if project_file else None,
        _text(place.get("tool")),
    )


def _values(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("%s is passed over: %s", path, str(error))
        return {}
    return values if isinstance(values, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _all(found: Iterable[Found | None]) -> list[Found]:
    return [each for each in found if each]
