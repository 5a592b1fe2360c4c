"""An icon whose colour says how good or bad something is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPalette

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.icons import MARK, put_icon, tinted
from ganstudio.gui.look.theme import DARK, LIGHT


class Sign(Picture):
    """`mood` is "good", "bad" or neither."""

    def __init__(self, name: str, side: int) -> None:
        self._mood = ""
        super().__init__(name, side)

    def show_mood(self, name: str, mood: str) -> None:
        """Another icon, in the colour of `mood`."""
        self._mood = mood
        put_icon(self, name)

    def setIcon(self, icon: QIcon) -> None:
        """What `put_icon` calls, in every theme to come."""
        chosen = DARK if self.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
        colour = {"good": chosen.good, "bad": chosen.danger}.get(self._mood)
        shown = tinted(str(self.property(MARK)), colour) if colour else icon
        self.setPixmap(shown.pixmap(QSize(self.width(), self.height()), self.devicePixelRatioF()))
