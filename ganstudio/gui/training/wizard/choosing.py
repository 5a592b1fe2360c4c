"""The page that asks how long to learn, from what to start, and, of those who wish it, everything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel

from ganstudio.gui.look.words import say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.devices import DeviceRow
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.preset_card import PresetCard
from ganstudio.gui.training.wizard.settings import OpenSettings
from ganstudio.gui.training.wizard.start import StartRow
from ganstudio.gui.training.wizard.words import duration
from ganstudio.i18n import N_, _
from trainers.recipe import Preset

ICONS = {"quick": "eye", "standard": "clock", "patient": "hourglass", "sharp": "sparkles"}
SENTENCES = {
    "quick": N_("Shows whether your pictures are of use; not yet as good as it gets."),
    "standard": N_("Good for most purposes."),
    "patient": N_("The best your pictures give; let it work overnight."),
    "sharp": N_("Crisp to look at, but not everything in it is true."),
}
_NARROW = 170


class ChoosePage(Page):
    """Whatever is chosen here is kept for each goal by itself."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("How shall it learn?"),
            N_("The usual choices are made already. You can stop at any time and keep what has been learnt."),
        )
        self.start, self.devices, self.settings = StartRow(studio, draft), DeviceRow(studio, draft), OpenSettings(draft)
        self.cards: dict[str, PresetCard] = {}
        self._goal = ""
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._long, self._from = section(N_("How long")), section(N_("Start from"))
        self.column.addWidget(self._long)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._from)
        self.column.addWidget(self.start)
        self.column.addWidget(self.devices)
        self.column.addWidget(self.settings)
        self.column.addStretch(1)
        for part in (self.start, self.devices, self.settings):
            part.changed.connect(self._changed)

    @property
    def obstacle(self) -> str:
        return self.draft.problem

    def enter(self) -> None:
        goal = self.draft.goal
        assert goal
        if goal.id != self._goal:
            self._goal = goal.id
            self._lay_cards()
            self.settings.show_recipe()
        self.start.refresh()
        self.devices.refresh()
        self._from.setVisible(self.start.offered)
        self.start.setVisible(self.start.offered)
        self._long.setVisible(bool(self.cards))
        self._changed()

    def speak(self) -> None:
        if not self.draft.goal:
            return
        for preset in self.draft.goal.presets:
            card = self.cards.get(preset.id)
            if card:
                time = _("about {time}").format(time=duration(60 * preset.minutes))
                card.tell(_(preset.title), time, _(SENTENCES.get(preset.id, "")))
                card.setChecked(self.draft.preset is preset)
                card.setEnabled(not self.draft.plans.counted)

    def choose(self, preset: Preset) -> None:
        """So long."""
        self.draft.plans.preset = preset.id
        self.start.refresh()
        self._changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()

    def _changed(self) -> None:
        self.settings.refresh()
        self.speak()
        self.changed.emit()

    def _lay_cards(self) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.deleteLater()
        assert self.draft.goal
        self.cards = {preset.id: self._card(preset) for preset in self.draft.goal.presets}
        self._place_cards()

    def _place_cards(self) -> None:
        columns = max(1, min(len(self.cards), self.room // _NARROW))
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))

    def _card(self, preset: Preset) -> PresetCard:
        card = PresetCard(ICONS.get(preset.id, "clock"))
        card.clicked.connect(lambda: self.choose(preset))
        return card


def section(title: str) -> QLabel:
    """The heading of a part of a page; `title` is marked."""
    label = QLabel()
    say(label, title)
    label.setProperty("kind", "section")
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
    label.setMinimumHeight(28)
    return label
