"""Finding the photos of a batch: files as they were named, folders in the order people count, no folder twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ganstudio.batch.plan import Plan
from ganstudio.engine.job import Job
from ganstudio.i18n import _, ngettext
from ganstudio.image.folder import is_picture, natural

_TELL = 100


@dataclass(frozen=True)
class Found:
    """A file that promises a photo, or a folder that cannot be looked into."""

    source: Path
    folder: Path = Path()
    """Where its result goes below the output folder."""
    bytes: int = 0
    problem: str = ""
    """A sentence where it is clear already that it cannot be read."""


def walk(plan: Plan, job: Job) -> Iterator[Found]:
    """All photos of `plan`, each once, always in the same order; what lies in the output folder is passed over.

    Of a single folder the results stand right in the output folder; of several each keeps its name there.
    """
    walker = _Walker(plan)
    seen: set[tuple[str, str]] = set()
    alone = len(plan.inputs) == 1
    for source in plan.inputs:
        inside = walker.folder(source, Path() if alone else Path(source.name)) if source.is_dir() else [_file(source)]
        for found in inside:
            job.check()
            place = os.path.realpath(found.source.parent), found.source.name
            if place in seen:
                continue
            seen.add(place)
            if len(seen) % _TELL == 1:
                job.progress(0, ngettext("{n} photo found", "{n} photos found", len(seen)).format(n=len(seen)))
            yield found


class _Walker:
    """Walks folders, each once: links may lead back to where they come from."""

    def __init__(self, plan: Plan) -> None:
        self._recursive = plan.options.recursive
        self._output = os.path.realpath(plan.output) if plan.output else ""
        self._seen: set[tuple[int, int]] = set()

    def folder(self, root: Path, folder: Path) -> Iterator[Found]:
        """What is in `root`, whose results go to `folder`; a stack, for there may be more levels than Python's."""
        waiting = [(root, folder)]
        while waiting:
            path, folder = waiting.pop()
            try:
                if not self._new(path):
                    continue
                with os.scandir(path) as entries:
                    inside = sorted(entries, key=lambda entry: (natural(entry.name), entry.name))
            except OSError as error:
                text = _("The folder {name} cannot be read: {reason}.")
                reason = error.strerror or str(error)
                yield Found(path, folder, problem=text.format(name=path, reason=reason))
                continue
            yield from (_file(path / each.name, folder) for each in inside if _is_photo(each))
            if self._recursive:
                folders = [path / each.name for each in inside if _is_folder(each) and not each.name.startswith(".")]
                waiting += [(each, folder / each.name) for each in reversed(folders) if not self._is_output(each)]

    def _new(self, path: Path) -> bool:
        stat = path.stat()
        place = stat.st_dev, stat.st_ino
        new = place not in self._seen
        self._seen.add(place)
        return new

    def _is_output(self, path: Path) -> bool:
        return bool(self._output) and os.path.realpath(path) == self._output


def _is_photo(entry: os.DirEntry[str]) -> bool:
    """Links that lead nowhere too: they are told as files that cannot be read."""
    return is_picture(entry.name) and not _is_folder(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _file(path: Path, folder: Path = Path()) -> Found:
    try:
        return Found(path, folder, path.stat().st_size)
    except OSError:
        return Found(path, folder)
