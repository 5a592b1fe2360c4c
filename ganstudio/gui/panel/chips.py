"""A few choices side by side, each one click away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from ganstudio.gui.look.words import say


class Chips(QWidget):
    """One of `choices` (value → marked title), in rows of `columns`. `changed` comes from the user alone."""

    changed = Signal()

    def __init__(self, choices: Mapping[str, str], *, columns: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = list(choices)
        self._columns = columns
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for index, title in enumerate(choices.values()):
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all of one width
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            say(chip, title)
            self._group.addButton(chip, index)
            self._grid.addWidget(chip, index // columns, index % columns)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> str:
        """The one that is chosen."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: str) -> None:
        """Choose `value`."""
        self.chip(value).setChecked(True)

    def chip(self, value: str) -> QPushButton:
        """The button of `value`."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QPushButton)
        return button

    def add(self, widget: QWidget) -> None:
        """Put `widget` into the next free place."""
        place = self._grid.count()
        self._grid.addWidget(widget, place // self._columns, place % self._columns)

    def _clicked(self, _index: int) -> None:
        self.changed.emit()
