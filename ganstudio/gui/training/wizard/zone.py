"""Where folders are dropped: what lies there, how many pictures that makes, and some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout

from ganstudio.engine.job import Job
from ganstudio.gui.dialogs.finding import PICTURES, begin
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.gui.training.wizard.zone_pages import Empty, Filled
from ganstudio.i18n import _
from trainers.folders import walk

SOME = 24
"""Pictures that are shown of many."""


@dataclass(frozen=True)
class Found:
    """What lies in some folders."""

    count: int
    some: tuple[Path, ...]


def look(folders: tuple[Path, ...], job: Job) -> Found:
    """The pictures below `folders`: how many, and a few from all over."""
    paths = walk(folders, job.check)
    return Found(len(paths), tuple(paths[:: max(1, len(paths) // SOME)][:SOME]))


class Zone(QFrame, Speaker):
    """Folders of one kind. `changed` comes when there are others, `found` when they were looked through."""

    changed = Signal()
    found = Signal()

    def __init__(self, studio: Studio, place: int) -> None:
        super().__init__()
        self._studio, self._name = studio, f"wizard-folder-{place}"
        self.setProperty("kind", "drop")
        self.setMinimumHeight(260)
        self.folders: list[Path] = []
        self.count: int | None = None
        """Pictures; None while they are counted."""
        self._title, self._hint, self._several, self._problem = "", "", True, ""
        self.empty, self.filled = Empty(), Filled()
        self._pages = QStackedWidget()
        for page in (self.empty, self.filled):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.empty.choose.clicked.connect(self._ask)
        self.filled.more.clicked.connect(self._ask)
        self.filled.removed.connect(self.remove)

    @property
    def words(self) -> str:
        """What is said of the pictures."""
        return self.filled.words

    def ask_for(self, title: str, hint: str, *, several: bool) -> None:
        """What shall be dropped here; both marked. `several`: more than one folder may."""
        self._title, self._hint, self._several = title, hint, several
        self.speak()

    def show_folders(self, folders: Iterable[Path]) -> None:
        """Show these."""
        folders = list(folders)
        if folders != self.folders:
            self.folders = folders
            self.filled.show_folders(folders)
            self._look()
        self.speak()

    def add(self, paths: Iterable[Path]) -> None:
        """These as well, or instead; of pictures the folders they are in."""
        new = list(dict.fromkeys((path if path.is_dir() else path.parent).absolute() for path in paths))
        if new:
            self.show_folders(dict.fromkeys([*self.folders, *new]) if self._several else new[-1:])
            self.changed.emit()

    def remove(self, folder: Path) -> None:
        """Not that one."""
        self.show_folders(each for each in self.folders if each != folder)
        self.changed.emit()

    def invite(self, on: bool) -> None:
        """Something is held over it that can be dropped."""
        self.setProperty("inviting", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def speak(self) -> None:
        told = self._problem or (_("Counting…") if self.count is None else pictures(self.count))
        self.empty.tell(_(self._title), _(self._hint))
        self.filled.tell(_(self._title), told, bad=bool(self._problem), several=self._several)
        self._pages.setCurrentIndex(bool(self.folders))

    def _look(self) -> None:
        self.count, self._problem = None, ""
        self.filled.sheet.show_groups(())
        folders = tuple(self.folders)
        if folders:
            self._studio.runner.submit(
                lambda job: look(folders, job), done=self._found, failed=self._failed, latest=self._name
            )
        else:
            self._studio.runner.cancel(self._name)

    def _found(self, found: Found) -> None:
        self.count = found.count
        self.filled.sheet.show_groups(((path,) for path in found.some), count=found.count)
        self.speak()
        self.found.emit()

    def _failed(self, problem: str) -> None:
        self.count, self._problem = 0, problem
        self.speak()
        self.found.emit()

    def _ask(self) -> None:
        here = str(self.folders[-1].parent if self.folders else begin(PICTURES))
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder of pictures"), here)
        if name:
            self.add([Path(name)])
