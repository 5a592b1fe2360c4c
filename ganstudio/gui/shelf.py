"""The user's workflows: one readable file each, in a folder of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ganstudio import atomic
from ganstudio.batch.names import clean
from ganstudio.engine.store import Store
from ganstudio.errors import FileError, GanstudioError
from ganstudio.i18n import _
from ganstudio.image.folder import natural
from ganstudio.paths import workflows_folder
from ganstudio.tools import workflow as files
from ganstudio.tools.workflow import SUFFIX, Workflow

LONGEST = 80
"""Characters of a file's name: longer ones are cut, the workflow keeps its own."""


@dataclass(frozen=True)
class Entry:
    """A workflow's file, and what is in it."""

    path: Path
    workflow: Workflow | None
    problem: str = ""
    """Why it cannot be read, as a sentence."""

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.workflow.name if self.workflow else self.path.stem

    def obstacle(self, store: Store) -> str:
        """Why it cannot be used here and now, as a sentence; empty where it can."""
        if not self.workflow:
            return self.problem
        try:
            files.check(self.workflow, store)
        except GanstudioError as error:
            return str(error)
        return ""


class Shelf(QObject):
    """Looks into the folder whenever it is asked: files may come and go. No two workflows have one name."""

    changed = Signal()

    def entries(self) -> list[Entry]:
        """All of them, in the order people count."""
        found = [self._read(path) for path in workflows_folder().glob(f"*{SUFFIX}")]
        return sorted(found, key=lambda entry: natural(entry.name))

    def find(self, name: str) -> Entry | None:
        """The one of this name."""
        return next((entry for entry in self.entries() if entry.name.casefold() == name.strip().casefold()), None)

    def free_name(self, name: str) -> str:
        """`name`, with a number where there is one of that name."""
        taken = {entry.name.casefold() for entry in self.entries()}
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def put(self, workflow: Workflow, instead: Path | None = None) -> Path:
        """Save it, in the place of the file `instead` if that is given; gives its file. Raises FileError."""
        with _changing():
            path = instead or self._free_path(workflow.name)
            files.save(workflow, path)
        self.changed.emit()
        return path

    def rename(self, entry: Entry, name: str) -> Path:
        """Give it another name; raises FileError where that is taken, or none."""
        there = self.find(name)
        if not name.strip():
            raise FileError(_("A workflow needs a name."))
        if there and there.path != entry.path:
            raise FileError(_("There is a workflow called {name} already; choose another name.").format(name=name))
        assert entry.workflow
        with _changing():
            path = self._free_path(name, but=entry.path)
            files.save(replace(entry.workflow, name=name.strip()), path)
        if path != entry.path:
            self._unlink(entry.path)
        self.changed.emit()
        return path

    def remove(self, entry: Entry) -> None:
        """It is gone for good; raises FileError."""
        self._unlink(entry.path)
        self.changed.emit()

    def take_in(self, path: Path) -> Path:
        """Copy the workflow in the file `path`, under a name that is free; raises FileError for what is none."""
        workflow = files.load(path)
        return self.put(replace(workflow, name=self.free_name(workflow.name or path.stem)))

    @staticmethod
    def _read(path: Path) -> Entry:
        try:
            return Entry(path, files.load(path))
        except GanstudioError as error:
            return Entry(path, None, str(error))

    @staticmethod
    def _free_path(name: str, but: Path | None = None) -> Path:
        stem = clean(name)[:LONGEST]
        path, number = workflows_folder() / (stem + SUFFIX), 2
        while path.exists() and path != but:
            path, number = workflows_folder() / f"{stem}-{number}{SUFFIX}", number + 1
        return path

    @staticmethod
    def _unlink(path: Path) -> None:
        try:
            with suppress(FileNotFoundError):
                path.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(_("{name} cannot be removed: {reason}.").format(name=path, reason=reason)) from error


@contextmanager
def _changing() -> Iterator[None]:
    """While no other window of the program takes the name that is free; raises FileError."""
    folder = workflows_folder()
    try:
        with atomic.changing(folder / "names"):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(_("{name} cannot be written: {reason}.").format(name=folder, reason=reason)) from error
