"""The two faces of a zone: empty, and with folders in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.folder_row import FolderRow
from ganstudio.gui.training.wizard.sheet import Sheet
from ganstudio.i18n import N_, _


class Empty(QWidget):
    """What shall be dropped, and a button for those who would rather choose."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._hint, self.choose = QLabel(), QLabel(), QPushButton()
        say(self.choose, N_("Choose a folder…"))
        self.choose.setProperty("kind", "primary")
        self._title.setFont(heading(self.font(), 1.15))
        self._hint.setProperty("kind", "muted")
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(Picture("folder-plus", 40), 0, centre)
        for label in (self._title, self._hint):
            label.setAlignment(centre)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self.choose, 0, centre)
        column.addStretch(1)

    def tell(self, title: str, hint: str) -> None:
        """Say what is wanted."""
        self._title.setText(title)
        self._hint.setText(hint)


class Filled(QWidget):
    """The folders, how many pictures that makes, and some of them. `removed` carries a folder."""

    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._told, self.more, self.sheet = QLabel(), QLabel(), QPushButton(), Sheet()
        self._title.setFont(heading(self.font(), 1.15))
        self._title.setWordWrap(True)
        put_icon(self.more, "folder-plus")
        self._rows: list[FolderRow] = []
        head, self._list, foot = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._told)
        self._list.setSpacing(2)
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self.sheet)
        column.addStretch(1)
        column.addLayout(foot)

    @property
    def words(self) -> str:
        """What is said of the pictures."""
        return self._told.text()

    def tell(self, title: str, told: str, *, bad: bool, several: bool) -> None:
        """Say what it is and what is in it; `several`: another folder may come beside."""
        self._title.setText(title)
        self._told.setText(told)
        self._told.setProperty("kind", "danger" if bad else "muted")
        self._told.style().polish(self._told)
        self.more.setText(_("Add another folder…") if several else _("Choose another folder…"))

    def show_folders(self, folders: Iterable[Path]) -> None:
        """Show these."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [FolderRow(folder) for folder in folders]
        for row in self._rows:
            self._list.addWidget(row)
            row.removed.connect(self.removed)
