"""A folder that was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_


class FolderRow(QWidget):
    """`removed` carries the folder that shall not be used."""

    removed = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        name, place, remove = QLabel(folder.name or str(folder)), Elided("muted"), QToolButton()
        name.setProperty("kind", "strong")
        name.setTextFormat(Qt.TextFormat.PlainText)
        place.tell(str(folder.parent))
        put_icon(remove, "x")
        remove.setProperty("kind", "small")
        say(remove, N_("Do not use this folder"), "toolTip")
        say(remove, N_("Do not use this folder"), "accessibleName")
        remove.clicked.connect(lambda: self.removed.emit(folder))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Picture("folder", 20))
        row.addWidget(name)
        row.addWidget(place, 1)
        row.addWidget(remove)
