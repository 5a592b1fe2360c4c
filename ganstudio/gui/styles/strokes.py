"""How large the strokes are: a slider whose places have names."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLabel, QSlider, QWidget

from ganstudio.gui.look.words import Speaker
from ganstudio.gui.panel.editors import Editor
from ganstudio.i18n import N_, _
from ganstudio.params import Field

STEPS = 4
"""Places of the slider from one size to the double of it."""
NAMES = {-2: N_("Very fine"), -1: N_("Fine"), 0: N_("Medium"), 1: N_("Large"), 2: N_("Very large")}
"""How often it is doubled, about → marked name."""


class StrokesEditor(Editor, Speaker):
    """Half and double are as far from the middle; a value between two places stays until the slider is moved."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value = float(field.default)
        self.slider, self.told = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setRange(_place(field.low or 1), _place(field.high or 1))
        self.slider.setPageStep(STEPS)
        self.slider.setProperty("kind", "balance")  # what is left of the handle means nothing
        self.slider.valueChanged.connect(self._slid)
        self.told.setProperty("kind", "muted")
        self.told.setMinimumWidth(92)  # as wide as the numbers beside other sliders
        self.take(self.slider, 1)
        self.row.addWidget(self.told)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = float(value)
        with QSignalBlocker(self.slider):
            self.slider.setValue(_place(self._value))
        self.speak()

    def speak(self) -> None:
        name = NAMES[max(min(NAMES), min(max(NAMES), round(math.log2(self._value))))]
        self.told.setText(_(name))
        self.slider.setAccessibleDescription(_(name))

    def _slid(self, place: int) -> None:
        self._value = round(2 ** (place / STEPS), 3)
        self.speak()
        self.changed.emit()


def _place(value: float) -> int:
    return round(STEPS * math.log2(value))
