"""How many times as large: the usual factors at a click, any other to type."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.editors import Editor, NumberEditor
from ganstudio.params import Field

USUAL = (1, 2, 3, 4, 8)


class FactorEditor(Editor):
    """Buttons for ×1, as for models that only clean, ×2 ×3 ×4 ×8, and a number."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.row.setSpacing(6)
        self._chips = QButtonGroup(self)
        self._chips.setExclusive(False)  # none is chosen where the number is another
        for factor in USUAL:
            chip = QPushButton(f"×{factor}")
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            say(chip, field.help, "toolTip")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._chips.addButton(chip, factor)
            self.row.addWidget(chip, 1)
        self._chips.idClicked.connect(self._choose)
        # Without a slider: the range is long, and the usual factors are beside.
        self._number = NumberEditor(field, slider=False)
        self._number.changed.connect(self._typed)
        self.row.addWidget(self._number)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._number.value()

    def set_value(self, value: Any) -> None:
        self._number.set_value(value)
        self._light()

    def _choose(self, factor: int) -> None:
        self.set_value(float(factor))
        self.changed.emit()

    def _typed(self) -> None:
        self._light()
        self.changed.emit()

    def _light(self) -> None:
        for chip in self._chips.buttons():
            chip.setChecked(self._chips.id(chip) == self.value())
