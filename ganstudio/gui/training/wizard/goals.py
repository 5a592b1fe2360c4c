"""The first page: what the model shall do, in pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout

from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.goal import Goal
from ganstudio.gui.training.wizard.goal_card import GoalCard
from ganstudio.gui.training.wizard.page import Page
from ganstudio.i18n import N_, _
from ganstudio.paths import resource

MOST = 4
"""Cards side by side."""
_NARROW = 180
_GAP = 16


class GoalsPage(Page):
    """A click on a picture goes on at once."""

    def __init__(self, studio: Studio, draft: Draft, goals: Sequence[Goal]) -> None:
        super().__init__(
            studio,
            draft,
            N_("What shall your model do?"),
            N_("A model learns one thing from your pictures. Everything stays on this computer."),
        )
        self._goals = goals
        self._columns = 0
        self.cards = {goal.id: self._card(goal) for goal in goals}
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)
        self._lay_cards(MOST)
        self.speak()

    @property
    def obstacle(self) -> str:
        return "" if self.draft.goal else _("Choose what your model shall do.")

    def enter(self) -> None:
        self._mark()

    def speak(self) -> None:
        for goal in self._goals:
            self.cards[goal.id].tell(_(goal.title), _(goal.sentence))

    def choose(self, goal: Goal) -> None:
        """This one; the next page asks for its pictures."""
        self.draft.goal = goal
        self._mark()
        self.changed.emit()
        self.forward.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_cards(max(2, min(MOST, (self.room + _GAP) // (_NARROW + _GAP))))

    def _lay_cards(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for card in self.cards.values():
            self._grid.removeWidget(card)
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < columns))

    def _card(self, goal: Goal) -> GoalCard:
        card = GoalCard(QImage(str(resource("goals") / f"{goal.id}.jpg")), "sparkles")
        card.clicked.connect(lambda: self.choose(goal))
        return card

    def _mark(self) -> None:
        for name, card in self.cards.items():
            card.setChecked(self.draft.goal is not None and self.draft.goal.id == name)
