"""The list of what was done to the photo; a click goes there, a double click changes a step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget

from ganstudio.gui.chain.words import facts_of, icon_of, title_of
from ganstudio.gui.look.icons import icon, put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.page import Page
from ganstudio.gui.projects.change import ChangeNote, Changes
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.image.document import Step

PATIENCE = 300
"""Milliseconds of work before the list goes faint: shorter, it would only flicker."""


class HistoryList(QWidget, Speaker):
    """The original first, then one line for each step; what was undone stands faint until something else is done.

    `changes` changes old steps; its note stands above the list.
    """

    def __init__(self, studio: Studio, changes: Changes) -> None:
        super().__init__()
        self._studio, self._changes = studio, changes
        self._page: Page | None = None
        self._going = False
        """The user has chosen a state in the list just now."""
        self._from: tuple[Page, tuple[Step, ...], int, int] | None = None
        """The page, its steps, the state that the user looks at, and the position before the first look."""
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(18, 18))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(lambda: self.list.setEnabled(False))
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))
        # Arrow keys jump as clicks do; queued, for a jump changes the list, which must not happen under Qt's feet.
        self.list.currentRowChanged.connect(self._go, Qt.ConnectionType.QueuedConnection)
        self.list.itemDoubleClicked.connect(lambda item: self._change(self.list.row(item)))
        self.list.customContextMenuRequested.connect(self._show_menu)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.list, lambda: self._change(self.list.currentRow()))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.note, self.change = ChangeNote(), QPushButton()
        self._word()
        self._lay_out()
        self.speak()

    def sizeHint(self) -> QSize:
        return QSize(320, 190)

    def show_page(self, page: Page | None) -> None:
        """The history of `page`."""
        self._page = page
        if self._from and self._from[0] is not page:
            self._from = None
        self.speak()

    def speak(self) -> None:
        """List the steps as they are now."""
        with QSignalBlocker(self.list):
            if self._page:
                self._list(self._page)
            else:
                self.list.clear()
        self._problem.setText(self._page.document.problem if self._page else "")
        self._problem.setVisible(bool(self._problem.text()))
        self.note.show_page(self._page)
        self.change.setVisible(bool(self._page and self._page.document.steps and not self._page.changing))
        self.change.setEnabled(self._changes.can_begin(self._page, self.list.currentRow()))
        if not (self._page and self._page.busy):
            self._patience.stop()
            self.list.setEnabled(self._page is not None)
        elif not self._patience.isActive():
            self._patience.start()

    def _list(self, page: Page) -> None:
        """Into the items that are there: a second click must find the one that the first has found."""
        document = page.document
        size = document.original.size
        lines = [f"{_('Original')}\n{size[0]} × {size[1]}"]
        for step in document.steps:
            lines.append(self._line(step, size))
            size = step.size
        icons = ["image", *(icon_of(step.edit) for step in document.steps)]
        while self.list.count() > len(lines):
            self.list.takeItem(len(lines))
        for place, (line, name) in enumerate(zip(lines, icons, strict=True)):
            if place == self.list.count():
                self.list.addItem(QListWidgetItem())
            self._fill(self.list.item(place), line, name, page)
        self.list.setCurrentRow(document.position)
        if not self._going:  # what was clicked stays under the pointer, for a second click
            self.list.scrollToItem(self.list.item(document.position))

    def _fill(self, item: QListWidgetItem, line: str, name: str, page: Page) -> None:
        place, known = self.list.row(item), page.document.knows(self.list.row(item))
        changed = page.changing is not None and place == page.changing.number
        item.setIcon(icon("pencil" if changed else name))
        item.setText(line)
        missing = _("This state is still to come.") if page.reviving else _("This state could not be had again.")
        item.setToolTip(line if known else f"{line}\n{missing}")
        colours = self.palette()
        faint = place > page.document.position or not known
        group = QPalette.ColorGroup.Disabled if faint and not changed else QPalette.ColorGroup.Active
        item.setForeground(colours.color(group, QPalette.ColorRole.Text))
        there = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(there if known else Qt.ItemFlag.NoItemFlags)

    def _line(self, step: Step, before: tuple[int, int]) -> str:
        """What was done to a photo of the size `before`: the tool, and below it what came out and how."""
        facts = [f"{step.size[0]} × {step.size[1]}"] if step.size != before or step.edit.model else []
        if step.edit.model:
            known = (_(info.title) for info in self._studio.store.list() if info.name == step.edit.model)
            facts.append(next(known, step.edit.model))
        else:
            facts.append(facts_of(step.edit, self._studio.store))
        return f"{title_of(step.edit)}\n{'  ·  '.join(facts)}"

    # What the user does

    def _go(self, place: int) -> None:
        page = self._page
        if page and not page.busy and 0 <= place != page.document.position:
            end, self._going = self._end(page), True
            page.document.jump(place)
            self._going = False
            self._from = (page, page.document.steps, page.document.position, end)

    def _end(self, page: Page) -> int:
        """The position at which the user worked, before looking at others in this list."""
        document = page.document
        there, steps, position, end = self._from or (None, (), 0, 0)
        return end if (there, steps, position) == (page, document.steps, document.position) else document.position

    def _change(self, place: int) -> None:
        if self._page:
            # Where all that is later was undone elsewhere, by keys perhaps, it was meant to go.
            self._changes.begin(self._page, place, self._end(self._page))

    def _show_menu(self, at: QPoint) -> None:
        item, page = self.list.itemAt(at), self._page
        if item is None or page is None:
            return
        place = self.list.row(item)
        menu = QMenu(self)
        change, look = menu.addAction(_("Change this step…")), menu.addAction(_("Look at this state"))
        put_icon(change, "pencil")
        put_icon(look, "eye")
        change.setEnabled(self._changes.can_begin(page, place))
        look.setEnabled(page.document.knows(place))
        change.triggered.connect(lambda: self._change(place))
        look.triggered.connect(lambda: self._go(place))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _stop(self) -> None:
        if self._page:
            self._changes.stop(self._page)

    # Layout

    def _word(self) -> None:
        say(self.change, N_("Change this step…"))
        tip = N_("Its values come back into the panel; what was done after it is done again (double click)")
        say(self.change, tip, "toolTip")
        put_icon(self.change, "pencil")
        self.change.setProperty("kind", "quiet")
        self.change.clicked.connect(lambda: self._change(self.list.currentRow()))
        self.note.stop_requested.connect(self._stop)

    def _lay_out(self) -> None:
        self._problem = QLabel()
        self._problem.setProperty("kind", "danger")
        self._problem.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.list)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._problem)
