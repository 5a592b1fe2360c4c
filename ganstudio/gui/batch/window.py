"""The batch window: a page to choose, a page to watch."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.job import Job
from ganstudio.gui.banner import Banner
from ganstudio.gui.batch.setup import Setup
from ganstudio.gui.batch.unfinished import Offer, Unfinished
from ganstudio.gui.batch.watch import Watch
from ganstudio.gui.batch.work import BatchWork, Stage
from ganstudio.gui.clipboard import files_of
from ganstudio.gui.look.apart import Follower, bring
from ganstudio.gui.look.words import say
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _

OFFERS = 3
"""Unfinished batches that are offered at once."""


class BatchWindow(QWidget):
    """A window of its own: the main window stays free. Closed while a batch is at work, it is only out of sight."""

    hidden = Signal()
    resumed = Signal(object)
    """The unfinished batch that the user wants to go on with."""
    dropped = Signal(object)
    """The one that shall be forgotten."""
    open_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, work: BatchWork, shelf: Shelf, studio: Studio) -> None:
        super().__init__()
        self._work, self._studio = work, studio
        self.setup, self.watch, self.banner = Setup(shelf, studio), Watch(work, studio), Banner()
        self._pages, self._offers = QStackedWidget(), QVBoxLayout()
        say(self, N_("Batch"), "windowTitle")
        self._lay_out()
        self.watch.left.connect(self._leave)
        self.watch.report_requested.connect(self._ask_report)
        self.watch.open_requested.connect(self.open_requested)
        self.watch.folder_requested.connect(self.folder_requested)
        work.changed.connect(self._follow)
        self.setup.told.connect(self.banner.bad_news)
        Follower(self, studio)
        for keys, act in (("Ctrl+W", self.close), ("Ctrl+Return", self._main), ("Ctrl+Enter", self._main)):
            QShortcut(QKeySequence(keys), self, act)
        self.setAcceptDrops(True)
        self.setMinimumSize(1040, 600)
        self.resize(1240, 800)

    def bring(self) -> None:
        """Before all other windows."""
        bring(self)

    def show_unfinished(self, batches: list[Unfinished]) -> None:
        """Offer these; of many the latest, the others when those are seen to."""
        while entry := self._offers.takeAt(0):
            widget = entry.widget()
            if widget:
                widget.deleteLater()
        for batch in batches[:OFFERS]:
            offer = Offer(batch)
            offer.resumed.connect(self.resumed)
            offer.dropped.connect(self.dropped)
            self._offers.addWidget(offer)
        self._offer_room.setVisible(bool(batches))

    def save_report(self, path: Path) -> None:
        """Write the table of all photos, beside the window."""
        items = self._work.files.items

        def work(_job: Job) -> None:
            from ganstudio.batch.report import write_csv

            write_csv(items, path)

        def done(_nothing: None) -> None:
            self.banner.good_news(
                _("The report is in {path}.").format(path=path),
                _("Show folder"),
                lambda: self.folder_requested.emit(path),
            )

        self._studio.runner.submit(work, done=done, failed=self.banner.bad_news)

    def _main(self) -> None:
        """What Ctrl+Enter does on this page."""
        if self._pages.currentWidget() is self.setup:
            self.setup.begin()

    def _ask_report(self) -> None:
        here = str(Path.home() / f"{_('batch')}.csv")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save report"), here, _("Tables (*.csv)"))
        if name:
            path = Path(name)
            self.save_report(path if path.suffix else path.with_suffix(".csv"))

    def _leave(self) -> None:
        self._work.forget()

    def _follow(self) -> None:
        none = self._work.stage is Stage.NONE
        page = self.setup if none else self.watch
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)
            (self.setup.sources if none else self.watch.listing).setFocus()
        self._offer_room.setVisible(none and self._offers.count() > 0)
        if none:
            self.watch.look.leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._pages.currentWidget() is self.setup:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.setup.sources.add(files_of(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.watch.look.leave()
        event.accept()
        self.hidden.emit()

    def _lay_out(self) -> None:
        self._offer_room = QWidget()
        self._offer_room.setLayout(self._offers)
        self._offers.setContentsMargins(24, 16, 24, 0)
        self._offers.setSpacing(8)
        self._offer_room.hide()
        self._pages.addWidget(self.setup)
        self._pages.addWidget(self.watch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._offer_room)
        column.addWidget(self._pages, 1)
