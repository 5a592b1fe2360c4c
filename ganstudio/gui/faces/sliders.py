"""The sliders of the chosen faces, as the model has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ganstudio.gui.faces.named import in_order
from ganstudio.gui.faces.slider import FaceSlider
from ganstudio.tools.facing.sliders import Slider


class FaceSliders(QWidget):
    """`moved` carries the name of a slider and its value, `rested` comes when the hand lets go of it."""

    moved = Signal(str, float)
    rested = Signal()
    entered = Signal(object)
    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.all: dict[str, FaceSlider] = {}
        self._there: tuple[Slider, ...] = ()
        self._low = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_sliders(self, sliders: Iterable[Slider]) -> None:
        """Have one for each of `sliders`."""
        there = tuple(in_order(sliders))
        if there == self._there:
            return
        self._there = there
        for old in self.all.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.all = {slider.name: self._made(slider) for slider in there}
        self.set_low(self._low)

    @property
    def spared(self) -> int:
        """Pixels of height that they need less where there is little room."""
        return sum(slider.spared for slider in self.all.values())

    def set_low(self, low: bool) -> None:
        """Each in one row, where there is little room, their rails as long as each other; or in two, as at first."""
        self._low = low
        width = max((slider.title_width for slider in self.all.values()), default=0)
        for slider in self.all.values():
            slider.set_low(low, width)

    def show_values(self, values: Mapping[str, float]) -> None:
        """Show `values`; those that are not named stand at 0."""
        for name, slider in self.all.items():
            if slider.value != values.get(name, 0.0):
                slider.show_value(values.get(name, 0.0))

    def _made(self, slider: Slider) -> FaceSlider:
        made = FaceSlider(slider)
        made.moved.connect(self.moved)
        made.rested.connect(self.rested)
        made.entered.connect(self.entered)
        made.left.connect(self.left)
        self._column.addWidget(made)
        return made
