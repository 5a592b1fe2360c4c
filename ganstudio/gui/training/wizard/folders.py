"""The page that asks for pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel

from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.gui.training.wizard.zone import Zone
from ganstudio.i18n import N_, _
from trainers.recipe import Needs, Shape

HINTS = {
    Shape.ONE: N_("Folders inside it are searched too."),
    Shape.TWO: N_("The pictures of the two folders need not belong together."),
    Shape.PAIRS: N_("A picture and its partner in the other folder have the same name."),
    Shape.CLASSES: N_("With a folder for each kind of picture in it."),
}


class FoldersPage(Page):
    """A zone for each folder that is needed."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("Which pictures shall it learn from?"),
            N_("Pictures are only read: nothing is changed, moved or sent anywhere."),
        )
        self.zones = [Zone(studio, place) for place in range(2)]
        self._advice = QLabel()
        self._advice.setProperty("kind", "muted")
        self._advice.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(16)
        for place, zone in enumerate(self.zones):
            row.addWidget(zone, 1)
            zone.changed.connect(lambda place=place: self._changed(place))
            zone.found.connect(lambda place=place: self._found(place))
        self.column.addLayout(row)
        self.column.addWidget(self._advice)
        self.column.addStretch(1)

    @property
    def obstacle(self) -> str:
        draft = self.draft
        for place in draft.gather_obstacle:
            return _("Choose a folder: {title}.").format(title=_(_title(draft.needs, place)))
        for place, zone in enumerate(self._asked()):
            if zone.count == 0:
                return _("There are no pictures in the folder: {title}.").format(title=_(_title(draft.needs, place)))
        return ""

    def enter(self) -> None:
        needs = self.draft.needs
        asked = self._asked()
        for place, zone in enumerate(self.zones):
            zone.setVisible(zone in asked)
            zone.ask_for(_title(needs, place), HINTS[needs.shape], several=needs.shape is Shape.ONE)
            zone.show_folders(self.draft.slots[place])
        self.speak()

    def speak(self) -> None:
        if not self.draft.recipe:
            return
        needs = self.draft.needs
        told = _("Good results need about {pictures} or more, each at least {side} pixels wide and high.")
        self._advice.setText(told.format(pictures=pictures(needs.enough), side=needs.side))

    def _asked(self) -> list[Zone]:
        return self.zones[: max(1, len(self.draft.needs.folders))]

    def _changed(self, place: int) -> None:
        self.draft.slots[place] = list(self.zones[place].folders)
        self.changed.emit()

    def _found(self, place: int) -> None:
        self.draft.counts[place] = self.zones[place].count
        self.changed.emit()


def _title(needs: Needs, place: int) -> str:
    return needs.folders[place] if place < len(needs.folders) else N_("Pictures")
