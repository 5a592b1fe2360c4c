"""Cards in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

LEAST = 380
"""Pixels that a card is wide at least."""
GAP, EDGE = 12, 16


class Cards(QScrollArea):
    """Shows widgets of any kind, all of a row as high as the highest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._columns = self._rows = 0
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(EDGE, 4, EDGE, EDGE)
        self._grid.setSpacing(GAP)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_cards(self, cards: Iterable[QWidget]) -> None:
        """These instead of those."""
        before, self._cards = self._cards, list(cards)
        for card in before:
            self._grid.removeWidget(card)
            card.setVisible(card in self._cards)
        self._fill(self._fitting())
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self._fitting()
        if columns != self._columns:
            self._fill(columns)

    def _fitting(self) -> int:
        return max(1, (self.viewport().width() - 2 * EDGE + GAP) // (LEAST + GAP))

    def _fill(self, columns: int) -> None:
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self._grid.setRowStretch(self._rows, 0)
        self._rows = -(-len(self._cards) // columns)
        self._grid.setRowStretch(self._rows, 1)  # of the row below the last, so that cards keep their height
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
