"""The editor of a chain of steps: add a tool, set it, put it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ganstudio.gui.chain.card import StepCard
from ganstudio.gui.chain.menu import ToolMenu
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_
from ganstudio.image.edit import Edit
from ganstudio.params import fields, to_json
from ganstudio.tools import TOOLS


class Chain(QWidget):
    """`changed` comes from the user alone, not from `set_edits`."""

    changed = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.cards: list[StepCard] = []
        self.menu = ToolMenu(self)
        self.add = QPushButton()
        self._hint = Hint(
            "workflow", N_("No steps yet"), N_("Add a tool: each photo goes through the steps from top to bottom.")
        )
        self._line = QFrame()
        self._target = -1
        self._lay_out()
        self.menu.chosen.connect(self.append)
        for keys, by in (("Ctrl+Shift+Up", -1), ("Ctrl+Shift+Down", 1)):
            key = QShortcut(QKeySequence(keys), self, lambda by=by: self._move_focused(by))
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._refresh()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The steps as they stand."""
        return tuple(card.edit for card in self.cards)

    def set_edits(self, edits: Iterable[Edit]) -> None:
        """Show these instead."""
        while self.cards:
            self._drop(self.cards[-1])
        for edit in edits:
            self._insert(len(self.cards), edit)
        self._refresh()

    def append(self, tool: str) -> None:
        """One more step at the end, open to be set."""
        kind = TOOLS[tool].params
        models = {
            field.name: self._studio.settings.default_model(field.task)
            for field in fields(kind)
            if field.kind == "model"
        }
        card = self._insert(len(self.cards), Edit(tool, to_json(kind()) | models))
        card.set_open(True)
        card.fold.setFocus()
        self._refresh()
        QTimer.singleShot(0, self, self._show_end)  # when the card has its height
        self.changed.emit()

    def put(self, card: StepCard, place: int) -> None:
        """Make it the `place`th, from 0; beyond the ends nothing happens."""
        if 0 <= place < len(self.cards) and self.cards.index(card) != place:
            self.cards.remove(card)
            self.cards.insert(place, card)
            self._column.removeWidget(card)
            self._column.insertWidget(place, card)
            self._refresh()
            self.changed.emit()

    def duplicate(self, card: StepCard) -> None:
        """The same once more, below it."""
        self._insert(self.cards.index(card) + 1, card.edit)
        self._refresh()
        self.changed.emit()

    def remove(self, card: StepCard) -> None:
        """Leave this step out."""
        place = self.cards.index(card)
        self._drop(card)
        self._refresh()
        (self.cards[min(place, len(self.cards) - 1)].remove if self.cards else self.add).setFocus()
        self.changed.emit()

    def _insert(self, place: int, edit: Edit) -> StepCard:
        card = StepCard(edit, self._studio)
        self.cards.insert(place, card)
        self._column.insertWidget(place, card)
        card.changed.connect(self.changed)
        card.moved.connect(lambda by: self._move_by(card, by))
        card.copied.connect(lambda: self.duplicate(card))
        card.removed.connect(lambda: self.remove(card))
        card.grip.dragged.connect(lambda at: self._drag(at))
        card.grip.dropped.connect(lambda: self._put_down(card))
        return card

    def _drop(self, card: StepCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move_by(self, card: StepCard, by: int) -> None:
        self.put(card, self.cards.index(card) + by)

    def _drag(self, at: QPoint) -> None:
        """A line shows where the card would go."""
        y = self._inside.mapFromGlobal(at).y()
        middles = [card.geometry().center().y() for card in self.cards]
        self._target = sum(y > middle for middle in middles)
        edge = (
            self.cards[self._target].y() if self._target < len(self.cards) else self.cards[-1].geometry().bottom() + 8
        )
        self._line.setGeometry(0, max(0, edge - 5), self._inside.width(), 2)
        self._line.show()
        self._line.raise_()
        self._scroll.ensureVisible(0, y, 0, 24)

    def _put_down(self, card: StepCard) -> None:
        self._line.hide()
        if self._target >= 0:
            here = self.cards.index(card)
            self.put(card, self._target - (self._target > here))
        self._target = -1

    def _move_focused(self, by: int) -> None:
        focus = QApplication.focusWidget()
        card = next((card for card in self.cards if focus and card.isAncestorOf(focus)), None)
        if focus and card:
            self._move_by(card, by)
            focus.setFocus()  # it went while the card was moved

    def _show_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _refresh(self) -> None:
        for place, card in enumerate(self.cards):
            card.show_place(place + 1, len(self.cards))
        self._hint.setVisible(not self.cards)

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._hint, 1)
        say(self.add, N_("Add a step"))
        put_icon(self.add, "plus")
        self.add.setMenu(self.menu)
        self._column.addWidget(self.add)
        self._column.addStretch(0)
        self._line.setParent(self._inside)
        self._line.setProperty("kind", "mark")
        self._line.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
