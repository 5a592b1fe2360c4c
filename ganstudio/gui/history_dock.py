"""The list of what was done to the photo; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import icon
from ganstudio.gui.look.words import Speaker
from ganstudio.gui.page import Page
from ganstudio.gui.studio import Studio
from ganstudio.i18n import _
from ganstudio.image.document import Step
from ganstudio.tools import TOOLS


class HistoryList(QWidget, Speaker):
    """The original first, then one line for each step; what was undone stands faint until something else is done."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._page: Page | None = None
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(18, 18))
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
        self.list.setEnabled(bool(self._page and not self._page.busy))

    def _list(self, page: Page) -> None:
        document = page.document
        size = document.original.size
        lines = [f"{_('Original')}\n{size[0]} × {size[1]}", *(self._line(step) for step in document.steps)]
        icons = [
            "image",
            *(TOOLS[step.edit.tool].icon if step.edit.tool in TOOLS else "sparkles" for step in document.steps),
        ]
        faint = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        for place, (line, name) in enumerate(zip(lines, icons, strict=True)):
            item = QListWidgetItem(icon(name), line)
            if place > document.position:
                item.setForeground(QColor(faint))
            self.list.addItem(item)
        self.list.setCurrentRow(document.position)
        self.list.scrollToItem(self.list.item(document.position))

    def _line(self, step: Step) -> str:
        tool = TOOLS.get(step.edit.tool)
        title = _(tool.title) if tool else step.edit.tool
        model = next((_(info.title) for info in self._studio.store.list() if info.name == step.edit.model), "")
        facts = [f"{step.size[0]} × {step.size[1]}", model or step.edit.model]
        return f"{title}\n{'  ·  '.join(fact for fact in facts if fact)}"

    def _go(self, place: int) -> None:
        if self._page and not self._page.busy and 0 <= place != self._page.document.position:
            self._page.document.jump(place)
