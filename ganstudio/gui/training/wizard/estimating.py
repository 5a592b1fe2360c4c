"""The page that tries the training out: how long, how much memory, how much of the disk; and begins it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.choosing import section
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.gauges import Gauges
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.progress import Waiting
from ganstudio.gui.training.wizard.summary import Summary
from ganstudio.i18n import N_, _
from trainers.estimate import Estimate

TASK = "wizard-estimate"


class EstimatePage(Page):
    """The first steps are done by themselves when the page is entered."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("Ready to train?"),
            N_("A few real steps on this computer say how long it will take and whether there is room."),
        )
        self.waiting, self.gauges, self.name, self.summary = Waiting(), Gauges(), QLineEdit(), Summary()
        self._problem = ""
        label = section(N_("Name of the model"))
        label.setBuddy(self.name)
        self.column.addWidget(self.waiting)
        self.column.addWidget(self.gauges)
        self.column.addWidget(label)
        self.column.addWidget(self.name)
        self.column.addWidget(self.summary)
        self.column.addStretch(1)
        self.name.setMaxLength(80)
        self.name.textEdited.connect(self._named)
        self.waiting.cancelled.connect(self._cancel)
        self.waiting.again.connect(self._measure)
        self.gauges.back.connect(self.backward)
        self.gauges.again.connect(self._measure_again)

    @property
    def next_title(self) -> str:
        return N_("Start training")

    @property
    def title(self) -> str:
        """What the model will be called."""
        return self.draft.plans.title or self.draft.usual_title

    @property
    def obstacle(self) -> str:
        estimate = self.draft.estimate
        if estimate is None:
            return self._problem or _("The first steps are being tried.")
        if estimate.disk > estimate.disk_free:
            return _("There is too little room on the disk.")
        return ""

    def enter(self) -> None:
        self.name.setText(self.draft.plans.title)
        self.name.setPlaceholderText(self.draft.usual_title)
        if self.draft.estimate is None:
            self._measure()
        self.speak()

    def leave(self) -> None:
        self.studio.runner.cancel(TASK)

    def speak(self) -> None:
        estimate = self.draft.estimate if self.draft.goal else None
        self.waiting.setVisible(estimate is None)
        self.gauges.setVisible(estimate is not None)
        if self.draft.goal:
            self.summary.show_draft(self.draft, self.draft.count)
        if estimate:
            self.gauges.show_estimate(estimate, self.draft)

    def _named(self, text: str) -> None:
        self.draft.plans.title = text.strip()

    def _measure_again(self) -> None:
        self.draft.keep_estimate(None)
        self.speak()
        self._measure()

    def _measure(self) -> None:
        recipe, params, data = self.draft.recipe, self.draft.params, self.draft.data
        self._problem = ""

        def work(job: Job) -> Estimate:
            from trainers.estimate import estimate

            return estimate(recipe, params, data, job)

        self.waiting.begin(N_("Trying the first steps…"))
        self.studio.runner.submit(
            work, done=self._done, failed=self._failed, progress=self.waiting.show_progress, latest=TASK
        )
        self.changed.emit()

    def _done(self, estimate: Estimate) -> None:
        self.draft.keep_estimate(estimate)
        self.speak()
        self.changed.emit()

    def _failed(self, sentence: str) -> None:
        self._problem = sentence or _("The first steps have failed.")
        self.waiting.stop(self._problem)
        self.changed.emit()

    def _cancel(self) -> None:
        self.studio.runner.cancel(TASK)
        self._failed(_("The trial was stopped."))
