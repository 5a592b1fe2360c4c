"""The list of pages: chapters with their pages below, all of them or those that hold what is searched for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ganstudio.gui.look.theme import heading
from ganstudio.guide import Chapter, contents

_NAME = Qt.ItemDataRole.UserRole
_LINE, _HEAD = 32, 40
"""Heights of a page's row and of a chapter's."""


class Contents(QListWidget):
    """`chosen` comes when the user chooses a page, not when it is shown for another reason."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "runs")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.currentItemChanged.connect(self._choose)

    @property
    def names(self) -> list[str]:
        """The pages that are seen, in order."""
        rows = (self.item(row) for row in range(self.count()))
        return [str(row.data(_NAME)) for row in rows if row.data(_NAME)]

    def fill(self, only: frozenset[str] | None = None) -> None:
        """All pages, or those among `only`."""
        self.blockSignals(True)
        self.clear()
        for chapter in contents():
            pages = tuple(page for page in chapter.pages if only is None or page[0] in only)
            if pages:
                self._add(Chapter(chapter.title, pages))
        self.blockSignals(False)

    def show_name(self, name: str) -> None:
        """Let the page called `name` be the one that stands out, if it is in the list."""
        self.blockSignals(True)
        self.setCurrentRow(-1)
        self.clearSelection()
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def _add(self, chapter: Chapter) -> None:
        head = QListWidgetItem(chapter.title)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(heading(self.font(), 0.92))
        head.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        head.setSizeHint(QSize(0, _HEAD))
        head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.addItem(head)
        for name, title in chapter.pages:
            row = QListWidgetItem(title)
            row.setData(_NAME, name)
            row.setSizeHint(QSize(0, _LINE))
            self.addItem(row)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item and item.data(_NAME):
            self.chosen.emit(str(item.data(_NAME)))
