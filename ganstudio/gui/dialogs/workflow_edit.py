"""A workflow made or changed: its name and its chain of steps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.chain import Chain
from ganstudio.gui.dialogs.workflow_questions import ask_to_replace_workflow
from ganstudio.gui.look.theme import heading
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.tools.workflow import Workflow, check


class EditWorkflowDialog(QDialog):
    """Accepted when it is saved, in `saved`. `path`: the file it came from; without one a new file is made."""

    def __init__(
        self, workflow: Workflow, path: Path | None, shelf: Shelf, studio: Studio, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._path, self._shelf, self._studio = path, shelf, studio
        self.saved: Path | None = None
        title = _("Edit workflow") if path else _("New workflow")
        self.setWindowTitle(title)
        self.resize(560, 640)
        self.name = QLineEdit(workflow.name)
        self.chain = Chain(studio)
        self.chain.set_edits(workflow.edits)
        self._problem = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out(title)
        self.name.textEdited.connect(self._refresh)
        self.chain.changed.connect(self._refresh)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    @property
    def workflow(self) -> Workflow:
        """As it stands."""
        return Workflow(self.name.text().strip(), self.chain.edits)

    def _refresh(self) -> None:
        obstacle = ""
        try:
            check(self.workflow, self._studio.store)
        except GanstudioError as error:
            obstacle = str(error)  # told; it can be saved all the same, as for a model that comes later
        named, steps = bool(self.workflow.name), bool(self.chain.cards)
        self._tell(obstacle)
        self.save.setEnabled(named and steps)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _accept(self) -> None:
        there = self._shelf.find(self.workflow.name)
        other = there.path if there and there.path != self._path else None
        if other and not ask_to_replace_workflow(self, self.workflow.name):
            return
        try:
            self.saved = self._shelf.put(self.workflow, other or self._path)
        except GanstudioError as error:
            self._tell(str(error))
            return
        self.accept()

    def _lay_out(self, title: str) -> None:
        head = QLabel(title)
        head.setFont(heading(self.font()))
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        for button in self._buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]  # Enter in a number ends the number
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(head)
        column.addLayout(named(self.name))
        column.addWidget(self.chain, 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)


def named(line: QLineEdit) -> QHBoxLayout:
    """The line for the name, with its title beside it."""
    title = QLabel(_("Name"))
    title.setBuddy(line)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(title)
    row.addWidget(line, 1)
    return row
