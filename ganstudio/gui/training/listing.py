"""The runs there are, as a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.look.theme import tokens
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.row import ENTRY, HIGH, PICTURE, SIDE, RunRow
from ganstudio.gui.training.seen import Entry
from ganstudio.i18n import N_

Index = QModelIndex | QPersistentModelIndex


class RunModel(QAbstractListModel):
    """Rows are changed in place as long as the same runs are there, so that the selection stays."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._arrived)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these."""
        if [entry.folder for entry in entries] != [entry.folder for entry in self.entries]:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
        elif entries != self.entries:
            self.entries = entries
            self.refresh()

    def refresh(self) -> None:
        """Paint all anew."""
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def row_of(self, folder: Path | None) -> int:
        """Where it stands; -1 where it does not."""
        return next((row for row, entry in enumerate(self.entries) if entry.folder == folder), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.ToolTipRole:
                return str(entry.folder)
            case _ if role == ENTRY:
                return entry
            case _ if role == PICTURE:
                return self._thumbnails.get(entry.picture) if entry.picture else None
        return None

    def _arrived(self, _path: Path) -> None:
        self.refresh()


class RunList(QWidget, Speaker):
    """`chosen` carries the folder of the run the user looks at."""

    chosen = Signal(object)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = QListView()
        self.model = RunModel(Thumbnails(6 * SIDE, self), self)
        self._view.setModel(self.model)
        self._view.setItemDelegate(RunRow(lambda: tokens(studio.settings.theme), self._view))
        self._view.setUniformItemSizes(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setProperty("kind", "runs")
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self._view, N_("Trainings"), "accessibleName")
        self._view.selectionModel().selectionChanged.connect(self._selected)
        self._quiet = False
        self.setFocusProxy(self._view)
        self._view.setMinimumHeight(2 * HIGH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)

    @property
    def folder(self) -> Path | None:
        """The one that is chosen."""
        index = self._view.currentIndex()
        return self.model.entries[index.row()].folder if index.isValid() and self._view.selectedIndexes() else None

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these; what was chosen stays chosen."""
        folder = self.folder
        self._quiet = True
        self.model.show_entries(entries)
        self.choose(folder)
        self._quiet = False

    def choose(self, folder: Path | None) -> None:
        """Mark the run in `folder`; None: none of them."""
        quiet, self._quiet = self._quiet, True
        row = self.model.row_of(folder)
        if row < 0:
            self._view.clearSelection()
        elif folder != self.folder:
            self._view.setCurrentIndex(self.model.index(row))
        self._quiet = quiet

    def speak(self) -> None:
        self.model.refresh()

    def _selected(self) -> None:
        if not self._quiet and self.folder:
            self.chosen.emit(self.folder)
