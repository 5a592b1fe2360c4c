"""Numbers to type side by side, each below its title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.panel.editors import NumberEditor
from ganstudio.params import Field


class Numbers(QWidget):
    """One for each of `fields`, in rows of `columns`. `changed` comes from the user alone and carries the name."""

    changed = Signal(str)

    def __init__(self, fields: Iterable[Field], *, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: dict[str, NumberEditor] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for index, field in enumerate(fields):
            editor = NumberEditor(field, slider=False)
            editor.changed.connect(self._tell)
            label = QLabel()
            say(label, field.title)
            label.setProperty("kind", "muted")
            label.setBuddy(editor)
            self.editors[field.name] = editor
            row, column = 2 * (index // columns), index % columns
            label.setContentsMargins(0, 6 if row else 0, 0, 0)
            grid.addWidget(label, row, column)
            grid.addWidget(editor, row + 1, column)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def show_values(self, values: dict[str, Any]) -> None:
        """Show `values`, by name."""
        for name, value in values.items():
            self.editors[name].set_value(value)

    def value(self, name: str) -> Any:
        """What stands there."""
        return self.editors[name].value()

    def _tell(self) -> None:
        sender = self.sender()
        self.changed.emit(next(name for name, editor in self.editors.items() if editor is sender))
