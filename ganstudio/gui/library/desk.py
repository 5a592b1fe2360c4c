"""Between the main window and the library of models: its page, models used, compared and imported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.gui.clipboard import files_of
from ganstudio.gui.parts.middle import Middle, Part
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_
from ganstudio.library.shelf import SUFFIXES

if TYPE_CHECKING:
    from ganstudio.gui.library.page import LibraryPage


class LibraryDesk(QObject):
    """The page is made when it is first wanted."""

    use_requested = Signal(object)
    """A model that shall be seen in its tool's panel."""
    folder_requested = Signal(object)
    """A file whose folder is to be seen."""
    compare_requested = Signal(object)
    """Two to six models of one task, a tuple, that shall be seen side by side."""

    def __init__(self, studio: Studio, middle: Middle, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._middle = studio, middle
        self._page: LibraryPage | None = None
        middle.turned.connect(self._turned)
        studio.told.connect(self._tell)

    @property
    def page(self) -> LibraryPage:
        """The page."""
        if self._page is None:
            from ganstudio.gui.library.page import LibraryPage

            self._page = made = LibraryPage(self._studio)
            self._middle.put(Part.MODELS, made)
            made.use_requested.connect(self.use_requested)
            made.folder_requested.connect(self.folder_requested)
            made.compare_requested.connect(self.compare_requested)
            made.add_leaf(N_("Catalogue"), "download", self._catalogue)
        return self._page

    def _catalogue(self) -> QWidget:
        """Its lists are read, and no more: the network is asked when a button is pressed."""
        from ganstudio.gui.library.catalogue.leaf import CatalogueLeaf

        made = CatalogueLeaf(self._studio)
        made.use_requested.connect(self.use_requested)
        return made

    @property
    def shown(self) -> bool:
        """Whether the models are shown."""
        return self._middle.part is Part.MODELS

    def show(self, on: bool = True) -> None:
        """Turn to the models, or back to the photos."""
        self._middle.turn_to(Part.MODELS if on else Part.PHOTOS)

    def switch(self) -> None:
        """To the models, and back to the photos."""
        self.show(not self.shown)

    @staticmethod
    def wants(data: QMimeData) -> bool:
        """Whether what is dropped on the window are model files, going by their names."""
        return any(path.suffix.lower() in SUFFIXES and not path.is_dir() for path in files_of(data))

    def add(self, paths: Iterable[Path]) -> None:
        """Import model files: the page shows how it goes."""
        self.show()
        self.page.add(paths)

    def _turned(self, part: Part) -> None:
        if part is Part.MODELS:
            self.page.show()

    def _tell(self, sentence: str) -> None:
        """Where photos are shown it stands above them."""
        if self.shown:
            self.page.banner.bad_news(sentence)
