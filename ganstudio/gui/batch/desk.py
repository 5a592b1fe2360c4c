"""Between the main window and the batches: opens their window, brings it back, asks before the program ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ganstudio.batch.plan import Plan
from ganstudio.engine.job import Job
from ganstudio.gui.batch.questions import Wish, ask_about_folder, ask_to_discard, ask_to_leave_batch
from ganstudio.gui.batch.unfinished import SUFFIX, Unfinished, forget, unfinished
from ganstudio.gui.batch.window import BatchWindow
from ganstudio.gui.batch.words import photos, spaced
from ganstudio.gui.batch.work import BatchWork, Stage
from ganstudio.gui.filmstrip.strip import pictures_in
from ganstudio.gui.shelf import Shelf
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.paths import batches_folder
from ganstudio.tools.workflow import Workflow


class BatchDesk(QObject):
    """`window` is made when it is first wanted."""

    told = Signal(str)
    """A word for the main window on the batch that goes on, or waits; empty when there is nothing to say."""
    offered = Signal(str)
    """A sentence about batches that were stopped the last time."""
    open_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, studio: Studio, shelf: Shelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._shelf, self._parent = studio, shelf, parent
        self.work = BatchWork(studio)
        self._window: BatchWindow | None = None
        self._unfinished: list[Unfinished] = []
        self.work.changed.connect(self._follow)
        self.work.moved.connect(self._tell)

    @property
    def window(self) -> BatchWindow:
        """The batch window."""
        if self._window is None:
            self._window = made = BatchWindow(self.work, self._shelf, self._studio)
            made.setup.started.connect(self.start)
            made.resumed.connect(lambda batch: self.resume(batch.journal))
            made.dropped.connect(self._ask_to_drop)
            made.open_requested.connect(self.open_requested)
            made.folder_requested.connect(self._show_folder)
            made.hidden.connect(self._tell)
            made.show_unfinished(self._unfinished)
        return self._window

    def show(self) -> None:
        """The window, before all others."""
        self.window.bring()
        self._tell()

    def take(self, paths: Iterable[Path]) -> None:
        """These photos and folders for the next batch."""
        self.window.setup.sources.add(paths)
        self.show()
        if self.work.stage is not Stage.NONE:
            self.window.banner.good_news(_("They are noted for the next batch; this one comes first."))

    def ask_about(self, paths: list[Path]) -> None:
        """A folder is among them: shall it be a batch, or shall its photos be opened?"""
        folders = [path for path in paths if path.is_dir()]
        wish = ask_about_folder(self._parent, folders)
        if wish is Wish.BATCH:
            self.take(paths)
        elif wish is Wish.OPEN:
            self._open(paths)

    def _open(self, paths: list[Path]) -> None:
        """Of a folder the first photo: the film strip shows the others."""

        def work(_job: Job) -> list[Path]:
            return [each for path in paths for each in (pictures_in(path)[:1] if path.is_dir() else [path])]

        def done(found: list[Path]) -> None:
            for path in found:
                self.open_requested.emit(path)
            if not found:
                self._studio.told.emit(_("There are no photos in {name}.").format(name=paths[0].name))

        self._studio.runner.submit(work, done=done)

    def use(self, workflow: Workflow) -> None:
        """These steps for the next batch."""
        self.window.setup.show_workflow(workflow)
        self.show()

    def start(self, plan: Plan) -> None:
        """Begin a batch."""
        name = f"{datetime.now():%Y%m%d-%H%M%S-%f}{SUFFIX}"
        self.work.start(plan, batches_folder() / name)

    def resume(self, journal: Path) -> None:
        """Go on with the batch of an earlier day."""
        if not self.work.running:
            self._unfinished = [batch for batch in self._unfinished if batch.journal != journal]
            self.window.show_unfinished(self._unfinished)
            self.work.start(None, journal)

    def look_for_unfinished(self) -> None:
        """Beside the window; what is found is offered."""

        def done(found: list[Unfinished]) -> None:
            self._unfinished = found
            if self._window:
                self._window.show_unfinished(found)
            if found:
                self.offered.emit(found[0].sentence)

        self._studio.runner.submit(lambda _job: unfinished(), done=done)

    def may_quit(self) -> bool:
        """Whether the program may end: asks where a batch is at work."""
        return not self.work.running or ask_to_leave_batch(self._parent, self.work.left)

    def close(self) -> None:
        """The program ends: a batch is stopped, and can be resumed the next time."""
        self.work.cancel()
        if self.work.stage is Stage.OVER:
            self.work.forget()
        window, self._window = self._window, None
        if window:
            window.close()
            window.deleteLater()

    def _follow(self) -> None:
        if self.work.stage is Stage.NONE:
            self.look_for_unfinished()
        self._tell()

    def _tell(self) -> None:
        work = self.work
        seen = self._window is not None and self._window.isVisible()
        if work.stage is Stage.NONE or (seen and not work.running):
            self.told.emit("")
            return
        done = _("{n} of {total}").format(n=spaced(work.settled), total=photos(work.files.counts.total()))
        words = {
            Stage.FINDING: _("Batch: looking for photos…"),
            Stage.RUNNING: _("Batch: {done}").format(done=done),
            Stage.PAUSED: _("Batch paused: {done}").format(done=done),
        }
        self.told.emit(words.get(work.stage, _("Batch ended: {done}").format(done=done)))

    def _ask_to_drop(self, batch: Unfinished) -> None:
        if ask_to_discard(self.window, batch.sentence):
            forget(batch.journal)
            self._unfinished = [other for other in self._unfinished if other is not batch]
            self.window.show_unfinished(self._unfinished)

    def _show_folder(self, path: Path | None) -> None:
        batch = self.work.batch
        if path is None and batch:
            items = batch.items
            inside = batch.plan.output / "result" if batch.plan.output else None  # whose folder is shown
            path = inside or (items[0].target if items else None)
        if path:
            self.folder_requested.emit(path)
