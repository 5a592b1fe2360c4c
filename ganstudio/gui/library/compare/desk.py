"""Between the main window and the window in which models are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.library.versus import MOST

if TYPE_CHECKING:
    from ganstudio.gui.library.compare.window import CompareWindow, Open


class CompareDesk(QObject):
    """The window is made when it is first wanted."""

    use_requested = Signal(object)
    """A model that shall be seen in its tool's panel."""

    def __init__(self, studio: Studio, session: Session, panels: PanelStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._session, self._panels, self._parent = studio, session, panels, parent
        self._window: CompareWindow | None = None
        studio.compare_requested.connect(self.compare_with)

    @property
    def window(self) -> CompareWindow:
        """The window."""
        if self._window is None:
            from ganstudio.gui.library.compare.window import CompareWindow

            self._window = made = CompareWindow(self._studio, self._look)
            made.use_requested.connect(self._use)
        return self._window

    def compare(self, infos: Sequence[ModelInfo]) -> None:
        """Show two to six models of one task side by side; where that cannot be done it is told."""
        try:
            self.window.compare(infos)
        except GanstudioError as error:
            self._studio.told.emit(str(error))

    def compare_with(self, task: str, name: str) -> None:
        """The model called `name` (empty: the one that is preferred) beside others of `task`."""
        try:
            first = self._studio.store.find(name or self._studio.settings.default_model(task), task)
        except GanstudioError as error:
            self._studio.told.emit(str(error))
            return
        others = [info for info in self._studio.store.list(task) if info.name != first.name]
        self.compare((first, *others)[:MOST])

    def close(self) -> None:
        """The program ends."""
        window, self._window = self._window, None
        if window:
            window.close()
            window.deleteLater()

    def _use(self, info: ModelInfo) -> None:
        self.use_requested.emit(info)
        self._parent.activateWindow()
        self._parent.raise_()

    def _look(self) -> Open | None:
        from ganstudio.gui.library.compare.window import Open

        page = self._session.current
        if page is None:
            return None
        return Open(page.document.photo, page.selection.mask, self._panels.current.params)
