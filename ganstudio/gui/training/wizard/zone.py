"""Where folders are dropped: what lies there, how many pictures that makes, and some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.engine.job import Job
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.folder_row import FolderRow
from ganstudio.gui.training.wizard.sheet import Sheet
from ganstudio.gui.training.wizard.words import pictures
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
        self.folders: list[Path] = []
        self.count: int | None = None
        """Pictures; None while they are counted."""
        self._title, self._hint, self._several = "", "", True
        self._problem = ""
        self.choose, self.more = QPushButton(), QPushButton()
        self.sheet = Sheet()
        self._rows: list[FolderRow] = []
        self._pages = QStackedWidget()
        self._lay_out()
        for button in (self.choose, self.more):
            button.clicked.connect(self._ask)

    def ask_for(self, title: str, hint: str, *, several: bool) -> None:
        """What shall be dropped here; both marked. `several`: more than one folder may."""
        self._title, self._hint, self._several = title, hint, several
        self.speak()

    def show_folders(self, folders: Iterable[Path]) -> None:
        """Show these."""
        folders = list(folders)
        if folders != self.folders:
            self.folders = folders
            self._show_rows()
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

    @property
    def words(self) -> str:
        """What is said of the pictures."""
        return self._told.text()

    def invite(self, on: bool) -> None:
        """Something is held over it that can be dropped."""
        self.setProperty("inviting", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def speak(self) -> None:
        for label in self._titles:
            label.setText(_(self._title))
        self._words.setText(_(self._hint))
        self.choose.setText(_("Choose a folder…"))
        self.more.setText(_("Add another folder…") if self._several else _("Choose another folder…"))
        self._told.setText(self._problem or (_("Counting…") if self.count is None else pictures(self.count)))
        self._told.setProperty("kind", "danger" if self._problem else "muted")
        self._told.style().polish(self._told)
        self._pages.setCurrentIndex(bool(self.folders))

    def _look(self) -> None:
        self.count, self._problem = None, ""
        self.sheet.show_groups(())
        folders = tuple(self.folders)
        if not folders:
            self._studio.runner.cancel(self._name)
            return
        self._studio.runner.submit(
            lambda job: look(folders, job), done=self._found, failed=self._failed, latest=self._name
        )

    def _found(self, found: Found) -> None:
        self.count = found.count
        self.sheet.show_groups(((path,) for path in found.some), count=found.count)
        self.speak()
        self.found.emit()

    def _failed(self, problem: str) -> None:
        self.count, self._problem = 0, problem
        self.speak()
        self.found.emit()

    def _ask(self) -> None:
        here = str(self.folders[-1].parent) if self.folders else ""
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder of pictures"), here)
        if name:
            self.add([Path(name)])

    def _show_rows(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [FolderRow(folder) for folder in self.folders]
        for row in self._rows:
            self._list.addWidget(row)
            row.removed.connect(self.remove)

    # Layout

    def _lay_out(self) -> None:
        self._titles, self._words, self._told = (QLabel(), QLabel()), QLabel(), QLabel()
        for label in self._titles:
            label.setFont(heading(self.font(), 1.15))
            label.setWordWrap(True)
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._filled())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setMinimumHeight(260)

    def _empty(self) -> QWidget:
        page, centre = QWidget(), Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Picture("folder-plus", 40), 0, centre)
        for label in (self._titles[0], self._words):
            label.setAlignment(centre)
            column.addWidget(label)
        column.addSpacing(6)
        self.choose.setProperty("kind", "primary")
        column.addWidget(self.choose, 0, centre)
        column.addStretch(1)
        return page

    def _filled(self) -> QWidget:
        page, head, foot = QWidget(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._titles[1], 1)
        head.addWidget(self._told)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        put_icon(self.more, "folder-plus")
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self.sheet)
        column.addStretch(1)
        column.addLayout(foot)
        return page
