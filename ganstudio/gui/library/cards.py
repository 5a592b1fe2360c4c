"""The models as cards, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.library.card import GAP, INFO, IS_DEFAULT, PAIR, SPEED, CardArt, high
from ganstudio.gui.library.showcase import Showcase
from ganstudio.gui.look.theme import tokens
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.library import card

NARROWEST = 216
"""Pixels of a card, with the gap around it."""
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """`is_default` tells whether a model is the one the user prefers for its task."""

    def __init__(self, showcase: Showcase, is_default: Callable[[ModelInfo], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self.infos: list[ModelInfo] = []
        self._showcase, self._is_default = showcase, is_default

    def show_models(self, infos: Sequence[ModelInfo]) -> None:
        """Show these."""
        self.beginResetModel()
        self.infos = list(infos)
        self.endResetModel()

    def refresh(self, name: str = "") -> None:
        """Paint anew the model called `name`, or all."""
        rows = [row for row, info in enumerate(self.infos) if name in ("", info.name)]
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))

    def row_of(self, name: str) -> int:
        """Where it stands; -1 where it does not."""
        return next((row for row, info in enumerate(self.infos) if info.name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.infos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        info = self.infos[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _(info.title)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return card.task_title(info)
            case _ if role == INFO:
                return info
            case _ if role == PAIR:
                return self._showcase.pair(info)
            case _ if role == SPEED:
                return self._showcase.speed(info)
            case _ if role == IS_DEFAULT:
                return self._is_default(info)
        return None


class CardView(QListView, Speaker):
    """`chosen` comes when others are chosen; `used` with a model that is clicked twice, or by Enter."""

    chosen = Signal()
    used = Signal(object)
    menu_requested = Signal(object)
    """A point of the screen: what can be done with what is chosen."""
    rename_requested = Signal()
    remove_requested = Signal()

    def __init__(self, model: CardModel, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = model
        self.setModel(model)
        self.setItemDelegate(CardArt(lambda: tokens(studio.settings.theme), self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "runs")
        self.setMouseTracking(True)
        say(self, N_("Models"), "accessibleName")
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda index: self.used.emit(index.data(INFO)))

    @property
    def infos(self) -> list[ModelInfo]:
        """The models that are chosen, in the order in which they stand."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.cards.infos[row] for row in rows]

    def choose(self, names: Sequence[str]) -> None:
        """Choose the models called so."""
        selection, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        selection.clear()
        for row in (self.cards.row_of(name) for name in names):
            if row >= 0:
                selection.select(self.cards.index(row), flag.Select)
                selection.setCurrentIndex(self.cards.index(row), flag.NoUpdate)
                self.scrollTo(self.cards.index(row))

    def speak(self) -> None:
        self.cards.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Cards of one width fill the row."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 1  # whether the bar is there or not
        columns = max(1, room // NARROWEST)
        wide = min(room // columns, 2 * NARROWEST - GAP)
        self.setGridSize(QSize(wide, high(wide, self.font())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, infos = event.key(), self.infos
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(infos) == 1 and not event.modifiers():
            self.used.emit(infos[0])
        elif key == Qt.Key.Key_F2 and len(infos) == 1:
            self.rename_requested.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and infos:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.infos:
            self.menu_requested.emit(event.globalPos())
