"""A row of numbers to drag or to type: title, slider, number."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLabel, QSlider, QSpinBox

from ganstudio.gui.look.words import say

_STEPS = 1000


class Dial(QObject):
    """Whole numbers from `low` to `high`; `even`: each step of the slider is as large as the last in per cent.

    `changed` comes from the user alone.
    """

    changed = Signal(int)

    def __init__(self, title: str, help: str, low: int, high: int, suffix: str, *, even: bool = False) -> None:
        super().__init__()
        self._low, self._high, self._even = low, high, even
        self.label, self.slider, self.spin = QLabel(), QSlider(Qt.Orientation.Horizontal), QSpinBox()
        say(self.label, title)
        for widget in (self.label, self.slider, self.spin):
            say(widget, help, "toolTip")
        for widget in (self.slider, self.spin):
            say(widget, title, "accessibleName")
        self.label.setProperty("kind", "muted")
        self.slider.setRange(0, _STEPS)
        self.slider.setMinimumWidth(40)
        self.spin.setRange(low, high)
        self.spin.setSuffix(suffix)
        self.spin.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.spin.setKeyboardTracking(False)
        self.spin.setFixedWidth(92)
        self.spin.lineEdit().setTextMargins(5, 0, 0, 0)
        self.slider.valueChanged.connect(self._slid)
        self.spin.valueChanged.connect(self._spun)

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Stand in a row of `grid`."""
        for column, widget in enumerate((self.label, self.slider, self.spin)):
            grid.addWidget(widget, row, column)

    def show_value(self, value: int) -> None:
        """Show `value`."""
        with QSignalBlocker(self.spin), QSignalBlocker(self.slider):
            self.spin.setValue(value)
            self.slider.setValue(round(_STEPS * self._share(value)))

    def set_visible(self, on: bool) -> None:
        """Whether the row is there."""
        for widget in (self.label, self.slider, self.spin):
            widget.setVisible(on)

    def _share(self, value: int) -> float:
        if self._even:
            return math.log(value / self._low) / math.log(self._high / self._low)
        return (value - self._low) / (self._high - self._low)

    def _slid(self, steps: int) -> None:
        share = steps / _STEPS
        way = (
            self._low * (self._high / self._low) ** share
            if self._even
            else self._low + (self._high - self._low) * share
        )
        with QSignalBlocker(self.spin):
            self.spin.setValue(round(way))
        self.changed.emit(self.spin.value())

    def _spun(self, value: int) -> None:
        self.show_value(value)
        self.changed.emit(value)
