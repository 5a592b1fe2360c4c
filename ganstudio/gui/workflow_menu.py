"""The user's workflows as a menu."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ganstudio.engine.store import Store
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.shelf import Entry, Shelf
from ganstudio.i18n import _


class WorkflowMenu(QMenu):
    """`chosen` carries a Workflow. Listed anew each time it is shown; what cannot be used says why, and is faint.

    Actions that belong to its owner stand below.
    """

    chosen = Signal(object)

    def __init__(self, shelf: Shelf, store: Store, title: str, parent: QWidget, more: tuple[QAction, ...] = ()) -> None:
        super().__init__(parent)
        self._shelf, self._store, self._more = shelf, store, more
        say(self, title, "title")
        put_icon(self, "workflow")
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the workflows of now."""
        for action in self.actions():
            self.removeAction(action)
        entries = self._shelf.entries()
        for entry in entries:
            self.addAction(self._action(entry))
        if not entries:
            none = self.addAction(_("No workflows yet: save the history of a photo as one"))
            none.setEnabled(False)
        if self._more:
            self.addSeparator()
        for action in self._more:
            self.addAction(action)

    def _action(self, entry: Entry) -> QAction:
        action = QAction(entry.name.replace("&", "&&"), self)
        put_icon(action, "workflow")
        obstacle = entry.obstacle(self._store)
        action.setEnabled(not obstacle)
        action.setToolTip(obstacle or entry.name)
        action.triggered.connect(lambda _on=False: self.chosen.emit(entry.workflow))
        return action
