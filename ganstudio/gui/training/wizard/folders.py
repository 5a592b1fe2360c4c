"""The page that asks for pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QLabel

from ganstudio.gui.studio import Studio
from ganstudio.gui.training.wizard.draft import KINDS, Draft
from ganstudio.gui.training.wizard.page import Page
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.gui.training.wizard.zone import Zone
from ganstudio.i18n import N_, _
from trainers.recipe import Needs, Shape

HINTS = {
    Shape.ONE: N_("Drop a folder here. Folders inside it are searched too."),
    Shape.TWO: N_("Drop a folder here. The pictures of the two folders need not belong together."),
    Shape.PAIRS: N_("Drop a folder here. A picture and its partner in the other folder have the same name."),
    Shape.CLASSES: N_("Drop a folder here, with a folder for each kind of picture in it."),
}


class FoldersPage(Page):
    """A zone for each folder that is needed. What is dropped beside them goes to the first that is empty."""

    def __init__(self, studio: Studio, draft: Draft) -> None:
        super().__init__(
            studio,
            draft,
            N_("Which pictures shall it learn from?"),
            N_("Pictures are only read: nothing is changed, moved or sent anywhere."),
        )
        self.zones = [Zone(studio, place) for place in range(KINDS)]
        self._advice = QLabel()
        self._advice.setProperty("kind", "muted")
        self._advice.setWordWrap(True)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        for place, zone in enumerate(self.zones):
            row.addWidget(zone, 1)
            zone.changed.connect(lambda place=place: self._changed(place))
            zone.found.connect(self.changed)
        self.column.addLayout(row)
        self.column.addWidget(self._advice)
        self.column.addStretch(1)
        self.setAcceptDrops(True)

    @property
    def obstacle(self) -> str:
        for title, zone in self._asked():
            if not zone.folders:
                return _("A folder is missing: {title}.").format(title=title)
            if zone.count is None:
                return _("The pictures are being counted.")
            if not zone.count:
                return _("There are no pictures in this folder: {title}.").format(title=title)
        return self.draft.recipe.problem(self.draft.said({}), self.draft.data)

    def enter(self) -> None:
        needs = self.draft.needs
        asked = [zone for _title, zone in self._asked()]
        for place, zone in enumerate(self.zones):
            zone.setVisible(zone in asked)
            zone.ask_for(_title(needs, place), HINTS[needs.shape], several=needs.shape is Shape.ONE)
            zone.show_folders(self.draft.slots[place])
        self.speak()

    def speak(self) -> None:
        if self.draft.goal:
            needs = self.draft.needs
            told = _("A good result takes about {pictures} or more, each at least {side} pixels wide and high.")
            self._advice.setText(told.format(pictures=pictures(needs.enough), side=needs.side))

    def add(self, paths: list[Path]) -> None:
        """Folders that were dropped somewhere on the page: one for each zone that is empty, or more of the first."""
        zones = [zone for _title, zone in self._asked()]
        empty = [zone for zone in zones if not zone.folders] or zones[:1]
        if len(zones) == 1:
            empty[0].add(paths)
            return
        for zone, path in zip(empty, paths, strict=False):
            zone.add([path])

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        over = self._zone_at(event)
        for zone in self.zones:
            zone.invite(zone is over)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._invite_none()

    def dropEvent(self, event: QDropEvent) -> None:
        self._invite_none()
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        over = self._zone_at(event)
        if over and (len(paths) == 1 or len(self._asked()) == 1):
            over.add(paths)
        else:
            self.add(paths)

    def _zone_at(self, event: QDropEvent) -> Zone | None:
        at = self.mapToGlobal(event.position().toPoint())
        return next((each for _title, each in self._asked() if each.rect().contains(each.mapFromGlobal(at))), None)

    def _invite_none(self) -> None:
        for zone in self.zones:
            zone.invite(False)

    def _asked(self) -> list[tuple[str, Zone]]:
        needs = self.draft.needs
        return [(_(_title(needs, place)), self.zones[place]) for place in range(self.draft.kinds)]

    def _changed(self, place: int) -> None:
        self.draft.slots[place] = list(self.zones[place].folders)
        self.changed.emit()


def _title(needs: Needs, place: int) -> str:
    return needs.folders[place] if place < len(needs.folders) else N_("Pictures")
