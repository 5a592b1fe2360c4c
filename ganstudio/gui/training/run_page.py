"""The page of one run: its head, its pictures through time, the doctor's card, its curves."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.look.theme import tokens
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.care import Care
from ganstudio.gui.training.doctor import Doctor
from ganstudio.gui.training.follow import Follow
from ganstudio.gui.training.head import RunHead
from ganstudio.gui.training.lesson import LessonDialog
from ganstudio.gui.training.plots import Plots
from ganstudio.gui.training.seen import Seen
from ganstudio.gui.training.timeline import Timeline
from ganstudio.i18n import N_, _
from ganstudio.tools.by_model import tool_for
from trainers import RECIPES, signals
from trainers.control import Ask
from trainers.doctor.diagnosis import Diagnosis
from trainers.doctor.lessons import CURVES
from trainers.run import Run
from trainers.status import Phase

ENOUGH = 30
"""Lines of numbers before a training in which nothing wrong was found is called well."""
ROUND = 8.0
"""Seconds between two visits of the doctor."""


class RunPage(QWidget, Speaker):
    """`tried`, `used` and `exported` carry what is seen of the run, and the step (None: the newest) that is meant."""

    tried = Signal(object, object)
    used = Signal(object, object)
    exported = Signal(object, object)
    compare_requested = Signal(object)
    delete_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, studio: Studio, care: Care, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._care = studio, care
        self.seen: Seen | None = None
        self._visited = 0.0
        self.follow = Follow(studio, self)
        self.head, self.timeline, self.doctor = RunHead(), Timeline(studio), Doctor()
        self.plots = Plots(tokens(studio.settings.theme))
        self.attempt = deed(N_("Try it on this photo"), lambda: self._emit(self.tried), "flask-conical")
        self.use = deed(N_("Use in the editor…"), lambda: self._emit(self.used))
        self.export = deed(N_("Export…"), lambda: self._emit(self.exported))
        self._lay_out()
        self._connect()

    @property
    def run(self) -> Run | None:
        """The run that is looked at."""
        return self.seen.run if self.seen else None

    def watch(self, run: Run | None) -> None:
        """Show `run` from now on."""
        self.seen = None
        self._visited = 0.0
        self.doctor.set_busy(False)
        self.doctor.show_findings(None)
        self.timeline.show_seen(None, other=True)
        self.follow.watch(run)

    def dress(self) -> None:
        """Put on the colours of the theme of now."""
        self.plots.dress(tokens(self._studio.settings.theme))

    def speak(self) -> None:
        self._offer()

    def _show(self, seen: Seen) -> None:
        other = self.seen is None
        self.seen = seen
        self.head.show_seen(seen)
        self.timeline.show_seen(seen, other=other)
        recipe = RECIPES.get(str(seen.described.get("recipe", "")))
        self.plots.show_curves(seen.curves, recipe.metric if recipe else ("", True))
        if other:
            self.plots.mark(self.timeline.marked)
        self._offer()
        self._visit(seen)

    def _visit(self, seen: Seen) -> None:
        """The doctor comes at first sight, and then as long as something happens."""
        now = time.monotonic()
        if seen.curves and (not self._visited or (seen.working and now - self._visited > ROUND)):
            self._visited = now
            self._care.examine(seen.run, lambda found: self._examined(seen.run, found), self._not_examined)

    def _not_examined(self, _sentence: str) -> None:
        """The doctor comes no more to this run: what failed once would fail every time."""
        self._visited = math.inf

    def _examined(self, run: Run, found: tuple[Diagnosis, ...]) -> None:
        if run is self.run and self.seen:
            judged = self.seen.curves.get(signals.D_REAL)
            able = judged is not None and len(judged.steps) >= ENOUGH
            self.doctor.show_findings(found if found or able else None)
            self.plots.blame(found)

    def _ask(self, what: Ask) -> None:
        if self.run:
            self._care.ask(self.run, what)

    def _resume(self) -> None:
        if self.run:
            self._care.resume(self.run)

    def _treat(self, diagnosis: Diagnosis) -> None:
        run = self.run
        if run:
            self.doctor.set_busy(True)
            self._care.treat(run, diagnosis, lambda: self._treated(run))

    def _treated(self, run: Run) -> None:
        if run is self.run:
            self.doctor.set_busy(False)
            self._visited = 0.0
            self.doctor.show_findings(None)

    def _explain(self, page: str) -> None:
        LessonDialog(page, self).open()

    def _moved(self) -> None:
        self.plots.mark(self.timeline.marked)
        self._offer()

    def _offer(self) -> None:
        """What can be done with the model of the point of time that is looked at."""
        seen, step = self.seen, self.timeline.step
        learning = seen is not None and seen.working and seen.status.phase is not Phase.STARTING
        there = seen is not None and (seen.has_model(step) or (step is None and learning))
        for button in (self.attempt, self.use):
            button.setVisible(seen is not None and tool_for(str(seen.described.get("recipe", ""))) is not None)
        for button in (self.attempt, self.use, self.export):
            button.setEnabled(there)
        why = "" if there else _("No model was kept yet at this point of time.")
        self.export.setToolTip(why or _("One file with the model and its card, for another computer"))
        self.use.setToolTip(why or _("Put the model of this point of time into the tool's panel"))
        self.attempt.setToolTip(why or _("See what the model of this point of time does to the photo that is open"))

    def _emit(self, signal: object) -> None:
        if self.seen:
            signal.emit(self.seen, self.timeline.step)  # type: ignore[attr-defined]

    def _connect(self) -> None:
        head = self.head
        self.follow.seen.connect(self._show)
        self._care.changed.connect(self.follow.look)
        head.asked.connect(self._ask)
        head.resume_requested.connect(self._resume)
        head.folder_requested.connect(lambda: self.folder_requested.emit(self.seen))
        head.compare_requested.connect(lambda: self.compare_requested.emit(self.seen))
        head.delete_requested.connect(lambda: self.delete_requested.emit(self.seen))
        head.curves_requested.connect(lambda: self._explain(CURVES))
        self.timeline.moved.connect(self._moved)
        self.plots.clicked.connect(self.timeline.go_to)
        self.doctor.treated.connect(self._treat)
        self.doctor.explained.connect(lambda diagnosis: self._explain(diagnosis.illness.value))

    def _lay_out(self) -> None:
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for button in (self.attempt, self.use, self.export):
            deeds.addWidget(button)
        deeds.addStretch(1)
        left = QWidget()
        pictures = QVBoxLayout(left)
        pictures.setContentsMargins(24, 4, 12, 16)
        pictures.setSpacing(10)
        pictures.addWidget(self.timeline, 1)
        pictures.addLayout(deeds)
        inside = QWidget()
        numbers = QVBoxLayout(inside)
        numbers.setContentsMargins(12, 4, 16, 16)
        numbers.setSpacing(12)
        numbers.addWidget(self.doctor)
        numbers.addWidget(self.plots)
        numbers.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        say(scroll, N_("Curves"), "accessibleName")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(left)
        parts.addWidget(scroll)
        parts.setHandleWidth(1)
        parts.setSizes([580, 420])
        parts.setChildrenCollapsible(False)
        scroll.setMinimumWidth(360)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(parts, 1)
