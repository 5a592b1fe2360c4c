"""What is seen but not done: the values of an instant tool before they are applied. See docs/decisions."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QObject

from ganstudio.gui.page import Page
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.session import Session
from ganstudio.gui.studio import Studio
from ganstudio.gui.work import ToolWork
from ganstudio.i18n import _


class Unapplied(QObject):
    """What leaves the window must be what is seen: who takes the photo out of it calls `apply` first."""

    def __init__(self, studio: Studio, session: Session, panels: PanelStack, work: ToolWork) -> None:
        super().__init__(panels)
        self._studio, self._session, self._panels, self._work = studio, session, panels, work

    def on(self, page: Page) -> bool:
        """Whether `page` is, or would be as soon as it is shown, seen otherwise than its document has it."""
        return self._panels.current.tool.id in page.unapplied

    def apply(self) -> bool:
        """Make what is seen a step of the current page, and wait for it; whether the page is now as it is seen."""
        page, panel = self._session.current, self._panels.current
        if not page or not self.on(page):
            return True
        if not panel.ready:
            sentence = _("A tool is at work; this photo can be had when it is done.")
            self._studio.told.emit(panel.foot.problem.text() or sentence)
            return False
        waiting = QEventLoop()

        def look() -> None:
            if self._work.page is None:
                waiting.quit()

        self._work.changed.connect(look)
        self._work.start(page, panel.tool, panel.params, panel.attachments, panel.seed)
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)  # short, and nothing must come in between
        self._work.changed.disconnect(look)
        return not self.on(page)
