"""One photo of the batch, before and after; or why there is nothing to see."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ganstudio.batch.item import Item, State
from ganstudio.engine.job import Job
from ganstudio.gui.batch.words import ICONS, seconds_of, size_of, title_of
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Hint
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.image.photo import Photo

PAUSE = 80
"""Milliseconds before a photo is read: who goes through the list with the arrow keys is not held up."""


@dataclass(frozen=True, eq=False)
class _Pair:
    before: Photo
    after: Photo


class Look(QWidget, Speaker):
    """`open_requested` carries the file of the result, `folder_requested` a file whose folder is to be seen."""

    open_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._item: Item | None = None
        self.canvas = Canvas()
        self.canvas.set_compare(True)
        self.hint = Hint("images", "")
        self._title, self._facts = Elided("strong"), Elided("muted")
        self.open, self.folder = QPushButton(), QPushButton()
        self._pages = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._read)
        self._lay_out()
        self.open.clicked.connect(self._open)
        self.folder.clicked.connect(self._folder)
        self.speak()

    @property
    def item(self) -> Item | None:
        """The one that is looked at."""
        return self._item

    def show_item(self, item: Item | None) -> None:
        """Look at `item`; the same in another state is looked at anew."""
        if item == self._item:
            return
        self._item = item
        self._studio.runner.cancel("batch-look")
        self._clear()
        if item and item.state is State.DONE:
            self._pause.start()
        self.speak()

    def leave(self) -> None:
        """Hold on to no photo."""
        self.show_item(None)

    def speak(self) -> None:
        item = self._item
        self._title.tell(item.source.name if item else "")
        self._facts.tell(_facts(item) if item else "")
        self.open.setEnabled(item is not None and item.state is State.DONE)
        self.folder.setEnabled(item is not None)
        self._speak_hint(item)

    def _speak_hint(self, item: Item | None) -> None:
        if item is None:
            title, text = _("Nothing is selected"), _("Select a finished photo to see it before and after.")
        elif item.state is State.DONE:
            title, text = _("Opening {name}…").format(name=item.target.name), ""
        elif item.state is State.FAILED:
            title, text = _("This photo could not be done"), item.reason
        elif item.state is State.SKIPPED:
            title, text = _("This photo was skipped"), item.reason
        else:
            title, text = title_of(item.state), _("Before and after can be seen when it is done.")
        self.hint.tell(ICONS[item.state] if item and item.state is not State.DONE else "images", title, text)

    def _read(self) -> None:
        item, limit = self._item, self._studio.settings.limit_megapixels
        if not item:
            return

        def work(_job: Job) -> _Pair:
            from ganstudio.image.files import open_photo

            return _Pair(open_photo(item.source, limit_megapixels=limit), open_photo(item.target))

        self._studio.runner.submit(work, done=self._show, failed=self._refuse, latest="batch-look")

    def _show(self, pair: _Pair) -> None:
        self.canvas.set_photo(pair.after)
        self.canvas.set_original(pair.before)
        self._pages.setCurrentWidget(self.canvas)

    def _refuse(self, sentence: str) -> None:
        self.hint.tell("circle-alert", _("It cannot be shown"), sentence)

    def _clear(self) -> None:
        self._pause.stop()
        self._pages.setCurrentWidget(self.hint)
        self.canvas.set_photo(None)
        self.canvas.set_original(None)

    def _open(self) -> None:
        if self._item:
            self.open_requested.emit(self._item.target)

    def _folder(self) -> None:
        if self._item:
            self.folder_requested.emit(self._shown())

    def _shown(self) -> Path:
        item = self._item
        assert item
        return item.target if item.state is State.DONE else item.source

    def _lay_out(self) -> None:
        say(self.open, N_("Open the result"))
        say(self.open, N_("Open the result in the editor (Enter)"), "toolTip")
        put_icon(self.open, "external-link")
        say(self.folder, N_("Show folder"))
        put_icon(self.folder, "folder-open")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 24, 12)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.open)
        head.addWidget(self.folder)
        self._pages.addWidget(self.hint)
        self._pages.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)


def _facts(item: Item) -> str:
    facts = [title_of(item.state), size_of(item), seconds_of(item)]
    if item.state is State.DONE:
        facts.append(item.target.name)
    return "  ·  ".join(fact for fact in facts if fact)
