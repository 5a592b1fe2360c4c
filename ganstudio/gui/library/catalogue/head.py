"""What stands above the cards of the catalogue: the search, the task, the lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from ganstudio.gui.dialogs.finding import LISTS, ask_for_file
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.i18n import N_, _
from ganstudio.library import catalogue
from ganstudio.library.card import TASKS
from ganstudio.library.entry import Entry


class Head(QWidget, Speaker):
    """Says what is wished; whoever hears it does it."""

    changed = Signal()
    """Other words, another task."""
    list_wanted = Signal(object)
    """The file of a list that shall be added."""
    list_unwanted = Signal(object)
    """A `Listing` of the user's that shall go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.task, self.lists = QLineEdit(), QComboBox(), QToolButton()
        self._about = Elided("muted")
        self._lay_out()
        self.search.textChanged.connect(lambda _words: self.changed.emit())
        self.task.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.speak()

    def speak(self) -> None:
        self._about.tell(_("By others, under the terms they name. Nothing is downloaded unless you say so."))

    def wants(self, entry: Entry) -> bool:
        """Whether it is for the task that is chosen, and all words are in what is told of it."""
        words = (entry.name, _(entry.title), _(TASKS.get(entry.task, "")), entry.family, entry.author, _(entry.about))
        told = " ".join((*words, f"×{entry.scale}")).casefold()
        right = self.task.currentData() in (None, entry.task)
        return right and all(word in told for word in self.search.text().casefold().split())

    def offer(self, tasks: Iterable[str]) -> None:
        """These tasks to choose from; the one that was chosen stays chosen, where it is among them."""
        order = list(TASKS)
        chosen, there = self.task.currentData(), sorted(set(tasks), key=lambda task: ([*order, task].index(task), task))
        self.task.blockSignals(True)
        self.task.clear()
        self.task.addItem(_("All tasks"), None)
        for task in there:
            self.task.addItem(_(TASKS[task]) if task in TASKS else task, task)
        self.task.setCurrentIndex(max(0, self.task.findData(chosen)) if chosen else 0)
        self.task.blockSignals(False)

    def fill_lists(self) -> None:
        """What can be done with lists now."""
        menu = self.lists.menu()
        menu.clear()
        menu.addAction(_("Add a list…"), self._ask)
        own = [listing for listing in catalogue.lists() if not listing.bundled]
        if own:
            menu.addSeparator()
        for listing in own:
            words = _("Remove {title}").format(title=listing.title).replace("&", "&&")
            menu.addAction(words, partial(self.list_unwanted.emit, listing))

    def _ask(self) -> None:
        path = ask_for_file(self, LISTS, _("Add a list of models"), _("Lists") + " (*.json)")
        if path:
            self.list_wanted.emit(path)

    def _lay_out(self) -> None:
        say(self.search, N_("Search"), "placeholderText")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.task.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        say(self.lists, N_("Lists"))
        put_icon(self.lists, "library")
        self.lists.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.lists.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lists.setMenu(QMenu(self.lists))
        self.lists.menu().aboutToShow.connect(self.fill_lists)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.search)
        row.addWidget(self.task)
        row.addSpacing(8)
        row.addWidget(self._about, 1)
        row.addWidget(self.lists)
