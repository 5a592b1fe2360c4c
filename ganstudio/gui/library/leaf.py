"""The models on this computer: searched, chosen, and all that is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.gui.banner import Banner
from ganstudio.gui.dialogs.deeds import deed
from ganstudio.gui.library.cards import CardModel, CardView
from ganstudio.gui.library.deeds import Deeds
from ganstudio.gui.library.details import DEEDS, Details, is_default, possible
from ganstudio.gui.library.errands import Errands
from ganstudio.gui.library.showcase import Showcase
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.library import card
from ganstudio.library.shelf import on_shelf
from ganstudio.tools.by_model import tool_for

_ORDER = list(card.TASKS)


class ShelfLeaf(QWidget, Speaker):
    """Cards at the left, all about what is chosen at the right."""

    use_requested = Signal(object)
    folder_requested = Signal(object)
    compare_requested = Signal(object)

    def __init__(self, studio: Studio, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.showcase = Showcase(studio, self)
        self.errands = Errands(studio)
        self.deeds = Deeds(studio, self.errands, banner, self)
        self.model = CardModel(self.showcase, self._marked, self)
        self.view = CardView(self.model, studio)
        self.details = Details(studio, self.showcase)
        self.search, self.task = QLineEdit(), QComboBox()
        self.add = deed(N_("Import…"), self.deeds.ask_import)
        self.back = icon_button("history", N_("Recently removed models…"), self.deeds.ask_back)
        self._pages = QStackedWidget()
        self._empty = Hint("library", "")
        self._names: list[str] = []
        self._lay_out()
        self._connect()
        self.speak()

    def _connect(self) -> None:
        studio, deeds = self._studio, self.deeds
        self.search.textChanged.connect(self.look)
        self.task.currentIndexChanged.connect(self.look)
        self.view.chosen.connect(self._chosen)
        self.view.used.connect(self._use)
        self.view.menu_requested.connect(self._menu)
        self.view.rename_requested.connect(lambda: self._do("rename"))
        self.view.remove_requested.connect(lambda: self._do("remove"))
        self.details.wanted.connect(self._do)
        self.showcase.arrived.connect(self.model.refresh)
        deeds.use_requested.connect(self.use_requested)
        deeds.folder_requested.connect(self.folder_requested)
        deeds.compare_requested.connect(self.compare_requested)
        deeds.changed.connect(self._changed)
        studio.models_changed.connect(self.look)
        studio.settings_changed.connect(lambda _before: self._repaint())
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def look(self) -> None:
        """Show what is there now; what was chosen stays chosen."""
        words, task = self.search.text().casefold().split(), self.task.currentData()
        there = on_shelf(self._studio.store)
        shown = [info for info in there if task in ("", None, info.task) and _fits(info, words)]
        shown.sort(key=lambda info: _ORDER.index(info.task) if info.task in _ORDER else len(_ORDER))
        if shown != self.model.infos:
            chosen = [info.name for info in self.view.infos]
            self.model.show_models(shown)
            self.view.choose(chosen)
            self._chosen()
        self._pages.setCurrentWidget(self.view if shown else self._empty)
        if not shown:
            self._say_empty(bool(there))
        if self.isVisible():
            self.showcase.want(shown)

    def speak(self) -> None:
        chosen = self.task.currentData() or ""
        self.task.blockSignals(True)
        self.task.clear()
        self.task.addItem(_("All tasks"), "")
        for task, title in card.TASKS.items():
            self.task.addItem(_(title), task)
        self.task.setCurrentIndex(max(0, self.task.findData(chosen)))
        self.task.blockSignals(False)
        self.look()

    def import_files(self, paths: Iterable[Path]) -> None:
        """Take model files in, one after the other."""
        self.deeds.take_in(paths)

    # What the user does

    def _do(self, name: str) -> None:
        infos = self.view.infos
        if name in possible(infos, self._studio):
            self.deeds.do(name, infos)

    def _use(self, info: ModelInfo) -> None:
        if tool_for(info.task):
            self.use_requested.emit(info)

    def _menu(self, at: QPoint) -> None:
        infos = self.view.infos
        can, menu = possible(infos, self._studio), QMenu(self)
        for name, (title, picture) in DEEDS.items():
            if name in can:
                action = menu.addAction(icon(picture), _(title))
                action.triggered.connect(lambda _checked=False, name=name: self._do(name))
        if not menu.isEmpty():
            menu.exec(at)
        menu.deleteLater()

    def _chosen(self) -> None:
        self.details.show_models(self.view.infos)

    def _changed(self, name: str) -> None:
        """The model called so is another, or new: it is looked at."""
        if name and all(info.name != name for info in self.model.infos):
            self.search.clear()
            self.task.setCurrentIndex(0)
        if name:
            self.view.choose([name])

    def _marked(self, info: ModelInfo) -> bool:
        """Whether it stands out among others of its task as the one that tools begin with."""
        return is_default(info, self._studio) and len(on_shelf(self._studio.store, info.task)) > 1

    def _repaint(self) -> None:
        self.model.refresh()
        self.details.speak()

    def _say_empty(self, others: bool) -> None:
        if others:
            text = _("Search for something else, or show all tasks.")
            self._empty.tell("search", _("No model is like that"), text)
        else:
            text = _("Import a model file: with the button above, or by letting it fall onto this window.")
            self._empty.tell("library", _("No models yet"), text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange or not self.isVisible():
            return
        if self.isActiveWindow():
            self.look()  # another program may have changed what is there
        elif QApplication.activeWindow():
            self.showcase.rest()  # another window of ours is looked at, and may have work for the engine

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.showcase.rest()

    # Layout

    def _lay_out(self) -> None:
        say(self.search, N_("Search"), "placeholderText")
        say(self.search, N_("Search"), "accessibleName")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        say(self.task, N_("Task"), "accessibleName")
        self.task.setMinimumWidth(170)
        self.add.setProperty("kind", "primary")
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 8)
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.task)
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.add)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.errands)
        cards = QHBoxLayout()
        cards.setContentsMargins(9, 0, 0, 0)
        cards.addWidget(self._pages)
        left.addLayout(cards, 1)
        line = QFrame()
        line.setProperty("kind", "upright")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(line)
        row.addWidget(self.details)


def _fits(info: ModelInfo, words: list[str]) -> bool:
    """Whether all words stand somewhere in what is said of it."""
    told = " ".join((info.name, _(info.title), card.task_title(info), info.architecture, card.origin(info)))
    return all(word in told.casefold() for word in words)
