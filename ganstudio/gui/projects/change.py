"""An old step is changed: its values come back into the panel, and what was done after it is done again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ganstudio.gui.chain.words import title_of
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import say
from ganstudio.gui.page import Page
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.projects.stamp import Changing
from ganstudio.gui.session import Session
from ganstudio.i18n import N_, _, ngettext
from ganstudio.tools import TOOLS
from ganstudio.tools.limited import MASK


class Changes(QObject):
    """One old step of each page at a time. `ToolWork` puts what comes out in its place."""

    def __init__(self, session: Session, panels: PanelStack) -> None:
        super().__init__(session)
        self._session, self._panels = session, panels
        self._beginning = False
        session.page_changed.connect(self._follow)
        panels.changed.connect(self._look)
        session.current_changed.connect(self._return)

    def can_begin(self, page: Page | None, number: int) -> bool:
        """Whether the step `number`, from 1 on, can be changed: it is known here, and so is what it was done to."""
        if page is None or page.busy or page.reviving or page.changing or not 0 < number <= len(page.document.steps):
            return False
        return page.document.knows(number - 1) and page.document.steps[number - 1].edit.tool in TOOLS

    def begin(self, page: Page, number: int, end: int) -> None:
        """Show the photo as it was before the step `number`, and its values in the panel; all up to the position `end`
        is done again when it is applied."""
        if not self.can_begin(page, number):
            return
        step = page.document.steps[number - 1]
        mask, draft = step.edit.attachments.get(MASK), page.drafts.get(step.edit.tool)
        page.changing = Changing(step, number, max(end, number), page.selection.mask, draft)
        self._beginning = True
        page.document.jump(number - 1)
        page.put_mask(mask)
        page.lay(replace(step.edit, attachments={k: v for k, v in step.edit.attachments.items() if k != MASK}))
        self._panels.show_again(step.edit.tool)
        panel = self._panels.current
        panel.form.seed = step.edit.seed
        (panel.masks.fold if mask is None else panel.masks.open)()
        self._beginning = False
        page.changed.emit(page)

    def stop(self, page: Page) -> None:
        """Leave the step as it was; the photo is seen as it was before."""
        changing = page.changing
        if changing and not page.busy:
            page.changing = None
            page.document.jump(changing.end)
            self._tidy(page, changing)
            page.changed.emit(page)

    def _follow(self, page: Page) -> None:
        """It is over where the user has gone elsewhere in the history, or it is done."""
        changing = page.changing
        if changing and not self._beginning and not page.busy and not changing.going_on(page.document):
            page.changing = None
            self._tidy(page, changing)
            page.changed.emit(page)

    def _look(self) -> None:
        """Who chooses another tool has something else in mind."""
        page, tool = self._session.current, self._panels.current.tool.id
        if page and page.changing and not self._beginning and page.changing.step.edit.tool != tool:
            self.stop(page)

    def _return(self) -> None:
        """Another page is seen: its step goes on being changed, with the tool that it takes."""
        page = self._session.current
        if page and page.changing and page.changing.step.edit.tool != self._panels.current.tool.id:
            self._panels.show_page(page)
            self._panels.choose(page.changing.step.edit.tool)

    def _tidy(self, page: Page, changing: Changing) -> None:
        """What was laid on the photo and set for the step goes, and what was there before comes back."""
        tool = changing.step.edit.tool
        self._panels.forget(page, tool)
        page.put_mask(changing.mask)
        if changing.draft:
            page.lay(changing.draft)
        if page is self._session.current and self._panels.current.tool.id == tool:
            self._panels.show_again(tool)
            if changing.mask is None:
                self._panels.current.masks.fold()


class ChangeNote(QFrame):
    """Says above the history which step is being changed, and what Apply will do."""

    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title, self._text = QLabel(), QLabel()
        self._title.setProperty("kind", "strong")
        self._text.setProperty("kind", "muted")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.stop = QPushButton()
        self.stop.setProperty("kind", "quiet")
        say(self.stop, N_("Cancel"))
        say(self.stop, N_("Leave the step as it was"), "toolTip")
        self.stop.clicked.connect(lambda: self.stop_requested.emit())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Picture("pencil", 18))
        head.addWidget(self._title, 1)
        head.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._text)
        self.hide()

    def show_page(self, page: Page | None) -> None:
        """What is going on with `page`."""
        changing = page.changing if page else None
        self.setVisible(changing is not None)
        if not (page and changing):
            return
        self._title.setText(
            _("Changing step {number}: {tool}").format(number=changing.number, tool=title_of(changing.step.edit))
        )
        later = len(changing.later(page.document))
        words = ngettext(
            "Set it in the panel and apply it; the step after it is then done again.",
            "Set it in the panel and apply it; the {n} steps after it are then done again.",
            later,
        )
        self._text.setText(words.format(n=later) if later else _("Set it in the panel and apply it."))
        self.stop.setEnabled(not page.busy)
