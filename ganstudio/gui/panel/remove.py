"""The form of remove: how to fill, and another try."""

from __future__ import annotations

from typing import Any

from ganstudio.gui.page import Page
from ganstudio.gui.panel.again import Again
from ganstudio.gui.panel.form import Form
from ganstudio.tools.inpaint import InpaintParams


class RemoveForm(Form):
    """Rows from the declaration, and below them the button that tries again."""

    def __init__(self, kind: type[InpaintParams], **how: Any) -> None:
        super().__init__(kind, **how)
        self.again = Again()
        self.again.clicked.connect(self.again_requested)
        self._rows.addRow(self.again)

    def show_page(self, page: Page | None) -> None:
        """Its last step is the one to try again."""
        self.again.show_page(page)
