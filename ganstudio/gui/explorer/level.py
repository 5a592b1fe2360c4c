"""From which level on a second face is mixed in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.editors import Editor
from ganstudio.i18n import N_
from ganstudio.params import Field

FEWEST = 2


class LevelEditor(Editor):
    """A slider between words: all of the second face but its largest shapes, or nothing but its colours."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setProperty("kind", "balance")
        self._slider.setPageStep(2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.take(self._slider)
        self.row.removeWidget(self._slider)
        column.addWidget(self._slider)
        column.addLayout(ends(N_("shape"), N_("skin and colours")))
        self.row.addWidget(inside, 1)
        self.set_levels(int(field.high or FEWEST))
        self.set_value(field.default)
        self._slider.valueChanged.connect(self.changed)

    def value(self) -> Any:
        return self._slider.value()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(value)

    def set_levels(self, count: int) -> None:
        """The model has so many: at both ends something of each face is left."""
        with QSignalBlocker(self._slider):
            self._slider.setRange(1, max(FEWEST, count) - 1)


def ends(low: str, high: str) -> QHBoxLayout:
    """Words for what lies to the left and to the right of a slider; marked."""
    row = QHBoxLayout()
    for words, side in ((low, Qt.AlignmentFlag.AlignLeft), (high, Qt.AlignmentFlag.AlignRight)):
        label = QLabel()
        say(label, words)
        label.setProperty("kind", "muted")
        label.setAlignment(side)
        row.addWidget(label, 1)
    return row
