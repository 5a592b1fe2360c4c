"""The first page: which photos, which steps, where the results go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ganstudio.batch.plan import Plan
from ganstudio.errors import GanstudioError
from ganstudio.gui.batch.area import action, area, line
from ganstudio.gui.batch.output import Output
from ganstudio.gui.batch.sources import Sources
from ganstudio.gui.batch.words import photos
from ganstudio.gui.chain import Chain
from ganstudio.gui.chain.words import title_of
from ganstudio.gui.dialogs.finding import WORKFLOWS, ask_for_file
from ganstudio.gui.dialogs.workflow_edit import EditWorkflowDialog
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.gui.workflow_menu import WorkflowMenu
from ganstudio.i18n import N_, _
from ganstudio.tools import workflow as files
from ganstudio.tools.workflow import Workflow, check

PAUSE = 120
"""Milliseconds of quiet before the name of the example is made."""


class Setup(QWidget, Speaker):
    """`started` carries the plan."""

    started = Signal(object)
    told = Signal(str)
    """What went wrong, as a sentence."""

    def __init__(self, shelf: Shelf, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf, self._studio = shelf, studio
        self.name = ""
        """Of the workflow, if it has one."""
        self.sources, self.chain = Sources(studio), Chain(studio)
        self.output = Output(studio, lambda: self.plan)
        self.workflows = QPushButton()
        self.load = action(self, "folder-open", N_("From a file…"), self._ask_file)
        self.save = action(self, "save", N_("Save these steps as a workflow…"), self._ask_to_save)
        self.clear = action(self, "trash-2", N_("Remove all steps"), lambda: self.show_workflow(Workflow("")))
        self.menu = WorkflowMenu(shelf, studio.store, N_("Workflows"), self, (self.load, self.save, self.clear))
        self.menu.chosen.connect(self.show_workflow)
        self.start = QPushButton()
        self._word = QLabel()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self.output.show_example(self.sources.first))
        self._lay_out()
        for part in (self.sources, self.chain, self.output):
            part.changed.connect(self._changed)
        self.output.named.connect(self.speak)
        self.start.clicked.connect(self.begin)
        studio.models_changed.connect(self.speak)
        self._changed()

    @property
    def plan(self) -> Plan:
        """What is chosen."""
        recursive = bool(self.sources.recursive.value())
        return Plan(
            self.sources.paths,
            self.output.place.output,
            self.workflow,
            replace(self.output.options, recursive=recursive),
            self.output.export_options,
            self._studio.settings.limit_megapixels,
        )

    @property
    def workflow(self) -> Workflow:
        """The chain of steps."""
        return Workflow(self.name or _("Batch"), self.chain.edits)

    def show_workflow(self, workflow: Workflow) -> None:
        """These steps instead."""
        self.name = workflow.name
        self.chain.set_edits(workflow.edits)
        self._changed()

    def load_file(self, path: Path) -> None:
        """The steps of the workflow in the file `path`."""
        try:
            self.show_workflow(files.load(path))
        except GanstudioError as error:
            self.told.emit(str(error))

    def _ask_file(self) -> None:
        path = ask_for_file(self, WORKFLOWS, _("Open a workflow"), _("Workflows (*.json)"))
        if path:
            self.load_file(path)

    def _ask_to_save(self) -> None:
        name = self.name or self._shelf.free_name(_("My workflow"))
        dialog = EditWorkflowDialog(Workflow(name, self.chain.edits), None, self._shelf, self._studio, self)
        if dialog.exec() == EditWorkflowDialog.DialogCode.Accepted:
            self.show_workflow(dialog.workflow)
        dialog.deleteLater()

    def begin(self) -> None:
        """Start, if nothing stands in the way."""
        if self.start.isEnabled():
            self.started.emit(self.plan)

    def speak(self) -> None:
        """Say what would be done, or what stands in the way."""
        obstacle, warnings = self._obstacle()
        wrong = bool(obstacle) and bool(self.sources.paths)
        self._word.setText(obstacle or "  ".join([self._summary(), *warnings]))
        kind = "danger" if wrong else "muted"
        if self._word.property("kind") != kind:
            self._word.setProperty("kind", kind)
            self._word.style().unpolish(self._word)
            self._word.style().polish(self._word)
        self.start.setEnabled(not obstacle)
        for entry in (self.save, self.clear):
            entry.setEnabled(bool(self.chain.cards))

    def _obstacle(self) -> tuple[str, list[str]]:
        """Why it cannot be started, as a sentence, empty where it can; and what may come out otherwise."""
        if not self.sources.paths:
            return _("Add photos or a folder to begin."), []
        if self.sources.count == 0:
            return _("There are no photos in what was added."), []
        if self.output.place.missing:
            return _("Name the folder of the results."), []
        if self.output.problem:
            return self.output.problem, []
        try:
            return "", check(self.workflow, self._studio.store)
        except GanstudioError as error:
            return str(error), []

    def _summary(self) -> str:
        steps = ", ".join(title_of(edit) for edit in self.chain.edits) or _("no steps: they are only written anew")
        place = self.output.place.output
        count = photos(self.sources.count) if self.sources.count is not None else _("Counting…")
        return "  ·  ".join([count, steps, str(place) if place else _("beside the photos")])

    def _changed(self) -> None:
        self._pause.start()
        self.speak()

    # Layout

    def _lay_out(self) -> None:
        say(self.start, N_("Start"))
        say(self.start, N_("Begin the batch (Ctrl+Enter)"), "toolTip")
        self.start.setProperty("kind", "primary")
        self.start.setMinimumWidth(140)
        put_icon(self.workflows, "workflow")
        say(self.workflows, N_("Workflows"))
        self.workflows.setMenu(self.menu)
        self._word.setWordWrap(True)
        self.chain.setMinimumWidth(330)
        self.output.setMinimumWidth(270)
        areas = QHBoxLayout()
        areas.setContentsMargins(0, 0, 0, 0)
        areas.setSpacing(0)
        areas.addWidget(area("1", N_("Photos"), self.sources), 30)
        areas.addWidget(line())
        areas.addWidget(area("2", N_("Steps"), self.chain, self.workflows), 40)
        areas.addWidget(line())
        areas.addWidget(area("3", N_("Results"), self.output), 34)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 14, 24, 14)
        foot.setSpacing(24)
        foot.addWidget(self._word, 1)
        foot.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(areas, 1)
        column.addWidget(line(upright=False))
        column.addLayout(foot)
