"""The history of a photo saved as a workflow: a name, and which of the steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ganstudio.errors import GanstudioError
from ganstudio.gui.chain.step import StepLine
from ganstudio.gui.dialogs.workflow_edit import named
from ganstudio.gui.dialogs.workflow_questions import ask_to_replace_workflow
from ganstudio.gui.look.theme import heading
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.tools.workflow import Workflow, check


class SaveWorkflowDialog(QDialog):
    """Accepted when the file is written."""

    def __init__(self, workflow: Workflow, shelf: Shelf, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf, self._studio, self._edits = shelf, studio, workflow.edits
        self.setWindowTitle(_("Save history as workflow"))
        self.setMinimumSize(520, 480)
        self.name = QLineEdit(shelf.free_name(workflow.name))
        self.steps = [
            StepLine(number, edit, studio.store, optional=True) for number, edit in enumerate(workflow.edits, 1)
        ]
        self._problem = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self.name.textEdited.connect(self._refresh)
        for box in self._boxes():
            box.toggled.connect(self._refresh)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._refresh()
        self.name.selectAll()

    @property
    def workflow(self) -> Workflow:
        """The steps that are kept, under the name that is given."""
        edits = tuple(edit for edit, box in zip(self._edits, self._boxes(), strict=True) if box.isChecked())
        return Workflow(self.name.text().strip(), edits)

    def _boxes(self) -> list[QCheckBox]:
        return [step.box for step in self.steps if step.box]

    def _refresh(self) -> None:
        obstacle, warnings = self._obstacle()
        self._problem.setText(obstacle or "\n".join(warnings))
        self._problem.setVisible(bool(self._problem.text()))
        self.save.setEnabled(not obstacle)

    def _obstacle(self) -> tuple[str, list[str]]:
        workflow = self.workflow
        if not workflow.edits:
            return _("Keep one step at least."), []
        if not workflow.name:
            return _("Give the workflow a name."), []
        try:
            return "", check(workflow, self._studio.store)
        except GanstudioError as error:
            return str(error), []

    def _accept(self) -> None:
        workflow = self.workflow
        there = self._shelf.find(workflow.name)
        if there and not ask_to_replace_workflow(self, there.name):
            return
        try:
            self._shelf.put(workflow, there.path if there else None)
        except GanstudioError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self.accept()

    def _lay_out(self) -> None:
        title, hint = QLabel(_("Save history as workflow")), QLabel()
        title.setFont(heading(self.font()))
        hint.setText(_("For other photos, or a whole folder. Leave out what belongs to this photo alone."))
        hint.setWordWrap(True)
        hint.setProperty("kind", "muted")
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for widget in (title, hint):
            column.addWidget(widget)
        column.addLayout(named(self.name))
        column.addWidget(self._list(), 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)

    def _list(self) -> QWidget:
        inside, frame = QWidget(), QFrame()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        for step in self.steps:
            inner.addWidget(step)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        inside.setAutoFillBackground(False)  # the card's ground is seen
        frame.setProperty("kind", "card")
        around = QVBoxLayout(frame)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(scroll)
        return frame
