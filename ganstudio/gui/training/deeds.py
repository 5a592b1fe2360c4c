"""What the user does with the model of a run: tries it, uses it, takes it elsewhere; or throws the run away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import SUFFIX, ModelInfo, name_of
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.care import Care, newest_model
from ganstudio.gui.training.questions import ask_for_title, ask_to_delete
from ganstudio.gui.training.seen import Seen
from ganstudio.gui.training.trial import lent
from ganstudio.gui.training.words import spaced
from ganstudio.i18n import _
from trainers import runs
from trainers.run import Run


class Deeds(QObject):
    """Each is done beside the window; the signals come when it is done."""

    lent = Signal(object)
    """A model that can be tried now."""
    used = Signal(object)
    """One that is among the user's now."""
    exported = Signal(object)
    """The file that was written."""
    deleted = Signal(object)
    """The folder that is gone."""

    def __init__(self, studio: Studio, care: Care, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._care, self._parent = studio, care, parent

    def attempt(self, seen: Seen, step: int | None) -> None:
        """Lend the model of that point of time to its tool."""
        run, title = seen.run, seen.entry.title

        def work(job: Job) -> ModelInfo:
            return lent(_model(run, step, job), title)

        def done(info: ModelInfo) -> None:
            self._studio.store.lend(info)
            self._studio.models_changed.emit()
            self.lent.emit(info)

        self._care.do(work, done)

    def use(self, seen: Seen, step: int | None) -> None:
        """Ask for a title, and put the model among the user's."""
        called = ask_for_title(self._parent, seen.entry.title)
        if called:
            self.promote(seen.run, step, called)

    def promote(self, run: Run, step: int | None, called: str) -> None:
        """Put the model of that point of time among the user's models."""
        store = self._studio.store

        def work(job: Job) -> ModelInfo:
            return runs.promote(run, _step(run, step, job), called, store)

        def done(info: ModelInfo) -> None:
            self._studio.models_changed.emit()
            self.used.emit(info)

        self._care.do(work, done)

    def export(self, seen: Seen, step: int | None) -> None:
        """Ask where to, and write the model there."""
        kept = seen.kept_at(step)
        name = name_of(seen.entry.title) + (f"-{kept.step}" if kept else "") + SUFFIX
        kinds = _("ganstudio models (*.safetensors)")
        file, _kind = QFileDialog.getSaveFileName(self._parent, _("Export the model"), str(Path.home() / name), kinds)
        if file:
            self.write(seen.run, step, Path(file))

    def write(self, run: Run, step: int | None, target: Path) -> None:
        """Write the model of that point of time, with its card, into one file."""

        def work(job: Job) -> Path:
            return runs.export(run, target, _step(run, step, job))

        self._care.do(work, self.exported.emit)

    def delete(self, seen: Seen) -> None:
        """Ask, and throw the run away."""
        if ask_to_delete(self._parent, seen.entry.title, spaced(seen.status.step)):
            run = seen.run

            def work(_job: Job) -> None:
                runs.delete(run)

            self._care.do(work, lambda _nothing: self.deleted.emit(run.folder))


def _model(run: Run, step: int | None, job: Job) -> Path:
    return runs.model_at(run, _step(run, step, job))


def _step(run: Run, step: int | None, job: Job) -> int | None:
    """The step whose model is meant: of a run at work, for the newest, one that is asked for."""
    return newest_model(run, job) if step is None else step
