"""The wizard: pages one after the other, the steps at the left, back and forth below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.begin import begin
from ganstudio.gui.training.wizard.checking import CheckPage
from ganstudio.gui.training.wizard.choosing import ChoosePage
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.estimating import EstimatePage
from ganstudio.gui.training.wizard.folders import FoldersPage
from ganstudio.gui.training.wizard.foot import Foot
from ganstudio.gui.training.wizard.goal import goals
from ganstudio.gui.training.wizard.goals import GoalsPage
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.rail import Rail
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.i18n import N_, _
from trainers import RECIPES
from trainers.run import Run

STEPS = (N_("Gather"), N_("Check"), N_("Choose"), N_("Estimate"), N_("Train"), N_("Export"))
"""The last two are the run's own page."""
_STEP_OF_PAGE = (0, 0, 1, 2, 3)
_PAGE_OF_STEP = (0, 2, 3, 4)
TASK = "wizard-begin"


class Wizard(QWidget, Speaker):
    """`begun` carries the run that was started; `left` comes when the user wants to be elsewhere."""

    begun = Signal(object)
    left = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.draft = Draft()
        self.rail, self.foot = Rail(STEPS), Foot()
        self.goals = GoalsPage(studio, self.draft, goals(RECIPES.values()))
        self.folders = FoldersPage(studio, self.draft)
        self.check = CheckPage(studio, self.draft)
        self.choose = ChoosePage(studio, self.draft)
        self.estimate = EstimatePage(studio, self.draft)
        self.pages: tuple[Page, ...] = (self.goals, self.folders, self.check, self.choose, self.estimate)
        self._stack = QStackedWidget()
        self._starting = False
        self._lay_out()
        self._connect()
        self.show_page(0)

    @property
    def place(self) -> int:
        """Of the page that is shown."""
        return self._stack.currentIndex()

    @property
    def page(self) -> Page:
        """The one that is shown."""
        return self.pages[self.place]

    def show_page(self, place: int) -> None:
        """Go to the page at `place`."""
        self.page.leave()
        self._stack.setCurrentIndex(place)
        self.page.enter()
        self.page.verticalScrollBar().setValue(0)
        self.speak()
        self.page.setFocus()

    def go_on(self) -> None:
        """The next page, if nothing stands in the way; from the last one into the training."""
        if self._starting or self.page.obstacle:
            return
        if self.place + 1 < len(self.pages):
            self.show_page(self.place + 1)
        else:
            self._begin()

    def go_back(self) -> None:
        """The page before."""
        if self.place and not self._starting:
            self.show_page(self.place - 1)

    def speak(self) -> None:
        obstacle = self.page.obstacle
        self.foot.tell(obstacle)
        self.foot.next.setEnabled(not obstacle and not self._starting)
        self.foot.back.setVisible(self.place > 0)
        self.foot.back.setEnabled(not self._starting)
        say(self.foot.next, self.page.next_title or N_("Next"))
        self._show_steps()
        self.page.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.matches(QKeySequence.StandardKey.Back):
            self.go_back()
        else:
            super().keyPressEvent(event)

    # Beginning

    def _begin(self) -> None:
        draft, estimate = self.draft, self.draft.estimate
        assert estimate
        recipe, data, title = draft.recipe, draft.data, self.estimate.title
        params = draft.lasting_params(estimate, title)
        self._starting = True
        self.speak()

        def work(_job: Job) -> Run:
            return begin(recipe, params, data, title)

        self.studio.runner.submit(work, done=self._begun, failed=self._refused, latest=TASK)

    def _begun(self, run: Run) -> None:
        self._starting = False
        self.draft.clear()
        self.show_page(0)
        self.begun.emit(run)

    def _refused(self, sentence: str) -> None:
        self._starting = False
        self.speak()
        self.foot.tell(sentence, bad=True)

    # The steps

    def _show_steps(self) -> None:
        here, details = _STEP_OF_PAGE[self.place], self._details()
        for place, step in enumerate(self.rail.steps):
            step.show_state(
                here=place == here,
                done=place < here,
                reachable=place <= here and not self._starting,
                detail=details[place] if place <= here and place < len(details) else "",
            )

    def _details(self) -> list[str]:
        draft = self.draft
        if not draft.goal:
            return []
        count, preset = self.check.count, draft.preset
        how = _(preset.title) if preset and not draft.counted else _("Own settings")
        return [_(draft.goal.title), "" if count is None else pictures(count), how]

    # Layout

    def _connect(self) -> None:
        for page in self.pages:
            page.changed.connect(self.speak)
            page.forward.connect(self.go_on)
            page.backward.connect(self.go_back)
            page.told.connect(lambda sentence: self.foot.tell(sentence, bad=True))
        self.rail.chosen.connect(lambda step: self.show_page(_PAGE_OF_STEP[step]))
        self.foot.next.clicked.connect(self.go_on)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.leave.clicked.connect(self.left)

    def _lay_out(self) -> None:
        for page in self.pages:
            self._stack.addWidget(page)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(line)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
