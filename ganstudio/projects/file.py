"""Project files: an open photo with its history in one file, `.ganstudio`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ganstudio.engine.job import Job
from ganstudio.errors import FileError
from ganstudio.i18n import _
from ganstudio.image.files import LIMIT_MEGAPIXELS, thumbnail
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.image.save import refuse_writing
from ganstudio.projects.lean import lean
from ganstudio.projects.parts import Known
from ganstudio.projects.read import Reading, Results, read_values, version_of
from ganstudio.projects.record import Record
from ganstudio.projects.written import PART, VERSION, write_record
from ganstudio.projects.zipped import ZipReading, ZipWriting

SUFFIX = ".ganstudio"
_PREVIEW = 512
"""Pixels: the longest side of the small picture in a project."""


def is_project(path: Path) -> bool:
    """Whether the name promises a project."""
    return path.suffix.lower() == SUFFIX


@dataclass(frozen=True)
class Project:
    """The file that an open photo is saved in, and what is known of it."""

    path: Path
    link: bool = False
    """The original is not in it, but where it was."""
    known: Known = field(default_factory=Known)
    """What of the photo is in the file already, as in `Reader`."""
    original: str = ""
    """The part that is the very file of the photo; empty where there is none."""


@dataclass(frozen=True)
class Opened:
    """A project as it was read: the photo is there as it looks now, the other results follow by `result`."""

    record: Record
    project: Project
    warning: str = ""
    """A sentence, where a newer version has written it."""
    _steps: tuple[Mapping[str, Any], ...] = ()
    _limit: int = LIMIT_MEGAPIXELS

    def has_result(self, number: int) -> bool:
        """Whether what came out of the step `number`, from 1 on, is in the file."""
        return "result" in self._steps[number - 1]

    def result(self, number: int, job: Job) -> Photo | None:
        """What came out of the step `number`, from 1 on; None where that is not in the file. Raises FileError."""
        values, project = self._steps[number - 1], self.project
        if not self.has_result(number):
            return None
        with ZipReading(project.path, project.known) as parts:
            return Reading(parts, job, self._limit, {}).result(values, self.record.original)


def save_project(
    record: Record, path: Path, job: Job, *, link: bool = False, before: Project | None = None, overwrite: bool = False
) -> Project:
    """Write `record` whole or not at all; gives what is to be handed as `before` the next time, which is quicker then.

    Raises FileError, with nothing changed: where `path` exists and `overwrite` is not given, where it is the photo's
    own file, where the disk is full or the folder does not allow it.
    """
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise FileError(_("{name} is a folder; give a file name.").format(name=path.name))
    if path.exists() and not overwrite:
        raise FileError(_("{name} exists already and was left as it is.").format(name=path.name))
    if _same(path, record.original.path):
        raise FileError(_("{name} is the photo itself; give the project another name.").format(name=path.name))
    there = _reading(before)
    try:
        with ZipWriting(path, there, job) as parts:
            if before and before.original:
                parts.files.note(record.original.pixels, before.original)
            parts.preview(_look(record))
            values = write_record(lean(record), parts, job, link=link, places=False)
    except OSError as error:
        refuse_writing(path, error)
    finally:
        if there:
            there.close()
    return Project(path, link, parts.known, _own_file(values))


def open_project(
    path: Path,
    job: Job,
    *,
    limit_megapixels: int = LIMIT_MEGAPIXELS,
    results: Results = "current",
    original: Path | None = None,
) -> Opened:
    """Read the project file `path`; `original`: where the linked photo is by now.

    Raises FileError for what is none, OriginalMissing where the linked photo is elsewhere or another one.
    """
    path = Path(os.path.realpath(path))
    with ZipReading(path) as parts:
        values = read_values(parts)
        record = Reading(parts, job, limit_megapixels, values).record(results, original)
        link = PART not in values["original"]
        newer = version_of(values, path.name) > VERSION
    sentence = _("{name} was made by a newer version of ganstudio. What this one does not know is kept, and not shown.")
    return Opened(
        record,
        Project(path, link, parts.known, _own_file(values)),
        sentence.format(name=path.name) if newer else "",
        tuple(values.get("steps", [])),
        limit_megapixels,
    )


def project_thumbnail(path: Path, side: int) -> Pixels:
    """How the project `path` looks, within `side` × `side` pixels, sRGB, 8 bit; raises FileError."""
    with ZipReading(path) as parts, parts.preview() as picture:
        return thumbnail(picture, side)


def _own_file(values: Mapping[str, Any]) -> str:
    """The part that is the photo's file as it was opened, and not only its pixels."""
    original = values["original"]
    return original.get(PART, "") if "meta" not in original else ""


def _same(path: Path, photo: Path | None) -> bool:
    try:
        return photo is not None and path.samefile(photo)
    except OSError:  # one of them is not there
        return False


def _look(record: Record) -> Pixels:
    """The current state, small: sRGB, 8 bit."""
    import cv2

    from ganstudio.image.colour import DisplayTransform

    photo = record.steps[record.position - 1].photo if record.position else record.original
    photo = photo or record.original
    (width, height), factor = photo.size, min(1.0, _PREVIEW / max(photo.size))
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return DisplayTransform(photo.meta.icc)(freeze(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA)))


def _reading(before: Project | None) -> ZipReading | None:
    """The older file, as far as it is there still: what it holds need not be packed again."""
    if before is None:
        return None
    try:
        return ZipReading(before.path, before.known)
    except FileError:
        return None
