"""The model's sliders, with a way back to the face as it was drawn."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.engine.store import ModelInfo
from ganstudio.gui.faces.sliders import FaceSliders
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_
from ganstudio.tools.facing.sliders import sliders

Values = tuple[tuple[str, float], ...]


class SliderSection(QWidget):
    """`changed` comes from the user alone and carries the name of the slider; empty where all are put back."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sliders, self.reset = FaceSliders(), QPushButton()
        self._lay_out()
        self.reset.clicked.connect(self._put_back)
        self.sliders.moved.connect(self._moved)
        self._show_moved()

    @property
    def values(self) -> Values:
        """Those that are moved, by their names."""
        return tuple((name, slider.value) for name, slider in self.sliders.all.items() if slider.value)

    def set_values(self, values: Iterable[tuple[str, float]]) -> None:
        """Show these, the others at 0."""
        self.sliders.show_values(dict(values))
        self._show_moved()

    def show_model(self, info: ModelInfo | None) -> None:
        """The sliders of another model; those that it has too keep their values."""
        values, there = self.values, sliders(info) if info else ()
        self.sliders.show_sliders(there)
        self.set_values(values)
        self.setVisible(bool(there))

    def _moved(self, name: str, _value: float) -> None:
        self._show_moved()
        self.changed.emit(name)

    def _put_back(self) -> None:
        self.set_values(())
        self.changed.emit("")

    def _show_moved(self) -> None:
        self.reset.setEnabled(bool(self.values))

    def _lay_out(self) -> None:
        title = QLabel()
        title.setProperty("kind", "section")
        say(title, N_("Sliders"))
        self.reset.setProperty("kind", "quiet")
        say(self.reset, N_("Reset"))
        say(self.reset, N_("Put all sliders of this face back"), "toolTip")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.sliders)
