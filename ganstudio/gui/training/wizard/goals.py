"""The first page: what the model shall do, in pictures."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout

from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.goal_card import GoalCard
from ganstudio.gui.training.wizard.page import Page
from ganstudio.i18n import N_, _
from ganstudio.paths import resource
from trainers.recipe import Recipe

COLUMNS = 3


class GoalsPage(Page):
    """A click on a picture goes on at once."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("What shall your model do?"),
            N_("A model learns one thing from your pictures. Everything stays on this computer."),
        )
        self.cards = {recipe.id: self._card(recipe) for recipe in draft.recipes}
        grid = QGridLayout()
        grid.setSpacing(16)
        for place, card in enumerate(self.cards.values()):
            grid.addWidget(card, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)
        self.speak()

    @property
    def obstacle(self) -> str:
        return "" if self.draft.recipe else _("Choose what your model shall do.")

    def enter(self) -> None:
        self._mark()

    def speak(self) -> None:
        for recipe in self.draft.recipes:
            self.cards[recipe.id].tell(_(recipe.title), _(recipe.goal))

    def choose(self, recipe: Recipe) -> None:
        """This one; the next page asks for its pictures."""
        self.draft.recipe = recipe
        self._mark()
        self.changed.emit()
        self.forward.emit()

    def _card(self, recipe: Recipe) -> GoalCard:
        card = GoalCard(QImage(str(resource("goals") / f"{recipe.id}.jpg")), "sparkles")
        card.clicked.connect(lambda: self.choose(recipe))
        return card

    def _mark(self) -> None:
        for name, card in self.cards.items():
            card.setChecked(self.draft.recipe is not None and self.draft.recipe.id == name)
