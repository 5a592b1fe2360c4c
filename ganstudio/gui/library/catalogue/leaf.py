"""The catalogue in the library: known models to search, download and use. Nothing is asked of the network unless a
button says so."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.engine.modelfile import ModelInfo
from ganstudio.errors import GanstudioError
from ganstudio.gui.banner import Banner
from ganstudio.gui.library.catalogue.card import EntryCard
from ganstudio.gui.library.catalogue.cards import Cards
from ganstudio.gui.library.catalogue.downloads import Downloads
from ganstudio.gui.library.catalogue.head import Head
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.library import catalogue
from ganstudio.library.entry import Entry, Listing

MOST = 120
"""Cards that are shown at once; the others can be searched for."""


class CatalogueLeaf(QWidget, Speaker):
    """Lists are read again whenever one comes or goes; cards follow downloads and the models that are there."""

    use_requested = Signal(object)
    """A model that shall be seen in its tool's panel."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._made: dict[str, EntryCard] = {}
        self._cards: dict[str, EntryCard] = {}
        """Those of `_made` that are shown."""
        self.downloads = Downloads(studio, self)
        self.banner = Banner()
        self.head, self._grid, self._hint, self._more = Head(), Cards(), Hint("search", ""), QLabel()
        self._stack = QStackedWidget()
        self._lay_out()
        self.downloads.changed.connect(self._refresh)
        self.downloads.adopted.connect(self._tell_adopted)
        studio.models_changed.connect(self._refresh_all)
        self.head.changed.connect(self._show)
        self.head.list_wanted.connect(self.add_list)
        self.head.list_unwanted.connect(self.remove_list)
        self.read()

    def read(self) -> None:
        """Look at the lists anew."""
        self._entries = catalogue.listed()
        self._grid.show_cards(())
        for card in self._made.values():
            card.deleteLater()
        self._made = {}
        self.head.offer(entry.task for entry in self._entries)
        self._show()

    def speak(self) -> None:
        self.read()

    def add_list(self, path: Path) -> None:
        """Take a list of somebody else's to the others."""
        try:
            listing = catalogue.add_list(path)
        except GanstudioError as problem:
            self.banner.bad_news(str(problem))
            return
        self.read()
        told = _("{title} is one of your lists now; it names {n}.")
        self.banner.good_news(told.format(title=listing.title, n=len(listing.entries)))

    def remove_list(self, listing: Listing) -> None:
        """Its models are no longer offered; those that were downloaded stay."""
        try:
            catalogue.remove_list(listing)
        except GanstudioError as problem:
            self.banner.bad_news(str(problem))
        self.read()

    def _show(self) -> None:
        found = [entry for entry in self._entries if self.head.wants(entry)]
        for entry in found[:MOST]:
            if entry.name not in self._made:
                self._made[entry.name] = self._card(entry)
        self._cards = {entry.name: self._made[entry.name] for entry in found[:MOST]}
        self._grid.show_cards(self._cards.values())
        self._refresh_all()
        self._stack.setCurrentIndex(0 if found else 1)
        self._hint.tell("search", _("The catalogue has nothing like that."), _("Try other words, or add a list."))
        self._more.setText(_("{n} more: search for them.").format(n=len(found) - MOST))
        self._more.setVisible(len(found) > MOST)

    def _card(self, entry: Entry) -> EntryCard:
        card = EntryCard(entry)
        card.wanted.connect(partial(self.downloads.start, entry))
        card.cancelled.connect(partial(self.downloads.cancel, entry.name))
        card.forgotten.connect(partial(self._forget, entry))
        card.used.connect(partial(self._use, entry))
        return card

    def _refresh_all(self) -> None:
        models = self._studio.store.list()
        for card in self._cards.values():
            self._put(card, catalogue.installed(card.entry, models))

    def _refresh(self, name: str) -> None:
        if card := self._cards.get(name):
            self._put(card, self._installed(card.entry))

    def _put(self, card: EntryCard, info: ModelInfo | None) -> None:
        card.show_state(self.downloads.news(card.entry.name), info, catalogue.begun(card.entry))

    def _installed(self, entry: Entry) -> ModelInfo | None:
        return catalogue.installed(entry, self._studio.store.list())

    def _use(self, entry: Entry) -> None:
        if info := self._installed(entry):
            self.use_requested.emit(info)

    def _forget(self, entry: Entry) -> None:
        catalogue.forget(entry)
        self._refresh(entry.name)

    def _tell_adopted(self, info: ModelInfo) -> None:
        told = _("{title} is one of your models now.").format(title=_(info.title))
        self.banner.good_news(told, _("Use it"), lambda: self.use_requested.emit(info))

    def _lay_out(self) -> None:
        self._more.setProperty("kind", "muted")
        self._more.setContentsMargins(16, 0, 16, 12)
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self._more)
