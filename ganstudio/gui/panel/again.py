"""Another try: the last step once more, with other chance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.page import Page
from ganstudio.i18n import N_
from ganstudio.tools.fill import NETWORK

TOOLS = ("inpaint", "repair", "extend")
"""What fills differently each time."""


class Again(QPushButton):
    """Is there where the last thing done to the photo was to fill something, until something else is done."""

    possible = Signal(bool)
    """Whether it is of use, and to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        say(self, N_("Try again"))
        say(self, N_("Fill the same once more, in another way; undo takes all tries back at once"), "toolTip")
        put_icon(self, "rotate-ccw")
        # A click must not give it the focus: it goes on to others, and the panel with it, while the button is off.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._refresh()

    def show_page(self, page: Page | None) -> None:
        """Work on `page` from now on."""
        if page is self._page:
            return
        if self._page:
            self._page.changed.disconnect(self._refresh)
        self._page = page
        if page:
            page.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, _page: Page | None = None) -> None:
        last = self._page.document.last if self._page else None
        possible = bool(last and last[0].tool in TOOLS and last[0].params.get("method", NETWORK) == NETWORK)
        self.setEnabled(possible and bool(self._page and not self._page.busy))
        self.possible.emit(possible)
