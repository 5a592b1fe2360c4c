"""What is done with models: used, preferred, compared, named, doubled, given away, put away, taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QWidget

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import SUFFIX, ModelInfo
from ganstudio.engine.store import Store
from ganstudio.errors import GanstudioError
from ganstudio.gui.banner import Banner
from ganstudio.gui.dialogs.finding import MODELS, ask_for_files
from ganstudio.gui.library.errands import Errand, Errands
from ganstudio.gui.library.removed import RemovedDialog
from ganstudio.gui.panel.models import model_files
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _, ngettext
from ganstudio.library import shelf
from ganstudio.library.adopt import adopt
from ganstudio.library.shelf import Removed
from ganstudio.library.versus import MOST

_WIDE = 420
"""Pixels for a title, which may be long."""


class Deeds(QObject):
    """Its dialogs stand before `parent`; what came of it stands in the banner."""

    use_requested = Signal(object)
    folder_requested = Signal(object)
    compare_requested = Signal(object)
    changed = Signal(str)
    """The name of the model that is new, or another; empty where some are gone."""

    def __init__(self, studio: Studio, errands: Errands, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._errands, self._banner, self._parent = studio, errands, banner, parent
        self._trouble = False
        """Whether something was told that good news may not hide."""
        errands.failed.connect(self._failed)

    def do(self, name: str, infos: Sequence[ModelInfo]) -> None:
        """What has that id, with models that it can be done with."""
        first = infos[0]
        match name:
            case "use":
                self.use_requested.emit(first)
            case "default":
                self.prefer(first)
            case "compare":
                self.compare(infos)
            case "rename":
                self._ask_title(first)
            case "duplicate":
                self.duplicate(first)
            case "export":
                self._ask_export(first)
            case "reveal":
                self.folder_requested.emit(first.path)
            case "remove":
                self.remove(infos)

    def prefer(self, info: ModelInfo) -> None:
        """Have tools begin with it; or no more, where they do."""
        settings = self._studio.settings
        name = "" if settings.default_model(info.task) == info.name else info.name
        self._choose(info.task, name)

    def compare(self, infos: Sequence[ModelInfo]) -> None:
        """See them side by side; one alone beside others of its task."""
        (first, *more) = infos
        others = more or [info for info in shelf.on_shelf(self._studio.store, first.task) if info.name != first.name]
        self.compare_requested.emit((first, *others)[:MOST])

    def rename(self, info: ModelInfo, title: str) -> None:
        """Call it otherwise."""
        store = self._studio.store
        told = _("Renaming {title}…").format(title=_(info.title))
        self._submit(told, lambda job: shelf.rename(info, title, store, job))

    def duplicate(self, info: ModelInfo) -> None:
        """One more of it."""
        store = self._studio.store
        told = _("Copying {title}…").format(title=_(info.title))
        self._submit(told, lambda job: shelf.duplicate(info, store, job))

    def export(self, info: ModelInfo, path: Path) -> None:
        """A copy for others."""

        def done(written: Path) -> None:
            told = _("Exported to {path}.").format(path=written)
            self._banner.good_news(told, _("Show folder"), lambda: self.folder_requested.emit(written))

        told = _("Copying {title}…").format(title=_(info.title))
        self._errands.submit(Errand(told, lambda job: shelf.export(info, path, job), done))

    def remove(self, infos: Sequence[ModelInfo]) -> None:
        """Put them away; the banner brings them back."""
        store = self._studio.store

        def done(found: tuple[list[Removed], list[str]]) -> None:
            removed, problems = found
            if removed:
                self._tell_of_removed(removed, problems)
            else:
                for problem in problems:
                    self._failed(problem)

        told = _("Removing {title}…").format(title=_(infos[0].title))
        self._errands.submit(Errand(told, lambda _job: _removed(infos, store), done))

    def take_in(self, paths: Iterable[Path]) -> None:
        """Import model files, one after the other."""
        if not self._errands.busy:
            self._trouble = False
            self._banner.forget_bad_news()
        for path in paths:
            self._take_in(path)

    def ask_import(self) -> None:
        """The dialog that finds files."""
        self.take_in(ask_for_files(self._parent, MODELS, _("Import models"), model_files()))

    def ask_back(self) -> None:
        """The dialog of those that were removed lately."""
        dialog = RemovedDialog(shelf.removed(self._studio.store), self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen:
            self._put_back(dialog.chosen, [])
        dialog.deleteLater()

    def _take_in(self, path: Path) -> None:
        store = self._studio.store

        def work(job: Job) -> tuple[ModelInfo, bool]:
            before = {info.name for info in store.list()}
            info = adopt(path, store, job)
            return info, info.name in before

        def done(found: tuple[ModelInfo, bool]) -> None:
            info, there = found
            self._tell_of_change(info.name)
            told = _("{title} is among your models now.") if not there else _("{title} was here already.")
            if not self._trouble:
                told = told.format(title=_(info.title))
                self._banner.good_news(told, _("Use it"), lambda: self.use_requested.emit(info))

        told = _("Importing {name}…").format(name=path.name)
        self._errands.submit(Errand(told, work, done))

    def _failed(self, sentence: str) -> None:
        self._trouble = True
        self._banner.bad_news(sentence)

    def _tell_of_removed(self, removed: list[Removed], problems: list[str]) -> None:
        infos, settings = [each.info for each in removed], self._studio.settings
        preferred = [info for info in infos if settings.default_model(info.task) == info.name]
        for info in preferred:
            self._choose(info.task, "")
        self._tell_of_change("")
        count = len(infos)
        told = _("{title} is removed.").format(title=_(infos[0].title))
        if count > 1:
            told = ngettext("{n} model is removed.", "{n} models are removed.", count).format(n=count)
        told = "\n".join((told, *problems))
        self._banner.offer(told, _("Undo"), lambda: self._put_back(removed, preferred))

    def _put_back(self, removed: list[Removed], preferred: list[ModelInfo]) -> None:
        """Each is an errand of its own: where one stays away, the others are there, and that is told."""
        self._banner.clear()
        for each in removed:
            self._put_one_back(each, preferred=each.info in preferred)

    def _put_one_back(self, removed: Removed, *, preferred: bool) -> None:
        store = self._studio.store

        def done(back: ModelInfo) -> None:
            if preferred:
                self._choose(back.task, back.name)
            self._tell_of_change(back.name)

        told = _("Bringing back {title}…").format(title=_(removed.info.title))
        self._errands.submit(Errand(told, lambda _job: shelf.put_back(removed, store), done))

    def _choose(self, task: str, name: str) -> None:
        try:
            self._studio.change(self._studio.settings.with_default(task, name))
        except GanstudioError as error:
            self._banner.bad_news(str(error))

    def _submit(self, told: str, work: Callable[[Job], ModelInfo]) -> None:
        self._errands.submit(Errand(told, work, lambda info: self._tell_of_change(info.name)))

    def _tell_of_change(self, name: str) -> None:
        self._studio.models_changed.emit()
        self.changed.emit(name)

    def _ask_title(self, info: ModelInfo) -> None:
        before = _(info.title)
        dialog = QInputDialog(self._parent)
        dialog.setWindowTitle(_("Rename the model"))
        dialog.setLabelText(_("Title"))
        dialog.setTextValue(before)
        for field in dialog.findChildren(QLineEdit):  # the dialog itself is no wider than what is in it
            field.setMinimumWidth(_WIDE)
        title = dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else before
        if title.strip() != before:
            self.rename(info, title)
        dialog.deleteLater()

    def _ask_export(self, info: ModelInfo) -> None:
        here = str(Path.home() / f"{info.name}{SUFFIX}")
        kinds = f"{_('Model files')} (*{SUFFIX})"
        name, _kind = QFileDialog.getSaveFileName(self._parent, _("Export the model"), here, kinds)
        if name:
            self.export(info, Path(name))


def _removed(infos: Iterable[ModelInfo], store: Store) -> tuple[list[Removed], list[str]]:
    """What could be put away, and what is to be told of the others."""
    removed, problems = [], []
    for info in infos:
        try:
            removed.append(shelf.remove(info, store))
        except GanstudioError as problem:
            problems.append(str(problem))
    return removed, problems
