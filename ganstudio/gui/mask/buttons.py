"""Buttons that are an icon alone; what they do is told when the pointer rests on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say


class IconChips(QWidget):
    """One of `choices`: value → (icon, marked title, marked help). `chosen` comes from the user alone."""

    chosen = Signal(str)

    def __init__(self, choices: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self._values = list(choices)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for index, (icon, tip) in enumerate(choices.values()):
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            chip.setIconSize(QSize(18, 18))
            chip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all of one width
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            put_icon(chip, icon)
            say(chip, tip, "toolTip")
            say(chip, tip, "accessibleName")
            self._group.addButton(chip, index)
            row.addWidget(chip, 1)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._values[index]))

    def chip(self, value: str) -> QPushButton:
        """The button of `value`."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QPushButton)
        return button

    def show_value(self, value: str) -> None:
        """Show `value` as the one that is chosen."""
        self.chip(value).setChecked(True)


def icon_button(icon: str, tip: str, act: Callable[[], object] | None = None) -> QToolButton:
    """`tip` is marked."""
    button = QToolButton()
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    put_icon(button, icon)
    say(button, tip, "toolTip")
    say(button, tip, "accessibleName")
    if act:
        button.clicked.connect(lambda: act())
    return button
