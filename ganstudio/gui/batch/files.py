"""The files of a batch as a table for a view: made for tens of thousands, of which a screenful is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch.words import seconds_of, size_of, title_of
from ganstudio.gui.filmstrip.frame import Index
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.i18n import N_, _

MANY = 300
"""With more changes at once the list is made anew, rather than row by row."""


class Column(IntEnum):
    """What is told of a file."""

    NAME = 0
    STATE = 1
    SIZE = 2
    SECONDS = 3


TITLES = {Column.NAME: N_("Photo"), Column.STATE: N_("State"), Column.SIZE: N_("Size"), Column.SECONDS: N_("Time")}
ITEM = Qt.ItemDataRole.UserRole
PICTURE = ITEM + 1


class Files(QAbstractTableModel):
    """Items in their order, of one state or of all. An item's source tells which it is."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._items: list[Item] = []
        self._places: dict[Path, int] = {}
        self._shown: Sequence[int] = range(0)
        self._wanted: State | None = None
        self.counts: Counter[State] = Counter()
        """How many there are of each state, shown or not."""
        thumbnails.arrived.connect(self._refresh)

    @property
    def items(self) -> tuple[Item, ...]:
        """All, shown or not."""
        return tuple(self._items)

    def set_items(self, items: Iterable[Item]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._items = list(items)
        self._places = {item.source: place for place, item in enumerate(self._items)}
        self.counts = Counter(item.state for item in self._items)
        self._choose()
        self.endResetModel()

    def show_only(self, state: State | None) -> None:
        """Only the items of `state`; None: all."""
        self.beginResetModel()
        self._wanted = state
        self._choose()
        self.endResetModel()

    def change(self, items: Iterable[Item]) -> None:
        """These have become something else."""
        known = [item for item in items if item.source in self._places]
        if self._wanted and len(known) > MANY:
            for item in known:
                self._put(item)
            self.show_only(self._wanted)
        else:
            for item in known:
                self._change(item)

    def item(self, index: Index) -> Item | None:
        """What stands there."""
        return self._items[self._shown[index.row()]] if index.isValid() else None

    def index_of(self, source: Path) -> QModelIndex:
        """Where it stands; an invalid one where it is not shown."""
        row = self._row(self._places[source]) if source in self._places else -1
        return self.index(row, 0) if row >= 0 else QModelIndex()

    @property
    def first_done(self) -> Item | None:
        """The first finished one, if there is any."""
        return next((item for item in self._items if item.state is State.DONE), None)

    # What the view asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and way is Qt.Orientation.Horizontal:
            return _(TITLES[Column(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= Column.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index)
        if item is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(item, Column(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return item.reason or str(item.source)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() >= Column.SIZE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == ITEM:
                return item
            case _ if role == PICTURE:
                return self._thumbnails.get(item.source)
        return None

    @staticmethod
    def _text(item: Item, column: Column) -> str:
        match column:
            case Column.NAME:
                return item.source.name
            case Column.STATE:
                return title_of(item.state)
            case Column.SIZE:
                return size_of(item)
        return seconds_of(item)

    # Inside

    def _choose(self) -> None:
        wanted = self._wanted
        self._shown = (
            range(len(self._items))
            if wanted is None
            else [place for place, item in enumerate(self._items) if item.state is wanted]
        )

    def _put(self, item: Item) -> int:
        place = self._places[item.source]
        self.counts[self._items[place].state] -= 1
        self.counts[item.state] += 1
        self._items[place] = item
        return place

    def _change(self, item: Item) -> None:
        place = self._put(item)
        row, fits = self._row(place), self._wanted in (None, item.state)
        if row >= 0 and fits:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        elif row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            self._shown = [*self._shown[:row], *self._shown[row + 1 :]]
            self.endRemoveRows()
        elif fits:
            row = bisect_left(self._shown, place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown = [*self._shown[:row], place, *self._shown[row:]]
            self.endInsertRows()

    def _row(self, place: int) -> int:
        row = bisect_left(self._shown, place)
        return row if row < len(self._shown) and self._shown[row] == place else -1

    def _refresh(self, path: Path) -> None:
        index = self.index_of(path)
        if index.isValid():
            self.dataChanged.emit(index, index)
