"""Dabs of a photo kept in a file, and had again: for another day, or for the command line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.dialogs.questions import ask_to_overwrite
from ganstudio.gui.page import Page
from ganstudio.gui.panel.colorize import ColorizeForm
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.tools import dabs

SUFFIX = ".json"


class DabFiles(QObject):
    """What the menu of colorize's panel does. Its dialogs stand before `window`."""

    def __init__(self, studio: Studio, panels: PanelStack, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._panels, self._window = studio, panels, window
        self._known: ColorizeForm | None = None
        self._last: Path | None = None
        """The file of the last time."""
        panels.changed.connect(self._look)

    @property
    def page(self) -> Page | None:
        """The one that is worked on with colorize."""
        return self._known.page if self._known else None

    def load(self, path: Path) -> None:
        """The dabs in `path` in the place of those that are set, which undo brings back; or it is told why not."""
        form, page = self._known, self.page
        if form and page:
            try:
                form.board.lay(dabs.on(dabs.read(path), page.document.photo.size, page.title))
                self._last = path
            except GanstudioError as error:
                self._studio.told.emit(str(error))

    def save(self, path: Path) -> None:
        """Write the dabs that are set into `path`, or tell why that cannot be done."""
        form, page = self._known, self.page
        if form and page:
            try:
                dabs.write(form.board.dabs, page.document.photo.size, path)
                self._last = path
            except GanstudioError as error:
                self._studio.told.emit(str(error))

    def _ask_load(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self._window, _("Load dabs"), str(self._last or self._folder()), _("Dabs of colour (*.json)")
        )
        if name:
            self.load(Path(name))

    def _ask_save(self) -> None:
        title = self.page.path.stem if self.page else ""
        start = self._folder() / f"{title}-{_('dabs')}{SUFFIX}"
        name, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Save dabs"),
            str(start),
            _("Dabs of colour (*.json)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # asked below, when the name is whole
        )
        path = Path(name if not name or Path(name).suffix else name + SUFFIX)
        if name and not (path.exists() and not ask_to_overwrite(self._window, path, original=False)):
            self.save(path)

    def _folder(self) -> Path:
        """Beside the photo, or where the last ones are."""
        page = self.page
        if page and page.from_file:
            return page.path.parent
        return self._last.parent if self._last else Path.home()

    def _look(self) -> None:
        """The form is made when colorize is first chosen."""
        form = self._panels.current.form
        if isinstance(form, ColorizeForm) and form is not self._known:
            self._known = form
            form.row.load.triggered.connect(self._ask_load)
            form.row.save.triggered.connect(self._ask_save)
