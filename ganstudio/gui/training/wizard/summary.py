"""What has been chosen, line by line, before it begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ganstudio.gui.look.elided import Elided
from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import say
from ganstudio.gui.training.wizard.draft import Draft
from ganstudio.gui.training.wizard.words import pictures
from ganstudio.i18n import N_, _

_ROWS = (
    ("sparkles", N_("Goal")),
    ("images", N_("Pictures")),
    ("layers", N_("Starts from")),
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

    def show_draft(self, draft: Draft, count: int | None) -> None:
        """Say what it is; `count`: pictures that are learnt from."""
        assert draft.goal
        start, preset = draft.start, draft.preset
        folders = ", ".join(folder.name or str(folder) for folder in draft.data)
        counted = _("{pictures} in {folders}").format(pictures=pictures(count or 0), folders=folders)
        told = (
            _(draft.goal.title),
            folders if count is None else counted,
            _(start.title) if start else _("nothing"),
            _(preset.title) if preset and not draft.counted else _("Own settings"),
        )
        for value, text in zip(self._values, told, strict=True):
            value.tell(text)
