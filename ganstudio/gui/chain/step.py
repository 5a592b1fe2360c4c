"""One step of a workflow as lines to read: its tool, and below it what it was told to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from ganstudio.engine.store import Store
from ganstudio.gui.chain.words import facts_of, icon_of, title_of
from ganstudio.gui.look.hint import Picture
from ganstudio.i18n import _
from ganstudio.image.edit import Edit


class StepLine(QWidget):
    """`box` is there where the step can be left out."""

    def __init__(self, number: int, edit: Edit, store: Store, *, optional: bool = False) -> None:
        super().__init__()
        title, facts = f"{number}.  {title_of(edit)}", facts_of(edit, store)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        self.box: QCheckBox | None = None
        if optional:
            self.box = QCheckBox()
            self.box.setChecked(True)
            self.box.setAccessibleName(_("Keep {step}").format(step=title))
            grid.addWidget(self.box, 0, 0, 2, 1)
        grid.addWidget(Picture(icon_of(edit), 20), 0, 1, 2, 1)
        for row, (text, kind) in enumerate(((title, "strong"), (facts, "muted"))):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setProperty("kind", kind)
            grid.addWidget(label, row, 2)
