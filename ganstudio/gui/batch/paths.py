"""The files and folders a batch is made of, for a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon

from ganstudio.gui.filmstrip.frame import Index
from ganstudio.gui.look.icons import icon


class Paths(QAbstractListModel):
    """Files and folders in the order they were added; nothing is looked up on the disk while it is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self._folders: set[Path] = set()

    def add(self, paths: Iterable[Path]) -> None:
        """Those that are not there yet, at the end."""
        known = set(self.paths)
        new = [path for path in dict.fromkeys(path.absolute() for path in paths) if path not in known]
        if not new:
            return
        self.beginInsertRows(QModelIndex(), len(self.paths), len(self.paths) + len(new) - 1)
        self.paths += new
        self.endInsertRows()

    def mark_folders(self, folders: Iterable[Path]) -> None:
        """These are no files."""
        self._folders = set(folders)
        if self.paths:
            self.dataChanged.emit(self.index(0), self.index(len(self.paths) - 1))

    def take_away(self, rows: Iterable[int]) -> None:
        """Not these."""
        gone = set(rows)
        self.beginResetModel()
        self.paths = [path for row, path in enumerate(self.paths) if row not in gone]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        path = self.paths[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return path.name or str(path)
            case Qt.ItemDataRole.ToolTipRole:
                return str(path)
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(path)
        return None

    def _icon(self, path: Path) -> QIcon:
        return icon("folder" if path in self._folders else "image")
