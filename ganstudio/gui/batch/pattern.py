"""How results are called: a pattern, what can be filled in at a click, and what comes of it."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ganstudio.batch.names import PLACEHOLDERS
from ganstudio.gui.look.words import say
from ganstudio.gui.panel.editors import Editor
from ganstudio.i18n import N_
from ganstudio.params import Field

HELPS = {
    "name": N_("The photo's name, without its ending"),
    "tool": N_("The tools of the steps, as upscale-sharpen"),
    "scale": N_("How many times as wide the result is, as x2"),
    "number": N_("The photo's number in the batch"),
    "date": N_("The day the batch is started, as 2026-05-17"),
    "parent": N_("The name of the photo's folder"),
}
"""What each placeholder stands for."""
COLUMNS = 3
_BREAKS = re.compile(r"([_\-.]+)")
"""Where a long name may be broken into lines."""


class PatternEditor(Editor):
    """A line with the pattern; buttons put a placeholder where the cursor stands; below, an example."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line = QLineEdit()
        self._line.textEdited.connect(self.changed)
        self._example = QLabel()
        self._example.setWordWrap(True)
        self._example.setTextFormat(Qt.TextFormat.PlainText)
        self._example.setProperty("kind", "muted")
        self._example.setContentsMargins(0, 2, 0, 8)
        self.take(self._line, 1)
        self.row.removeWidget(self._line)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addLayout(self._chips())
        column.addWidget(self._example)
        self.row.addLayout(column, 1)
        self.set_value(field.default)

    def value(self) -> Any:
        return self._line.text().strip()

    def set_value(self, value: Any) -> None:
        self._line.setText(value)

    def insert(self, name: str) -> None:
        """Put the placeholder `name` where the cursor stands."""
        self._line.insert(f"{{{name}}}")
        self._line.setFocus()
        self.changed.emit()

    def show_example(self, text: str, *, wrong: bool = False) -> None:
        """What comes of it, or what is wrong with it."""
        self._example.setText(_BREAKS.sub("\\1\u200b", text))
        kind = "danger" if wrong else "muted"
        if self._example.property("kind") != kind:
            self._example.setProperty("kind", kind)
            self._example.style().unpolish(self._example)
            self._example.style().polish(self._example)

    @property
    def example(self) -> str:
        """What is shown."""
        return self._example.text().replace("\u200b", "")

    def _chips(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, name in enumerate(PLACEHOLDERS):
            chip = QPushButton(f"{{{name}}}")
            chip.setProperty("kind", "chip")
            chip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            say(chip, HELPS[name], "toolTip")
            say(chip, HELPS[name], "accessibleName")
            chip.clicked.connect(lambda _on=False, name=name: self.insert(name))
            grid.addWidget(chip, place // COLUMNS, place % COLUMNS)
        return grid
