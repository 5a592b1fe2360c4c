"""The library of models: leaves, of which the models on this computer are the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.gui.banner import Banner
from ganstudio.gui.library.leaf import ShelfLeaf
from ganstudio.gui.parts.switch import Segment
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_


class LibraryPage(QWidget):
    """A leaf is made when it is first turned to."""

    use_requested = Signal(object)
    folder_requested = Signal(object)
    compare_requested = Signal(object)
    """Two to six models of one task, a tuple."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.banner = Banner()
        self._makers: list[Callable[[], QWidget]] = []
        self._made: dict[int, QWidget] = {}
        self._leaves, self._group = QStackedWidget(), QButtonGroup(self)
        self._group.idClicked.connect(self.turn_to)
        self._lay_out()
        self.shelf = ShelfLeaf(studio, self.banner)
        self.shelf.use_requested.connect(self.use_requested)
        self.shelf.folder_requested.connect(self.folder_requested)
        self.shelf.compare_requested.connect(self.compare_requested)
        self.add_leaf(N_("On this computer"), "library", lambda: self.shelf)
        self.turn_to(0)

    def add_leaf(self, title: str, icon: str, make: Callable[[], QWidget]) -> int:
        """A further leaf, behind a button of its own; `title` is marked. Gives its place."""
        place = len(self._makers)
        self._makers.append(make)
        button = Segment(title, icon)
        self._group.addButton(button, place)
        self._tabs.addWidget(button)
        return place

    def turn_to(self, place: int) -> None:
        """Show the leaf at `place`."""
        if place not in self._made:
            self._made[place] = self._makers[place]()
            self._leaves.addWidget(self._made[place])
        self._group.button(place).setChecked(True)
        self._leaves.setCurrentWidget(self._made[place])

    def add(self, paths: Iterable[Path]) -> None:
        """Import model files."""
        self.turn_to(0)
        self.shelf.import_files(paths)

    def _lay_out(self) -> None:
        head, frame = QHBoxLayout(), QFrame()
        frame.setProperty("kind", "switch")
        self._tabs = QHBoxLayout(frame)
        self._tabs.setContentsMargins(2, 2, 2, 2)
        self._tabs.setSpacing(2)
        head.setContentsMargins(16, 12, 16, 12)
        head.addWidget(frame)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._leaves, 1)
