"""What is let fall onto the window: models to import, a piece to insert, photos to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ganstudio.gui.clipboard import files_of
from ganstudio.i18n import _

if TYPE_CHECKING:
    from ganstudio.gui.window import Window


class Drops:
    """Asks the rooms of `window` who wants it."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is held over the window."""
        window, data = self._window, event.mimeData()
        if window.library.wants(data):
            event.acceptProposedAction()
            window.status.tell(_("Let go to import the model."))
        elif (data.hasUrls() or data.hasImage()) and not window.trainings.shown:  # folders are dropped on the wizard
            event.acceptProposedAction()
            self._invite(True)

    def leave(self) -> None:
        """It is taken away again."""
        self._window.status.tell("")
        self._invite(False)

    def drop(self, event: QDropEvent) -> None:
        """It is let go."""
        window, data = self._window, event.mimeData()
        self._invite(False)
        event.acceptProposedAction()
        if window.library.wants(data):
            window.status.tell("")
            window.library.add(files_of(data))
        elif not window.inserts.drop(data, window.mapToGlobal(event.position())):
            window.commands.take(data)

    def _invite(self, on: bool) -> None:
        self._window.stage.start.light_up(on)
        self._window.inserts.invite(on)
