"""The user's workflows: what each does, and all that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.dialogs.deeds import Problem, deed
from ganstudio.gui.dialogs.finding import WORKFLOWS, ask_for_file
from ganstudio.gui.dialogs.workflow_card import WorkflowCard
from ganstudio.gui.dialogs.workflow_edit import EditWorkflowDialog
from ganstudio.gui.dialogs.workflow_questions import ask_to_delete_workflow
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.gui.shelf import Entry, Shelf
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.tools import workflow as files
from ganstudio.tools.workflow import Workflow


class WorkflowsDialog(QDialog):
    """`applied` and `used` carry a Workflow: for the open photo, for a batch; the dialog is closed then."""

    applied = Signal(object)
    used = Signal(object)

    def __init__(self, shelf: Shelf, studio: Studio, *, photo: bool, parent: QWidget | None = None) -> None:
        """`photo`: whether one is open that a workflow can be applied to."""
        super().__init__(parent)
        self._shelf, self._studio = shelf, studio
        self._entries: list[Entry] = []
        self.setWindowTitle(_("Workflows"))
        self.resize(960, 580)
        self.list, self.card = QListWidget(), WorkflowCard(studio)
        self._pages = QStackedWidget()
        self._problem = Problem()
        self.apply = deed(N_("Apply to the photo"), self._apply)
        self.use = deed(N_("Use in a batch"), self._use, "layers")
        self.edit = deed(N_("Edit…"), self._edit)
        self.rename = deed(N_("Rename"), self._rename)
        self.duplicate = deed(N_("Duplicate"), self._duplicate)
        self.delete = deed(N_("Delete…"), self._delete)
        self.export = deed(N_("Export…"), self._ask_export, "upload")
        self._photo = photo
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(self._renamed)
        shelf.changed.connect(self.refresh)
        self.refresh()

    @property
    def entry(self) -> Entry | None:
        """The one that is selected."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def select(self, path: Path) -> None:
        """The workflow in the file `path`."""
        rows = [row for row, entry in enumerate(self._entries) if entry.path == path]
        self.list.setCurrentRow(rows[0] if rows else -1)

    def refresh(self) -> None:
        """List what is there now."""
        before = self.entry
        self._entries = self._shelf.entries()
        with QSignalBlocker(self.list):
            self.list.clear()
            for entry in self._entries:
                item = QListWidgetItem(icon("circle-alert" if entry.problem else "workflow"), entry.name)
                item.setToolTip(str(entry.path))
                if entry.workflow:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
        self._pages.setCurrentIndex(bool(self._entries))
        if before:
            self.select(before.path)
        if self.entry is None and self._entries:
            self.list.setCurrentRow(0)
        self._show()

    def take_in(self, path: Path) -> None:
        """Import the file `path`."""
        self._problem.attempt(lambda: self.select(self._shelf.take_in(path)))

    def give_out(self, path: Path) -> None:
        """Export the selected one to `path`."""
        entry = self.entry
        if entry and entry.workflow:
            workflow = entry.workflow
            self._problem.attempt(lambda: files.save(workflow, path))

    # What the user does

    def _show(self) -> None:
        entry = self.entry
        usable = entry is not None and not entry.obstacle(self._studio.store)
        self.card.show_entry(entry)
        self.apply.setEnabled(usable and self._photo)
        self.use.setEnabled(usable)
        for button in (self.edit, self.rename, self.duplicate, self.export):
            button.setEnabled(bool(entry and entry.workflow))
        self.delete.setEnabled(entry is not None)

    def _rename(self) -> None:
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def _renamed(self, item: QListWidgetItem) -> None:
        entry, name = self._entries[self.list.row(item)], item.text()
        if name != entry.name:
            self._problem.attempt(lambda: self.select(self._shelf.rename(entry, name)))
            self.refresh()

    def _apply(self) -> None:
        self._leave(self.applied.emit)

    def _use(self) -> None:
        self._leave(self.used.emit)

    def _leave(self, tell: Callable[[Workflow], None]) -> None:
        entry = self.entry
        if entry and entry.workflow:
            self.accept()
            tell(entry.workflow)

    def _edit(self) -> None:
        entry = self.entry
        if entry and entry.workflow:
            self._open_editor(entry.workflow, entry.path)

    def _new(self) -> None:
        self._open_editor(Workflow(self._shelf.free_name(_("My workflow"))), None)

    def _open_editor(self, workflow: Workflow, path: Path | None) -> None:
        dialog = EditWorkflowDialog(workflow, path, self._shelf, self._studio, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.saved:
            self.select(dialog.saved)
        dialog.deleteLater()

    def _duplicate(self) -> None:
        entry = self.entry
        if entry and entry.workflow:
            copy = replace(entry.workflow, name=self._shelf.free_name(entry.name))
            self._problem.attempt(lambda: self.select(self._shelf.put(copy)))

    def _delete(self) -> None:
        entry = self.entry
        if entry and ask_to_delete_workflow(self, entry.name):
            self._problem.attempt(lambda: self._shelf.remove(entry))

    def _ask_import(self) -> None:
        path = ask_for_file(self, WORKFLOWS, _("Import a workflow"), _("Workflows (*.json)"))
        if path:
            self.take_in(path)

    def _ask_export(self) -> None:
        entry = self.entry
        if entry:
            here = str(Path.home() / entry.path.name)
            name, _kind = QFileDialog.getSaveFileName(self, _("Export the workflow"), here, _("Workflows (*.json)"))
            if name:
                self.give_out(Path(name))

    # Layout

    def _lay_out(self) -> None:
        title = QLabel(_("Workflows"))
        title.setFont(heading(self.font()))
        new = deed(N_("New…"), self._new, "plus")
        take = deed(N_("Import…"), self._ask_import, "download")
        close = deed(N_("Close"), self.reject)
        self.list.setAccessibleName(_("Workflows"))
        self.list.setIconSize(QSize(20, 20))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.rename, N_("Give it another name (F2)"), "toolTip")
        self.apply.setProperty("kind", "primary")
        self._pages.addWidget(
            Hint(
                "workflow",
                N_("No workflows yet"),
                N_("Save the history of a photo as a workflow (Tools menu), or make one here from steps."),
            )
        )
        self._pages.addWidget(self._filled())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(new)
        foot.addWidget(take)
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(self._pages, 1)
        column.addWidget(self._problem)
        column.addLayout(foot)

    def _filled(self) -> QWidget:
        inside = QWidget()
        deeds = QGridLayout()
        deeds.setSpacing(8)
        for line, buttons in enumerate(((self.apply, self.use), (self.edit, self.rename, self.duplicate, self.delete))):
            wide = 12 // len(buttons)
            for place, button in enumerate(buttons):
                deeds.addWidget(button, line, place * wide, 1, wide)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.card, 1)
        right.addLayout(deeds)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        return inside
