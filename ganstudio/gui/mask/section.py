"""The part of a tool's panel that is about its mask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ganstudio.gui.look.words import say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.mask.controls import MaskControls
from ganstudio.gui.mask.edits import MaskEdits
from ganstudio.gui.mask.kit import Kit
from ganstudio.gui.mask.menu import MaskMenu
from ganstudio.gui.page import Page
from ganstudio.i18n import N_
from ganstudio.masks.mask import Area
from ganstudio.masks.selection import Selection

PAUSE = 120
"""Milliseconds between two looks at a mask while it is painted: the preview follows the hand that often."""
How = Literal["limits", "reads", "corrects", "none"]
_WORDS = {
    "limits": (
        N_("Limit to a mask"),
        N_("The tool works only where you paint or draw; all else stays as it is (Q)"),
        N_("Nothing is masked yet: all is changed."),
    ),
    "corrects": (
        N_("Correct the region"),
        N_("What is changed becomes a mask that you paint on, to add what was left out or take away what was not (Q)"),
        N_("Nothing is masked: all of the region that was found is changed."),
    ),
}
"""Marked: the row to open it, what that does, what holds as long as nothing is masked."""


class MaskSection(QWidget):
    """Always open for a tool that works by a mask; a row to be opened for one that a mask may limit or correct.

    `changed` comes when it is opened or closed, and when the mask has changed.
    """

    changed = Signal()
    unfolded = Signal()
    """It may have become higher."""

    def __init__(self, how: How, kit: Kit, edits: MaskEdits) -> None:
        super().__init__()
        self.kit, self.edits = kit, edits
        self._how = how
        self._optional = how in ("limits", "corrects")
        self._tool = kit.now.tool
        self._page: Page | None = None
        self._selection: Selection | None = None
        self.box = QCheckBox()
        self.title, self.hint = QLabel(), QLabel()
        self.shown = icon_button("eye", N_("Show the mask on the photo (Ctrl+H)"), self.switch_shown)
        self.menu = MaskMenu(self)
        self.more = icon_button("ellipsis", N_("Load, save, colour"))
        self.controls = MaskControls(kit, self.act)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._look)
        self._word()
        self._lay_out()
        self.box.toggled.connect(self._switched)
        kit.changed.connect(self._chosen)
        edits.changed.connect(self._edited)
        if how == "none":
            self.hide()
        self._refresh()

    @property
    def on(self) -> bool:
        """Whether it is open: the mask counts, and is worked on."""
        return self._how == "reads" or self.chosen

    @property
    def chosen(self) -> bool:
        """Whether it is open because the user wants it so."""
        return self._optional and self.box.isChecked()

    @property
    def page(self) -> Page | None:
        """Whose mask it is."""
        return self._page

    @property
    def selection(self) -> Selection | None:
        """The mask that is worked on now; None while the section is closed, or no photo is open."""
        return self._page.selection if self._page and self.on else None

    def show_page(self, page: Page | None) -> None:
        """The mask of `page` from now on."""
        selection = page.selection if page else None
        self._page = page
        if selection is not self._selection:
            self._listen(selection)
        if page:
            self.kit.suit(page.selection.size)
        self._refresh()
        self._show_hint()

    def switch(self) -> None:
        """Open it, or close it, where that is the user's choice."""
        if self._optional:
            self.box.toggle()

    def open(self) -> None:
        """Open it."""
        if self._optional:
            self.box.setChecked(True)

    def fold(self) -> None:
        """Close it."""
        if self._optional:
            self.box.setChecked(False)

    def switch_shown(self) -> None:
        """The mask is seen on the photo, or not."""
        self.kit.put(shown=not self.kit.now.shown)

    @property
    def can_undo(self) -> bool:
        """Whether a stroke is taken back before a step is."""
        return self.selection is not None and self.selection.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a stroke is done again before a step is."""
        return self.selection is not None and self.selection.can_redo

    def undo(self) -> bool:
        """Take the last stroke back; whether there was one."""
        possible = self.can_undo
        if self.selection and possible:
            self.selection.undo()
            self.tell()
        return possible

    def redo(self) -> bool:
        """Do it again; whether there was one."""
        possible = self.can_redo
        if self.selection and possible:
            self.selection.redo()
            self.tell()
        return possible

    def act(self, do: Callable[[MaskEdits, Selection], None]) -> None:
        """Do something to the mask as a whole."""
        if self.selection:
            do(self.edits, self.selection)

    def tell(self) -> None:
        """The mask is another; a stroke is finished."""
        self._pause.stop()
        self._refresh()
        self._show_hint()
        self.changed.emit()

    def _listen(self, selection: Selection | None) -> None:
        if self._selection:
            self._selection.changed.remove(self._repainted)
        self._selection = selection
        if selection:
            selection.changed.append(self._repainted)

    def _repainted(self, _area: Area) -> None:
        if self.on and not self._pause.isActive():
            self._pause.start()

    def _look(self) -> None:
        """Under the hand a mask is looked at only where a preview follows: for a large photo a look takes its time."""
        if self._selection and self._selection.under_way and self._page and not self._page.canvas.previewed:
            self._pause.start()
        else:
            self.tell()

    def _edited(self) -> None:
        """Work on the mask as a whole has begun, or is done: then it can be taken back at once."""
        if self.on and not self.edits.busy:
            self.tell()
        else:
            self._refresh()

    def _chosen(self) -> None:
        """Another tool, or another size of it."""
        other, self._tool = self._tool != self.kit.now.tool, self.kit.now.tool
        self._refresh()
        if other and self._page and self.on:
            self.unfolded.emit()

    def _switched(self) -> None:
        self._refresh()
        self._show_hint()
        self.changed.emit()
        self.unfolded.emit()

    def _refresh(self) -> None:
        self.controls.setVisible(self.on)
        for button in (self.shown, self.more):
            button.setVisible(self.on)
        self.setEnabled(self._page is not None)
        self.shown.setChecked(self.kit.now.shown)
        self.controls.refresh()

    def _show_hint(self) -> None:
        """A tool that a mask may limit is limited by nothing as long as nothing is masked."""
        selection = self.selection if self._optional else None
        self.hint.setVisible(selection is not None and selection.empty)

    def _word(self) -> None:
        box, tip, hint = _WORDS["corrects" if self._how == "corrects" else "limits"]
        say(self.hint, hint)
        self.hint.setProperty("kind", "muted")
        self.hint.setWordWrap(True)
        self.hint.hide()
        say(self.box, box)
        say(self.box, tip, "toolTip")
        say(self.title, N_("Mask"))
        self.title.setProperty("kind", "strong")
        self.shown.setCheckable(True)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.box if self._optional else self.title, 1)
        head.addWidget(self.shown)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addWidget(self.controls)
