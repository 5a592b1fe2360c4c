"""The offer to colour a black-and-white photo that has just been opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ganstudio.gui.banner import Banner
from ganstudio.gui.page import Page
from ganstudio.gui.panel.stack import PanelStack
from ganstudio.gui.session import Session
from ganstudio.i18n import _
from ganstudio.image.cast import cast
from ganstudio.tools.colorize import TOOL

STAYS = 20_000
"""Milliseconds."""


class Offer(QObject):
    """Goes by itself, with its photo, or when the tool is chosen. Who lets it pass once is not asked again."""

    def __init__(self, session: Session, panels: PanelStack, banner: Banner, choose: Callable[[str], None]) -> None:
        super().__init__(panels)
        self._session, self._panels, self._banner, self._choose = session, panels, banner, choose
        self._sentence = ""
        """What is offered now."""
        self._passed = False
        self._leaving = QTimer(self, singleShot=True, interval=STAYS)
        self._leaving.timeout.connect(self._withdraw)
        session.added.connect(self._look)
        session.current_changed.connect(self._withdraw)
        panels.changed.connect(self._chosen)

    def _look(self, page: Page) -> None:
        QTimer.singleShot(0, self, lambda: self._offer(page))  # it becomes the current one first

    def _offer(self, page: Page) -> None:
        at_it = self._panels.current.tool.id == TOOL.id
        if self._passed or at_it or page is not self._session.current or self._banner.isVisible():
            return
        photo = page.document.photo
        kind = "grey" if photo.meta.grey else cast(photo.pixels)
        if kind == "colour":
            return
        toned = _("{name} is toned, in one colour alone.")
        sentence = toned if kind == "toned" else _("{name} is black and white.")
        self._sentence = sentence.format(name=page.title)
        self._banner.offer(self._sentence, _("Colour it"), self._take)
        self._leaving.start()

    def _take(self) -> None:
        self._sentence = ""
        self._leaving.stop()
        self._choose(TOOL.id)

    def _chosen(self) -> None:
        if self._panels.current.tool.id == TOOL.id:
            self._end()

    def _withdraw(self) -> None:
        """It was let pass."""
        if self._sentence:
            self._passed = True
            self._end()

    def _end(self) -> None:
        sentence, self._sentence = self._sentence, ""
        self._leaving.stop()
        if sentence and self._banner.text == sentence:
            self._banner.clear()
