"""The photos of a batch as a list one can go through."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ganstudio.batch.item import Item, State
from ganstudio.gui.batch.files import Column, Files
from ganstudio.gui.batch.filters import Filters
from ganstudio.gui.batch.row import HIGH, Row
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.theme import tokens
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_


class _Table(QTableView):
    """A table rather than a tree, which would ask for all rows whenever one comes or goes."""

    entered_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_on.emit()
        else:
            super().keyPressEvent(event)


class Listing(QWidget, Speaker):
    """`selected` carries the item the user looks at, or None, anew when it has changed; `opened` a finished one."""

    selected = Signal(object)
    opened = Signal(object)

    def __init__(self, files: Files, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = files
        self.table = _Table()
        self.filters = Filters()
        self.hint = Hint("images", N_("Looking for photos…"))
        self._source: Path | None = None
        self._begun = False
        self._pages = QStackedWidget()
        self.table.setModel(files)
        self.table.setItemDelegate(Row(lambda: tokens(studio.settings.theme), self.table))
        self.setFocusProxy(self.table)
        self._lay_out()
        self.filters.chosen.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(self._go)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.table.entered_on.connect(self._open)
        files.modelReset.connect(self._restore)
        files.dataChanged.connect(self._changed)
        for signal in (files.rowsInserted, files.rowsRemoved):
            signal.connect(self._show_page)

    @property
    def current(self) -> Item | None:
        """The one the user looks at."""
        rows = self.table.selectionModel().selectedRows()
        return self.files.item(rows[0]) if rows else None

    def select(self, source: Path) -> None:
        """Look at the photo `source`."""
        index = self.files.index_of(source)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def refresh(self) -> None:
        """How many there are of each state has changed; the first finished one is looked at if none is."""
        self.filters.show_counts(self.files.counts)
        first = self.files.first_done if self._source is None else None
        if first:
            self.select(first.source)

    def speak(self) -> None:
        self.table.horizontalHeader().reset()
        self._size_columns()
        self.table.viewport().update()

    def _filter(self, state: State | None) -> None:
        self.files.show_only(state)

    def _go(self) -> None:
        item = self.current
        self._source = item.source if item else None
        self.selected.emit(item)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows and first.row() <= rows[0].row() <= last.row():
            self.selected.emit(self.current)

    def _restore(self) -> None:
        """The list was made anew: where the user was is where he is."""
        source, self._source = self._source, None
        index = self.files.index_of(source) if source else QModelIndex()
        if index.isValid():
            self.table.setCurrentIndex(index)
        else:
            self.selected.emit(None)
        self._show_page()
        self.refresh()

    def _show_page(self) -> None:
        begun, self._begun = self._begun, self.files.counts.total() > 0
        self._pages.setCurrentIndex(self.files.rowCount() > 0)
        self.hint.say(N_("No photos are in this state") if self._begun else N_("Looking for photos…"))
        if self._begun and not begun:
            self.table.setFocus()  # for arrow keys; else it would fall to Stop

    def _open(self) -> None:
        if self.current and self.current.state is State.DONE:
            self.opened.emit(self.current)

    def _lay_out(self) -> None:
        table = self.table
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(HIGH)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setProperty("kind", "flat")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(table, N_("Photos of the batch"), "accessibleName")
        self._size_columns()
        self._pages.addWidget(self.hint)
        self._pages.addWidget(table)
        self.filters.setContentsMargins(24, 0, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._pages, 1)

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        wide = self.fontMetrics().averageCharWidth()
        for column, letters in ((Column.STATE, 16), (Column.SIZE, 15), (Column.SECONDS, 11)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, wide * letters)
