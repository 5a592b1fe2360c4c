"""What the main window does with workflows: save the history as one, apply one, open the list of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.dialogs.workflow_save import SaveWorkflowDialog
from ganstudio.gui.dialogs.workflows import WorkflowsDialog
from ganstudio.gui.session import Session
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.gui.unapplied import Unapplied
from ganstudio.gui.work import ToolWork
from ganstudio.gui.workflow_menu import WorkflowMenu
from ganstudio.i18n import N_
from ganstudio.tools.workflow import Workflow, check, of_document


class Workflows(QObject):
    """Its dialogs stand before `window`."""

    used = Signal(object)
    """A Workflow that is wanted for a batch."""
    saved = Signal(str)
    """The name of a workflow that was made of a history."""

    def __init__(self, studio: Studio, session: Session, work: ToolWork, unapplied: Unapplied, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._session, self._work = studio, session, work
        self._unapplied, self._window = unapplied, window
        self.shelf = Shelf(self)
        self.menu = WorkflowMenu(self.shelf, studio.store, N_("Apply workflow"), window)
        self.menu.chosen.connect(self.apply)

    @property
    def can_apply(self) -> bool:
        """Whether a photo is open that no tool is at work on."""
        page = self._session.current
        return page is not None and not page.busy and self._work.page is None

    @property
    def can_save(self) -> bool:
        """Whether something has been done to the open photo."""
        page = self._session.current
        return page is not None and not page.busy and (page.document.position > 0 or self._unapplied.on(page))

    def save_history(self) -> None:
        """Ask for a name and the steps, and save them."""
        page = self._session.current
        if not page or not self._unapplied.apply():
            return
        workflow = of_document(page.document, page.path.stem)
        dialog = SaveWorkflowDialog(workflow, self.shelf, self._studio, self._window)
        if dialog.exec() == SaveWorkflowDialog.DialogCode.Accepted:
            self.saved.emit(dialog.workflow.name)
        dialog.deleteLater()

    def apply(self, workflow: Workflow) -> None:
        """All its steps to the open photo, as one piece of work; what stands in the way is told."""
        page = self._session.current
        if not page or not self.can_apply or not self._unapplied.apply():
            return
        try:
            warnings = check(workflow, self._studio.store)
        except GanstudioError as error:
            self._studio.told.emit(str(error))
            return
        for warning in warnings:
            self._studio.told.emit(warning)
        self._work.replay(page, workflow)

    def show(self) -> None:
        """The list of all workflows."""
        dialog = WorkflowsDialog(self.shelf, self._studio, photo=self.can_apply, parent=self._window)
        dialog.applied.connect(self.apply)
        dialog.used.connect(self.used)
        dialog.exec()
        dialog.deleteLater()
