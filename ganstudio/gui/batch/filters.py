"""Which photos are listed: all, or those of one state, with how many there are."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ganstudio.batch.item import State
from ganstudio.gui.batch.words import spaced, title_of
from ganstudio.gui.look.words import Speaker
from ganstudio.i18n import _


class Filters(QWidget, Speaker):
    """`chosen` carries a state, or None for all. States that no photo is in are not offered."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[State] = Counter()
        self._group = QButtonGroup(self)
        self._chips: dict[State | None, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, state in enumerate((None, *State)):
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setProperty("kind", "filter")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _on=False, state=state: self.chosen.emit(state))
            self._group.addButton(chip, number)
            self._chips[state] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._chips[None].setChecked(True)
        self.speak()

    def chip(self, state: State | None) -> QPushButton:
        """The button of `state`."""
        return self._chips[state]

    def choose(self, state: State | None) -> None:
        """As if the user had."""
        self._chips[state].click()

    def show_counts(self, counts: Counter[State]) -> None:
        """How many there are of each."""
        self._counts = counts
        self.speak()

    def speak(self) -> None:
        for state, chip in self._chips.items():
            count = self._counts.total() if state is None else self._counts[state]
            title = _("All") if state is None else title_of(state)
            text = f"{title}  {spaced(count)}"
            if chip.text() != text:
                chip.setText(text)
            chip.setVisible(state is None or count > 0 or chip.isChecked())
