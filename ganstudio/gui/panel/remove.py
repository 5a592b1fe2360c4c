"""The form of remove: how to fill, and another try."""

from __future__ import annotations

from typing import Any

from ganstudio.gui.page import Page
from ganstudio.gui.panel.again import Again
from ganstudio.gui.panel.form import Form
from ganstudio.tools.inpaint import InpaintParams


class RemoveForm(Form):
    """Rows from the declaration; above them, where something was filled, the button that tries again."""

    def __init__(self, kind: type[InpaintParams], **how: Any) -> None:
        super().__init__(kind, **how)
        self.again = Again()
        self.again.clicked.connect(self.again_requested)
        self._rows.insertRow(0, self.again)
        self._rows.setRowVisible(self.again, False)
        self.again.possible.connect(lambda on: self._rows.setRowVisible(self.again, on))

    def show_page(self, page: Page | None) -> None:
        """Its last step is the one to try again."""
        self.again.show_page(page)
