"""The trainer tab: the trainings there are at the left; at the right one of them, or the way to a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.banner import Banner
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.theme import heading, tokens
from ganstudio.gui.look.words import say
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.care import Care
from ganstudio.gui.training.compare import ComparePage
from ganstudio.gui.training.deeds import Deeds
from ganstudio.gui.training.follow import Roll
from ganstudio.gui.training.listing import RunList
from ganstudio.gui.training.run_page import RunPage
from ganstudio.gui.training.seen import Seen
from ganstudio.gui.training.words import spaced
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo
from trainers.run import Run

if TYPE_CHECKING:
    from ganstudio.gui.training.wizard import Wizard

WIDE = 264
"""Pixels of the list."""


class TrainingTab(QWidget):
    """The wizard is made when it is first wanted, and keeps what was chosen until a training was begun with it."""

    folder_requested = Signal(object)
    """A file whose folder is to be seen."""
    use_requested = Signal(object)
    """A model that shall be seen in its tool's panel."""

    def __init__(
        self, studio: Studio, roll: Roll, care: Care, photo: Callable[[], Photo | None], parent: QWidget | None = None
    ) -> None:
        """`photo` tells the photo that is open in the editor."""
        super().__init__(parent)
        self._studio, self._roll, self._photo = studio, roll, photo
        self.wizard: Wizard | None = None
        self.compare: ComparePage | None = None
        self.banner, self.listing, self.page = Banner(), RunList(studio), RunPage(studio, care)
        self.deeds = Deeds(studio, care, self)
        self.new = deed(N_("New training"), self.begin)
        self.pages = QStackedWidget()
        self.empty = _Empty()
        self._lay_out()
        self.empty.begun.connect(self.begin)
        self.listing.chosen.connect(self.show_run)
        self._connect_page()
        care.told.connect(self.banner.bad_news)
        roll.changed.connect(self._follow)
        self._follow()

    def show_run(self, folder: Path) -> None:
        """Look at the run in `folder`."""
        run = self.page.follow.run
        if run is None or run.folder != folder:
            self.page.watch(Run(folder))
        self.listing.choose(folder)
        self._turn_to(self.page)

    def begin(self) -> None:
        """The wizard, as it was left."""
        if self.wizard is None:
            from ganstudio.gui.training.wizard import Wizard

            self.wizard = Wizard(self._studio, self)
            self.wizard.begun.connect(self._begun)
            self.wizard.left.connect(self._left)
            self.pages.addWidget(self.wizard)
        self.listing.choose(None)
        self._turn_to(self.wizard)

    def _connect_page(self) -> None:
        page, deeds = self.page, self.deeds
        page.tried.connect(deeds.attempt)
        page.used.connect(deeds.use)
        page.exported.connect(deeds.export)
        page.delete_requested.connect(deeds.delete)
        page.compare_requested.connect(self._compare)
        page.head.snapshot_taken.connect(self._kept)
        page.folder_requested.connect(lambda seen: self.folder_requested.emit(seen.run.folder / "run.json"))
        deeds.used.connect(self._used)
        deeds.exported.connect(self._exported)
        deeds.deleted.connect(self._deleted)

    def _compare(self, seen: Seen) -> None:
        if self.compare is None:
            self.compare = ComparePage(self._studio, tokens(self._studio.settings.theme), self._photo)
            self.compare.left.connect(self._left)
            self.pages.addWidget(self.compare)
        self._turn_to(self.compare)
        self.compare.show_runs(self._roll.entries, seen.run.folder)

    def _kept(self, step: int) -> None:
        self.banner.good_news(_("The model of step {n} is kept.").format(n=spaced(step)))

    def _used(self, info: ModelInfo) -> None:
        told = _("{title} is in its tool's panel now.").format(title=info.title)
        self.banner.good_news(told, _("Show it there"), lambda: self.use_requested.emit(info))

    def _exported(self, path: Path) -> None:
        told = _("Exported to {path}.").format(path=path)
        self.banner.good_news(told, _("Show folder"), lambda: self.folder_requested.emit(path))

    def _deleted(self, folder: Path) -> None:
        run = self.page.follow.run
        if run and run.folder == folder:
            self.page.watch(None)
        self._roll.look()

    def _begun(self, run: Run) -> None:
        self.show_run(run.folder)
        self._roll.look()

    def _left(self) -> None:
        """Back to where one was."""
        run = self.page.follow.run
        if run:
            self.show_run(run.folder)
        else:
            self._turn_to(self.empty)
            self._follow()

    def _turn_to(self, page: QWidget) -> None:
        """The wizard has its own column at the left, and who compares two needs the room."""
        if self.compare and page is not self.compare:
            self.compare.leave()
        self.pages.setCurrentWidget(page)
        self._side.setVisible(page not in (self.wizard, self.compare) and bool(self._roll.entries))

    def _follow(self) -> None:
        entries = self._roll.entries
        self.listing.show_entries(entries)
        there = {entry.folder for entry in entries}
        run = self.page.follow.run
        if run and run.folder not in there and self._roll.known and not run.folder.exists():
            self.page.watch(None)
            run = None
        if self.pages.currentWidget() in (self.wizard, self.compare):
            return
        if entries and run is None:
            self.show_run(entries[0].folder)
        elif entries and run:
            self.show_run(run.folder)
        elif run is None:
            self._turn_to(self.empty)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "compare"):
            self.page.dress()
            if self.compare:
                self.compare.dress(tokens(self._studio.settings.theme))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._roll.look()
        self.page.follow.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.page.follow.stop()

    def _lay_out(self) -> None:
        self._side = QFrame()
        self._side.hide()
        self._side.setFixedWidth(WIDE)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 12)
        self.new.setProperty("kind", "primary")
        head.addWidget(self.new)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(head)
        side.addWidget(self.listing, 1)
        line = QFrame()
        line.setProperty("kind", "upright")
        for page in (self.empty, self.page):
            self.pages.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(line)
        row.addLayout(right, 1)


class _Empty(QWidget):
    """What is seen before the first training."""

    begun = Signal()

    def __init__(self) -> None:
        super().__init__()
        title, text, button = QLabel(), QLabel(), QPushButton()
        say(title, N_("Train a model of your own"))
        title.setFont(heading(self.font(), 1.6))
        say(
            text,
            N_(
                "A folder of pictures is all it takes: teach the program a style, a kind of detail or colours, "
                "watch how it learns, and use the model in the editor as soon as you like it."
            ),
        )
        text.setProperty("kind", "muted")
        text.setWordWrap(True)
        text.setMaximumWidth(520)
        say(button, N_("Train your first model"))
        button.setProperty("kind", "primary")
        button.clicked.connect(self.begun)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Picture("graduation-cap", 40), 0, centre)
        column.addWidget(title, 0, centre)
        for label in (title, text):
            label.setAlignment(centre)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(text, 10)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(button, 0, centre)
        column.addStretch(3)
