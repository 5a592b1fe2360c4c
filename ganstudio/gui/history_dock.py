"""The list of what was done to the photo; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ganstudio.gui.chain.words import facts_of, icon_of, title_of
from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.document import Step

PATIENCE = 300
"""Milliseconds of work before the list goes faint: shorter, it would only flicker."""


class HistoryList(QWidget, Speaker):
    """The original first, then one line for each step; what was undone stands faint until something else is done."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._page: Page | None = None
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(18, 18))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self.list.setEnabled(False))
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))
        # Arrow keys jump as clicks do; queued, for a jump fills the list anew, which must not happen under Qt's feet.
        self.list.currentRowChanged.connect(self._go, Qt.ConnectionType.QueuedConnection)
        self._problem = QLabel()
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addWidget(self._problem)
        self.speak()

    def sizeHint(self) -> QSize:
        return QSize(320, 190)

    def show_page(self, page: Page | None) -> None:
        """The history of `page`."""
        self._page = page
        self.speak()

    def speak(self) -> None:
        """List the steps as they are now."""
        with QSignalBlocker(self.list):
            self.list.clear()
            if self._page:
                self._list(self._page)
        self._problem.setText(self._page.document.problem if self._page else "")
        self._problem.setVisible(bool(self._problem.text()))
        if not (self._page and self._page.busy):
            self._patience.stop()
            self.list.setEnabled(self._page is not None)
        elif not self._patience.isActive():
            self._patience.start()

    def _list(self, page: Page) -> None:
        document = page.document
        size = document.original.size
        lines = [f"{_('Original')}\n{size[0]} × {size[1]}"]
        for step in document.steps:
            lines.append(self._line(step, size))
            size = step.size
        icons = ["image", *(icon_of(step.edit) for step in document.steps)]
        faint = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        for place, (line, name) in enumerate(zip(lines, icons, strict=True)):
            item = QListWidgetItem(icon(name), line)
            item.setToolTip(line)
            if place > document.position:
                item.setForeground(QColor(faint))
            self.list.addItem(item)
        self.list.setCurrentRow(document.position)
        self.list.scrollToItem(self.list.item(document.position))

    def _line(self, step: Step, before: tuple[int, int]) -> str:
        """What was done to a photo of the size `before`: the tool, and below it what came out and how."""
        facts = [f"{step.size[0]} × {step.size[1]}"] if step.size != before or step.edit.model else []
        if step.edit.model:
            known = (_(info.title) for info in self._studio.store.list() if info.name == step.edit.model)
            facts.append(next(known, step.edit.model))
        else:
            facts.append(facts_of(step.edit, self._studio.store))
        return f"{title_of(step.edit)}\n{'  ·  '.join(facts)}"

    def _go(self, place: int) -> None:
        if self._page and not self._page.busy and 0 <= place != self._page.document.position:
            self._page.document.jump(place)
