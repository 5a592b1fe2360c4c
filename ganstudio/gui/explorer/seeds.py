"""A seed: typed, one more or less, or thrown."""

from __future__ import annotations

import random
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QToolButton, QWidget

from ganstudio.gui.explorer.lot import HIGHEST
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.panel.editors import Editor
from ganstudio.i18n import N_
from ganstudio.params import Field

THROWN = 1_000_000
"""Seeds that are thrown lie below: short enough to be told to somebody."""


class SeedEditor(Editor):
    """A number with arrows to both sides and dice."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.row.setSpacing(4)
        self._spin = QSpinBox()
        self._spin.setRange(0, HIGHEST)
        self._spin.setProperty("kind", "bare")  # its arrows are the buttons beside it
        self._spin.setKeyboardTracking(False)  # not at each digit
        self._spin.lineEdit().setTextMargins(5, 0, 0, 0)  # a stylesheet does not reach in there
        self.previous = _button("chevron-left", N_("The seed before"), lambda: self.step(-1))
        self.next = _button("chevron-right", N_("The next seed"), lambda: self.step(1))
        self.dice = _button("dices", N_("Throw a seed"), self.throw)
        self.row.addWidget(self.previous)
        self.take(self._spin, 1)
        self.row.addWidget(self.next)
        self.row.addWidget(self.dice)
        self.set_value(field.default)
        self._spin.valueChanged.connect(self._valued)

    def value(self) -> Any:
        return self._spin.value()

    def set_value(self, value: Any) -> None:
        before = self._spin.blockSignals(True)
        self._spin.setValue(value)
        self._spin.blockSignals(before)
        self._show_ends()

    def step(self, count: int) -> None:
        """So many further, as if the user had typed it."""
        self._spin.setValue(self._spin.value() + count)

    def throw(self) -> None:
        """Any other."""
        before = thrown = self._spin.value()
        while thrown == before:
            thrown = random.randrange(THROWN)
        self._spin.setValue(thrown)

    def _valued(self) -> None:
        self._show_ends()
        self.changed.emit()

    def _show_ends(self) -> None:
        self.previous.setEnabled(self._spin.value() > 0)
        self.next.setEnabled(self._spin.value() < HIGHEST)


def _button(icon: str, tip: str, act: Any) -> QToolButton:
    button = icon_button(icon, tip, act)
    button.setIconSize(QSize(18, 18))
    button.setAutoRepeat(icon != "dices")
    return button
