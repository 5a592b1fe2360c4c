"""One open photo in the recovery folder: where it stands among the others, and its record from the first change on.

<photo>/place.json            {"ganstudio": "recovery", "title": "cat.jpg", "path": "/home/ana/cat.jpg",
                               "order": 0, "current": true}
<photo>/project.json, parts/  as in a project; results that take long to compute follow when there is time
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ganstudio import atomic
from ganstudio.engine.job import Job
from ganstudio.image.edit import Edit
from ganstudio.image.photo import Photo
from ganstudio.projects.arrays import put_array
from ganstudio.projects.lean import costly
from ganstudio.projects.parts import PARTS, Folder, named
from ganstudio.projects.record import Kept, Record
from ganstudio.projects.written import PART, write_record

KIND = "recovery"
PLACE = "place.json"
_RESERVE = 256 << 20
"""Bytes of the disk left to everyone else: results can be computed again."""
_QUIET = 20.0
"""Seconds: a file that was not changed for so long before it was opened is the one that was read."""


@dataclass(frozen=True)
class Place:
    """Where an open photo stands among the others."""

    title: str
    path: Path | None
    """The file it was opened from."""
    order: int
    current: bool
    project: Path | None = None
    """The project it is saved in."""
    link: bool = False
    """The original is not in that."""
    tool: str = ""
    """Which is chosen, where the photo is the current one."""
    original: str = ""
    """The part of the project that is the very file of the photo."""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        values = {"ganstudio": KIND, "title": self.title, "order": self.order, "current": self.current}
        paths = {name: str(path) for name, path in (("path", self.path), ("project", self.project)) if path}
        return {**values, **paths, "link": self.link, "tool": self.tool, "original": self.original}


class Drawer:
    """What is known of one photo, written into the folder `path`. Raises OSError; what was written before stays whole.

    All is for one thread at a time, but for `store`, which may be at work in another one meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parts, self._beside = Folder(path), Folder(path)
        self._opened = time.time()
        self._file: tuple[int, int] | None = None
        """How the file looked when it was opened; None where it may have been changed since it was read."""
        self._original: Mapping[str, Any] = {}
        """How it stands in the record that was written last, or read."""
        self._stood = False
        self._results: list[tuple[Edit, str]] = []
        """The first steps, each with the part that its result is in; empty where it is in none."""
        self._storing = threading.Lock()
        self._gone = False

    @classmethod
    def taken(cls, path: Path, record: Record, parts: Folder) -> Drawer:
        """The drawer that was moved to `path`, after `record` had been read from it by `parts`."""
        made, parts.path = cls(path), path
        made._parts = parts
        photos = [(kept.edit, kept.photo) for kept in record.steps]
        made._results = [(edit, parts.known.name(photo.pixels) if photo else "") for edit, photo in photos]
        pixels = record.original.pixels
        if file := parts.files.name(pixels):
            made._original = {PART: file}
        elif known := parts.known.name(pixels):
            made._original = {PART: known, "meta": {}}
        return made

    def put(self, place: Place) -> None:
        """The photo stands there now."""
        if not self._stood and not self._original and place.path is not None:
            stamp = _stamp(place.path)
            self._file = stamp if stamp and stamp[0] / 1e9 < self._opened - _QUIET else None
        self._stood = True
        atomic.write_text(self.path / PLACE, json.dumps(place.to_json()))

    def keep(self, record: Record, job: Job) -> None:
        """All of `record`, but for results that are not stored yet. Raises Cancelled."""
        self._know_original(record.original, job)
        steps = self._with_results(record)
        values = write_record(replace(record, steps=steps), self._parts, job)
        self._original = values["original"]
        self._sweep(values)

    def lacking(self, record: Record) -> int | None:
        """Which of the steps has a result that is worth its bytes and not stored yet."""
        known = self._known(record)
        lacks = (kept.photo is not None and costly(kept.edit) for kept in record.steps)
        return next((number for number, lack in enumerate(lacks) if lack and not known[number]), None)

    def store(self, record: Record, number: int, job: Job) -> None:
        """Store what came out of the step `number`; it is named when the record is kept next. Raises Cancelled."""
        photo = record.steps[number].photo
        assert photo
        with self._storing:
            if self._gone:
                return
            if shutil.disk_usage(self.path).free < photo.pixels.nbytes + _RESERVE:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            part = put_array(photo.pixels, self._beside, job)
            known = self._known(record)
            self._results = [
                (kept.edit, part if each == number else known[each]) for each, kept in enumerate(record.steps)
            ]

    def remove(self) -> None:
        """The photo was closed: it is gone at once, whenever the program ends."""
        with self._storing:
            self._gone = True
        grave = self.path.with_name(f".{self.path.name}")
        try:
            os.replace(self.path, grave)
        except OSError:  # there is none yet, or another program is reading in it
            grave = self.path
        shutil.rmtree(grave, ignore_errors=True)

    def _known(self, record: Record) -> list[str]:
        """For each step the part that its result is in: those of the steps before the first that is another."""
        results, same = list(self._results), True
        known = []
        for number, kept in enumerate(record.steps):
            same = same and number < len(results) and results[number][0] is kept.edit
            known.append(results[number][1] if same else "")
        return known

    def _with_results(self, record: Record) -> tuple[Kept, ...]:
        """The steps with those results that need not be written: pixels may have moved to the disk meanwhile."""
        steps = []
        for kept, part in zip(record.steps, self._known(record), strict=True):
            if part and kept.photo is not None:
                self._parts.known.note(kept.photo.pixels, part)
                steps.append(kept)
            else:
                steps.append(replace(kept, photo=None))
        return tuple(steps)

    def _know_original(self, photo: Photo, job: Job) -> None:
        """The file as it is, where it is sure to be the one that was opened; else `write_record` finds out."""
        part = self._original.get(PART)
        if part:
            known = self._parts.known if "meta" in self._original else self._parts.files
            known.note(photo.pixels, part)
        elif photo.path is not None and self._file is not None and _stamp(photo.path) == self._file:
            source = photo.path
            part = self._parts.put(lambda path: _copy(source, path, job), source.suffix.lower())
            if _stamp(source) == self._file:
                self._parts.files.note(photo.pixels, part)

    def _sweep(self, values: Mapping[str, Any]) -> None:
        """Remove the parts that nothing needs any more; not while another is being made."""
        if self._storing.acquire(blocking=False):
            try:
                wanted = {*named(values), *(part for _edit, part in self._results)}
                for path in (self.path / PARTS).iterdir():
                    if f"{PARTS}/{path.name}" not in wanted:
                        path.unlink(missing_ok=True)
            finally:
                self._storing.release()


def _stamp(path: Path) -> tuple[int, int] | None:
    """By which is known that a file was changed: (nanoseconds, bytes); None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _copy(source: Path, target: Path, job: Job) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        while data := file.read(1 << 22):
            job.check()
            copy.write(data)
