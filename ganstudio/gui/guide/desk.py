"""Between the main window and the guide: opens it where it explains what is before the user, does what it links to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganstudio.gui.guide.window import GuideWindow
from ganstudio.gui.parts.middle import Part
from ganstudio.guide import INDEX

if TYPE_CHECKING:
    from ganstudio.gui.window import Window

ROOMS = {Part.TRAINING: "training", Part.MODELS: "models"}
"""Part of the window → its page."""


class GuideDesk:
    """The guide's window is made when it is first wanted."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._guide: GuideWindow | None = None

    @property
    def guide(self) -> GuideWindow:
        """The guide's window."""
        if self._guide is None:
            self._guide = GuideWindow(self._window.studio)
            self._guide.text.deed_requested.connect(self._do)
        return self._guide

    def show(self) -> None:
        """The page of what is before the user: another part of the window, the tool that is chosen; else the first."""
        part = self._window.middle.part
        tool = self._window.panel.tool.id if self._window.has_photo() else INDEX
        self.show_page(ROOMS.get(part, tool))

    def show_page(self, name: str) -> None:
        """The page called `name`."""
        self.guide.search.clear()
        self.guide.show_page(name)
        self.guide.bring()

    def close(self) -> None:
        """The program ends."""
        guide, self._guide = self._guide, None
        if guide:
            guide.close()
            guide.deleteLater()

    def _do(self, name: str) -> None:
        """What a page links to, before the main window."""
        self._window.activateWindow()
        self._window.raise_()
        self._window.menu_actions[name].trigger()
