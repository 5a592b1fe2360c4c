"""What windows of their own, beside the main one, have in common."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ganstudio.gui.look.icons import put_again
from ganstudio.gui.look.words import say_again
from ganstudio.gui.studio import Studio
from ganstudio.settings import Settings


def bring(window: QWidget) -> None:
    """Show it before all other windows."""
    window.show()
    window.raise_()
    window.activateWindow()


class Follower(QObject):
    """Puts on `window` the theme, and the language, that the main window has put on already."""

    dressed = Signal()
    """Its icons are those of another theme."""
    spoken = Signal()
    """Its words are those of another language."""

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        studio.settings_changed.connect(self._settle)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _settle(self, before: Settings) -> None:
        now = self._studio.settings
        if now.theme != before.theme:
            self._dress()
        if now.language != before.language:
            say_again(self._window)
            self.spoken.emit()

    def _follow_system(self) -> None:
        if self._studio.settings.theme == "system":
            self._dress()

    def _dress(self) -> None:
        put_again(self._window)
        self.dressed.emit()
