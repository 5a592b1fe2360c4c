"""The second page: the batch at work, its photos, one of them before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSplitter, QVBoxLayout, QWidget

from ganstudio.batch.item import State
from ganstudio.gui.batch.listing import Listing
from ganstudio.gui.batch.look import Look
from ganstudio.gui.batch.words import summary
from ganstudio.gui.batch.work import BatchWork, Stage
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _

FINE = 1000
"""Parts of the progress bar."""
TITLES = {
    Stage.NONE: N_("No batch"),
    Stage.FINDING: N_("Looking for photos…"),
    Stage.RUNNING: N_("At work"),
    Stage.PAUSED: N_("Paused"),
    Stage.STOPPING: N_("Stopping…"),
}


class Watch(QWidget, Speaker):
    """`left` comes when the user wants to begin another batch; the others ask for what their names say."""

    left = Signal()
    report_requested = Signal()
    folder_requested = Signal(object)
    """A file whose folder is to be seen; None: the folder of the results."""
    open_requested = Signal(object)

    def __init__(self, work: BatchWork, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.listing, self.look = Listing(work.files, studio), Look(studio)
        self._title, self._facts, self._problem = QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self.pause = deed(N_("Pause"), work.pause, "pause")
        self.resume = deed(N_("Resume"), self._resume)
        self.cancel = deed(N_("Stop"), work.cancel, "square")
        self.retry = deed(N_("Retry failed"), work.retry, "rotate-ccw")
        self.report = deed(N_("Save report…"), self.report_requested.emit, "file-spreadsheet")
        self.folder = deed(N_("Open folder"), lambda: self.folder_requested.emit(None), "folder-open")
        self.new = deed(N_("New batch"), self.left.emit, "plus")
        self._lay_out()
        work.changed.connect(self.speak)
        work.moved.connect(self._move)
        work.finding.connect(self._facts.setText)
        self.listing.selected.connect(self.look.show_item)
        self.listing.opened.connect(lambda item: self.open_requested.emit(item.target))
        self.look.open_requested.connect(self.open_requested)
        self.look.folder_requested.connect(self.folder_requested)
        self.speak()

    def speak(self) -> None:
        """Say how the batch stands, and offer what can be done now."""
        work, stage = self._work, self._work.stage
        over = stage is Stage.OVER
        self._title.setText(_("Done") if over and not work.left else _(TITLES.get(stage, N_("Stopped"))))
        self._problem.setText(work.problem if work.troubled else "")
        self._problem.setVisible(bool(self._problem.text()))
        self.pause.setVisible(stage is Stage.RUNNING)
        self.resume.setVisible(stage is Stage.PAUSED or (over and work.left > 0))
        self.cancel.setVisible(stage in (Stage.FINDING, Stage.RUNNING, Stage.PAUSED))
        for button in (self.report, self.folder, self.new):
            button.setVisible(over)
        self._move()

    def _move(self) -> None:
        """Say how far it is; called ten times a second."""
        work, counts = self._work, self._work.files.counts
        finding = work.stage is Stage.FINDING
        if not finding:
            self._facts.setText(summary(counts, work.made, work.seconds, running=work.stage is Stage.RUNNING))
        self._bar.setRange(0, 0 if finding else FINE)
        done = round(FINE * work.settled / max(1, counts.total()))
        if done != self._bar.value():  # each time, it paints all that waits for it at once
            self._bar.setValue(done)
        self.retry.setVisible(counts[State.FAILED] > 0 and work.stage is not Stage.STOPPING)
        self.listing.refresh()

    def _resume(self) -> None:
        if self._work.stage is Stage.PAUSED:
            self._work.resume()
        else:
            self._work.go_on()

    def _lay_out(self) -> None:
        self._title.setFont(heading(self.font()))
        self._facts.setProperty("kind", "muted")
        self._facts.setWordWrap(True)
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        self._bar.setTextVisible(False)
        self.resume.setProperty("kind", "primary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for button in (self.retry, self.report, self.folder, self.cancel, self.pause, self.resume, self.new):
            head.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(24, 18, 24, 16)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self._bar)
        top.addWidget(self._problem)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.listing)
        parts.addWidget(self.look)
        parts.setHandleWidth(1)
        parts.setSizes([620, 560])
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(parts, 1)
