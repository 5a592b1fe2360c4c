"""What has been chosen, line by line, before it begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.i18n import N_, _

_ROWS = (
    ("sparkles", N_("It learns to")),
    ("images", N_("It learns from")),
    ("layers", N_("It starts from")),
    ("clock", N_("How long")),
)


class Summary(QFrame):
    """A card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._values = [Elided() for _row in _ROWS]
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for place, (icon, title) in enumerate(_ROWS):
            name = QLabel()
            say(name, title)
            name.setProperty("kind", "muted")
            grid.addWidget(Picture(icon, 16), place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, place, 1)
            grid.addWidget(self._values[place], place, 2)

    @property
    def words(self) -> list[str]:
        """What is told."""
        return [value.accessibleName() for value in self._values]

    def show_draft(self, draft: Draft) -> None:
        """Say what it is."""
        assert draft.goal
        start, preset = draft.start, draft.preset
        told = (
            _(draft.goal.title),
            ", ".join(folder.name or str(folder) for folder in draft.data),
            _(start.title) if start else _("nothing"),
            _(preset.title) if preset and not draft.counted else _("Own settings"),
        )
        for value, text in zip(self._values, told, strict=True):
            value.tell(text)
