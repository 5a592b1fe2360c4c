"""The middle of the window: tabs, the current photo, the strip of its folder; the start page while none is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ganstudio.gui.banner import Banner
from ganstudio.gui.filmstrip.strip import Filmstrip
from ganstudio.gui.page import Page
from ganstudio.gui.projects.recovery_bar import RecoveryBar
from ganstudio.gui.session import Session
from ganstudio.gui.start_page import StartPage

NARROW, WIDE = 190, 320
"""Pixels of a tab: the least before arrows appear, and the most for a long name."""


class Tabs(QTabBar):
    """Tabs that share the room, but stay wide enough to be read."""

    def minimumTabSizeHint(self, index: int) -> QSize:
        hint = self.tabSizeHint(index)
        return QSize(min(NARROW, hint.width()), hint.height())

    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        return QSize(min(WIDE, hint.width()), hint.height())


class Stage(QWidget):
    """Shows a session. `close_requested` carries the page that the user wants to be gone."""

    close_requested = Signal(object)

    def __init__(self, session: Session, start: StartPage) -> None:
        super().__init__()
        self._session = session
        self.start = start
        self.banner = Banner()
        self.recovery = RecoveryBar()
        self.tabs = Tabs()
        self.strip = Filmstrip()
        self._pictures = QStackedWidget()
        self._pictures.addWidget(start)
        self._strip_frame = QFrame()
        self._strip_wanted = True
        self._comparing = False
        self._lay_out()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tabs.tabCloseRequested.connect(lambda index: self.close_requested.emit(session.pages[index]))
        self.tabs.tabMoved.connect(session.move)
        self.strip.chosen.connect(lambda path: session.open([path], instead=True))
        self.strip.close_requested.connect(self._close_path)
        session.added.connect(self._added)
        session.removed.connect(self._removed)
        session.current_changed.connect(self._show_current)
        session.page_changed.connect(self.mark)
        self.tabs.hide()
        self._strip_frame.hide()

    @property
    def comparing(self) -> bool:
        """Whether the photo is parted by a line: before on its left, after on its right."""
        return self._comparing

    @comparing.setter
    def comparing(self, on: bool) -> None:
        self._comparing = on
        if self._session.current:
            self._session.current.canvas.set_compare(on)

    @property
    def strip_wanted(self) -> bool:
        """Whether the strip is shown while a photo is."""
        return self._strip_wanted

    @strip_wanted.setter
    def strip_wanted(self, on: bool) -> None:
        self._strip_wanted = on
        self._strip_frame.setVisible(on and self._session.current is not None)

    def mark(self, page: Page) -> None:
        """Say on its tab and in the strip what `page` is called, and whether closing it would lose work."""
        if page not in self._session.pages:
            return
        unsaved, index = page.unsaved, self._session.pages.index(page)
        title = f"{page.title} •" if unsaved else page.title
        if title != self.tabs.tabText(index):  # all tabs are laid out anew then
            self.tabs.setTabText(index, title)
        self.strip.mark_unsaved(page.path, unsaved)

    def saved(self, path: Path) -> None:
        """A file was written: the strip shows it."""
        self.strip.forget(path)
        self.strip.refresh_folder()

    def _lay_out(self) -> None:
        self.tabs.setTabsClosable(True)
        self.tabs.setMovable(True)
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip_frame.setProperty("kind", "strip")
        inside = QVBoxLayout(self._strip_frame)
        inside.setContentsMargins(8, 6, 8, 2)
        inside.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.recovery)
        column.addWidget(self.banner)
        column.addWidget(self._pictures, 1)
        column.addWidget(self._strip_frame)

    def _added(self, page: Page) -> None:
        index = self._session.pages.index(page)
        self._pictures.addWidget(page.canvas)
        with QSignalBlocker(self.tabs):
            self.tabs.insertTab(index, page.title)
            self.tabs.setTabToolTip(index, str(page.path))
        self.strip.mark_open(page.path, None if page.from_file else page.document.photo.pixels)
        self.mark(page)

    def _removed(self, page: Page) -> None:
        with QSignalBlocker(self.tabs):
            for index in range(self.tabs.count()):
                if self.tabs.tabToolTip(index) == str(page.path):
                    self.tabs.removeTab(index)
                    break
        self.strip.mark_closed(page.path)
        self._pictures.removeWidget(page.canvas)
        page.canvas.deleteLater()
        self.tabs.setVisible(self.tabs.count() > 0)

    def _show_current(self) -> None:
        page = self._session.current
        self._pictures.setCurrentWidget(page.canvas if page else self.start)
        self.tabs.setVisible(page is not None)
        self.strip_wanted = self._strip_wanted
        if page:
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(self._session.pages.index(page))
            self.strip.set_folder(page.path.parent if page.from_file else None)
            self.strip.set_current(page.path)
            page.canvas.set_compare(self._comparing)
            page.canvas.setFocus()
        else:
            self.start.refresh()

    def _tab_chosen(self, index: int) -> None:
        if 0 <= index < len(self._session.pages):
            self._session.show(self._session.pages[index])

    def _close_path(self, path: Path) -> None:
        page = self._session.page_of(path)
        if page:
            self.close_requested.emit(page)
