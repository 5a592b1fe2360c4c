"""The head of a run's page: what it is, how it is doing, what can be asked of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.training.seen import Seen
from ganstudio.gui.training.words import PHASES, facts
from ganstudio.i18n import N_, _
from trainers.control import Ask
from trainers.status import Phase

FINE = 1000
"""Parts of the progress bar."""


class RunHead(QWidget, Speaker):
    """`asked` carries an `Ask` for the process that trains; the others ask for what their names say."""

    asked = Signal(object)
    snapshot_taken = Signal(int)
    """The step whose model is kept now."""
    resume_requested = Signal()
    folder_requested = Signal()
    compare_requested = Signal()
    delete_requested = Signal()
    curves_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Seen | None = None
        self._asked: Ask | None = None
        """What was asked and is not done yet."""
        self.title, self.facts = Elided("strong"), Elided("muted")
        self.problem, self.bar = QLabel(), QProgressBar()
        self.pause = deed(N_("Pause"), lambda: self._ask(Ask.PAUSE), "pause")
        self.go_on = deed(N_("Go on"), self._go_on)
        self.stop = deed(N_("Stop and save"), lambda: self._ask(Ask.STOP), "square")
        self.snapshot = deed(N_("Snapshot"), lambda: self._ask(Ask.SNAPSHOT), "camera")
        self.more = QToolButton()
        self._lay_out()

    def show_seen(self, seen: Seen | None) -> None:
        """Say how `seen` is doing."""
        before, asked = self._seen, self._asked
        self._seen = seen
        if seen is None or before is None or seen.run is not before.run:
            self._asked = None
        elif _done(asked, before, seen):
            self._asked = None
            if asked is Ask.SNAPSHOT and seen.kept:
                self.snapshot_taken.emit(seen.kept[-1].step)
        self.speak()

    def speak(self) -> None:
        seen = self._seen
        if not seen:
            return
        status, working = seen.status, seen.working
        self.title.tell(seen.entry.title)
        phase = _(PHASES[status.phase])
        told = [seen.entry.recipe, phase, *facts(status, working=working)]
        self.facts.tell("   ·   ".join(part for part in told if part))
        self.problem.setText(status.sentence)
        self.problem.setVisible(bool(status.sentence))
        self.problem.setProperty("kind", "danger" if status.phase is Phase.FAILED else "muted")
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self._show_bar(seen)
        self._offer(seen)

    def _show_bar(self, seen: Seen) -> None:
        status = seen.status
        begun = status.phase is Phase.STARTING and seen.working
        self.bar.setVisible(seen.working)
        self.bar.setRange(0, 0 if begun else FINE)
        done = round(FINE * status.step / status.steps) if status.steps else 0
        if not begun and done != self.bar.value():
            self.bar.setValue(done)

    def _offer(self, seen: Seen) -> None:
        """What can be asked now."""
        working, phase, asked = seen.working, seen.status.phase, self._asked
        paused = phase is Phase.PAUSED
        self.pause.setVisible(working and not paused)
        self.go_on.setVisible(paused or (not working and phase is not Phase.FINISHED))
        say(self.go_on, N_("Begin") if phase is Phase.WAITING else N_("Go on"))
        self.stop.setVisible(working)
        self.snapshot.setVisible(working)
        for button, what in ((self.pause, Ask.PAUSE), (self.stop, Ask.STOP), (self.snapshot, Ask.SNAPSHOT)):
            button.setEnabled(asked not in (what, Ask.STOP) and phase is not Phase.STARTING)
        self.stop.setEnabled(asked is not Ask.STOP)
        self.go_on.setEnabled(asked not in (Ask.RESUME, Ask.STOP))
        self._delete.setEnabled(not working)

    def _ask(self, what: Ask) -> None:
        self._asked = what
        self.asked.emit(what)
        self.speak()

    def _go_on(self) -> None:
        if self._seen and self._seen.working:
            self._ask(Ask.RESUME)
        else:
            self.resume_requested.emit()

    def _lay_out(self) -> None:
        self.title.setFont(heading(self.font(), 1.35))
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.go_on.setProperty("kind", "primary")
        say(self.pause, N_("Wait, and free the device for other work"), "toolTip")
        say(self.stop, N_("Write a checkpoint and end; it can go on from there at any time"), "toolTip")
        say(self.snapshot, N_("Keep the model and all that is needed to go on, as they are now"), "toolTip")
        self._fill_menu()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (self.snapshot, self.stop, self.pause, self.go_on, self.more):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 20, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.facts)
        column.addWidget(self.problem)

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        for title, icon, signal in (
            (N_("Compare with another training…"), "columns-2", self.compare_requested),
            (N_("How to read the curves"), "book-open", self.curves_requested),
            (N_("Show folder"), "folder-open", self.folder_requested),
        ):
            menu.addAction(self._entry(title, icon, signal.emit))
        menu.addSeparator()
        self._delete = self._entry(N_("Delete…"), "trash-2", self.delete_requested.emit)
        menu.addAction(self._delete)
        put_icon(self.more, "ellipsis")
        say(self.more, N_("More"), "toolTip")
        self.more.setIconSize(QSize(18, 18))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _entry(self, title: str, icon: str, act: object) -> QAction:
        entry = QAction(self)
        say(entry, title)
        put_icon(entry, icon)
        entry.triggered.connect(lambda: act())  # type: ignore[operator]
        return entry


def _done(asked: Ask | None, before: Seen, now: Seen) -> bool:
    """Whether what was asked has come about."""
    if asked is Ask.SNAPSHOT:
        return len(now.kept) != len(before.kept) or not now.working
    return now.status.phase is not before.status.phase or now.working != before.working
