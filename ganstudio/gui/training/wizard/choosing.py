"""The page that asks from what to start, how long to learn, and, of those who wish it, everything else."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel

from ganstudio.gui.look.words import say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.preset_card import PresetCard
from ganstudio.gui.training.wizard.settings import OpenSettings
from ganstudio.gui.training.wizard.start import StartRow
from ganstudio.gui.training.wizard.words import duration
from ganstudio.i18n import N_, _
from trainers.recipe import Preset

ICONS = {"quick": "eye", "standard": "clock", "patient": "hourglass"}
SENTENCES = {
    "quick": N_("Shows whether your pictures are of use; not yet as good as it gets."),
    "standard": N_("Good for most purposes."),
    "patient": N_("The best your pictures give; let it work overnight."),
}


class ChoosePage(Page):
    """Whatever is chosen here is kept for each kind of model by itself."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("How shall it learn?"),
            N_("The usual choices are made already. You can stop at any time and keep what has been learnt."),
        )
        self.start = StartRow(studio, draft)
        self.settings = OpenSettings(draft)
        self.cards: dict[str, PresetCard] = {}
        self._recipe = ""
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._long, self._from = _section(N_("How long")), _section(N_("Start from"))
        self.column.addWidget(self._long)
        self.column.addLayout(self._row)
        self.column.addSpacing(8)
        self.column.addWidget(self._from)
        self.column.addWidget(self.start)
        self.column.addSpacing(8)
        self.column.addWidget(self.settings)
        self.column.addStretch(1)
        self.start.changed.connect(self._started)
        self.settings.changed.connect(self._changed)

    @property
    def obstacle(self) -> str:
        return self.draft.problem

    def enter(self) -> None:
        recipe = self.draft.recipe
        assert recipe
        if recipe.id != self._recipe:
            self._recipe = recipe.id
            self._lay_cards()
            self.settings.show_recipe()
        self.start.refresh()
        self._from.setVisible(self.start.offered)
        self.start.setVisible(self.start.offered)
        self._long.setVisible(bool(self.cards))
        self.settings.refresh()
        self.speak()

    def speak(self) -> None:
        if not self.draft.recipe:
            return
        chosen = self.draft.preset
        for preset in self.draft.recipe.presets:
            card = self.cards.get(preset.id)
            if card:
                time = _("about {time}").format(time=duration(60 * preset.minutes))
                card.tell(_(preset.title), time, _(SENTENCES.get(preset.id, "")))
                card.setChecked(chosen is preset)

    def choose(self, preset: Preset) -> None:
        """So long."""
        self.draft.plans.preset = preset.id
        self.settings.refresh()
        self._changed()

    def _started(self) -> None:
        self.settings.refresh()
        self._changed()

    def _changed(self) -> None:
        self.speak()
        self.changed.emit()

    def _lay_cards(self) -> None:
        for card in self.cards.values():
            self._row.removeWidget(card)
            card.deleteLater()
        assert self.draft.recipe
        self.cards = {preset.id: self._card(preset) for preset in self.draft.recipe.presets}
        for card in self.cards.values():
            self._row.addWidget(card, 1)

    def _card(self, preset: Preset) -> PresetCard:
        card = PresetCard(ICONS.get(preset.id, "clock"))
        card.clicked.connect(lambda: self.choose(preset))
        return card


def _section(title: str) -> QLabel:
    label = QLabel()
    say(label, title)
    label.setProperty("kind", "section")
    return label
