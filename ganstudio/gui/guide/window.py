"""The window of the guide: its pages on the left, the one that is read on the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ganstudio.gui.guide.contents import Contents
from ganstudio.gui.guide.text import PageText
from ganstudio.gui.look.apart import Follower, bring
from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.words import say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.studio import Studio
from ganstudio.guide import INDEX, page, pages_with
from ganstudio.i18n import N_

_TYPING = 150
"""Milliseconds after the last letter until pages are searched."""


class GuideWindow(QWidget):
    """A window of its own, so that it can be read while one works."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._been: list[tuple[Path, int]] = []
        """The way back: pages, and how far down each was read."""
        self.text, self.contents, self.search = PageText(), Contents(), QLineEdit()
        self.back = icon_button("arrow-left", N_("Back (Alt+Left)"), self.go_back)
        self.index = icon_button("book-open", N_("Contents"), lambda: self.show_page(INDEX))
        say(self, N_("User guide"), "windowTitle")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._lay_out()
        self._connect(studio)
        self.contents.fill()
        self.setMinimumSize(680, 420)
        self.resize(1060, 780)

    def bring(self) -> None:
        """Before all other windows."""
        bring(self)
        self.text.setFocus()

    def show_page(self, name: str) -> None:
        """The page called `name`."""
        self.show_path(page(name))

    def show_path(self, path: Path) -> None:
        """A page of the guide, or another that one of them leads to."""
        if path == self.text.path:
            return
        if self.text.path:
            self._been.append((self.text.path, self.text.verticalScrollBar().value()))
        self._show(path)

    def go_back(self) -> None:
        """The page that was read before, where it was left."""
        if self._been:
            path, place = self._been.pop()
            self._show(path)
            self.text.verticalScrollBar().setValue(place)

    # What follows

    def _show(self, path: Path) -> None:
        self.text.show_page(path)
        self.text.show_first_mark()
        self.contents.show_name(path.stem)
        self.back.setEnabled(bool(self._been))

    def _search(self) -> None:
        """Only pages with what is typed; the first of them is shown where the one that is read has none of it."""
        words = self.search.text()
        found = pages_with(words) if words.strip() else None
        self.contents.fill(found)
        self.text.mark(words.split())
        name = self.text.path.stem if self.text.path else ""
        if found and name not in found:
            self.show_page(self.contents.names[0])
        else:
            self.contents.show_name(name)
            self.text.show_first_mark()

    def _dress(self) -> None:
        self._glass.setIcon(icon("search"))
        self.text.read_again()
        self._search()

    def _speak(self) -> None:
        self._been.clear()  # pages in the other language
        self.search.clear()
        self.contents.fill()
        if self.text.path:
            self._show(page(self.text.path.stem))

    # Putting together

    def _connect(self, studio: Studio) -> None:
        self.contents.chosen.connect(self.show_page)
        self.text.page_requested.connect(self.show_path)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.search.returnPressed.connect(self._search)
        self._typing.timeout.connect(self._search)
        follower = Follower(self, studio)
        follower.dressed.connect(self._dress)
        follower.spoken.connect(self._speak)
        keys = {"Alt+Left": self.go_back, "Ctrl+F": self.search.setFocus, "Ctrl+W": self.close, "Esc": self.close}
        for each, act in keys.items():
            QShortcut(QKeySequence(each), self, act)

    def _lay_out(self) -> None:
        say(self.search, N_("Search the guide"), "placeholderText")
        self.search.setClearButtonEnabled(True)
        self._glass = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.back.setEnabled(False)
        head = QHBoxLayout()
        head.setSpacing(4)
        for widget in (self.back, self.index, self.search):
            head.addWidget(widget)
        rail = QFrame()
        rail.setProperty("kind", "rail")
        rail.setFixedWidth(264)
        column = QVBoxLayout(rail)
        column.setContentsMargins(12, 12, 12, 0)
        column.addLayout(head)
        column.addWidget(self.contents, 1)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("kind", "leaf")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(self.text, 1)
