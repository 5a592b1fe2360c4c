"""What a workflow does: its steps with their parameters, and what stands in its way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ganstudio.errors import GanstudioError
from ganstudio.gui.chain.step import StepLine
from ganstudio.gui.look.theme import heading
from ganstudio.gui.shelf import Entry
from ganstudio.gui.studio import Studio
from ganstudio.i18n import ngettext
from ganstudio.tools.workflow import Workflow, check


class WorkflowCard(QScrollArea):
    """Shows one entry of the shelf."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_entry(self, entry: Entry | None) -> None:
        """What is in it; nothing without one."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        if entry:
            name = _label(entry.name)
            name.setFont(heading(self.font(), 1.1))
            column.addWidget(name)
            count = len(entry.workflow.edits) if entry.workflow else 0
            if entry.workflow:
                column.addWidget(_label(ngettext("{n} step", "{n} steps", count).format(n=count), "muted"))
            for sentence, kind in self._remarks(entry):
                column.addWidget(_label(sentence, kind))
            for number, edit in enumerate(entry.workflow.edits if entry.workflow else (), 1):
                column.addWidget(StepLine(number, edit, self._studio.store))
        column.addStretch(1)
        self.setWidget(inside)

    def _remarks(self, entry: Entry) -> list[tuple[str, str]]:
        obstacle = entry.obstacle(self._studio.store)
        if obstacle:
            return [(obstacle, "danger")]
        return [(sentence, "muted") for sentence in self._warnings(entry.workflow)]

    def _warnings(self, workflow: Workflow | None) -> list[str]:
        try:
            return check(workflow, self._studio.store) if workflow else []
        except GanstudioError:  # told as the obstacle
            return []


def _label(text: str, kind: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("kind", kind)
    return label
