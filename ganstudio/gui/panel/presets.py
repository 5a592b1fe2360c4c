"""The presets of a tool as a menu: choose one, keep the values of now as one, rename and delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ganstudio import presets
from ganstudio.errors import GanstudioError
from ganstudio.gui.chain.menu import section
from ganstudio.gui.dialogs.presets import PresetsDialog, SavePresetDialog
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.studio import Studio
from ganstudio.i18n import N_, _
from ganstudio.presets import Preset
from ganstudio.tools.tool import Tool
from ganstudio.tools.workflow import named_models


class PresetMenu(QMenu):
    """`chosen` carries what a preset makes of the parameters that `read` gives.

    Listed anew each time it is shown; what cannot be used here and now says why, and is faint.
    """

    chosen = Signal(object)

    def __init__(self, tool: Tool, studio: Studio, read: Callable[[], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool, self._studio, self._read = tool, studio, read
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the presets of now."""
        self.clear()
        there = presets.listed(self._tool.id)
        both = len({preset.bundled for preset in there}) == 2
        for title, bundled in ((N_("Presets"), True), (N_("Your presets"), False)):
            listed = [preset for preset in there if preset.bundled == bundled]
            if both:
                self.addAction(section(title, self))
            for preset in listed:
                self.addAction(self._item(preset))
        if there:
            self.addSeparator()
        self._deed("plus", N_("Save as preset…"), self.save)
        if any(not preset.bundled for preset in there):
            self._deed("settings", N_("Rename or delete…"), self.arrange)

    def save(self) -> None:
        """Keep the values of now under a name that is asked for."""
        self._open(SavePresetDialog(self._tool, self._read(), self.window()))

    def arrange(self) -> None:
        """The user's presets, to be renamed and deleted."""
        self._open(PresetsDialog(self._tool, self.window()))

    def obstacle(self, preset: Preset) -> str:
        """Why it cannot be used here and now, as a sentence; empty where it can."""
        try:
            named_models(self._tool, preset.on(self._read()), self._studio.store)
        except GanstudioError as error:
            return str(error)
        return ""

    def _item(self, preset: Preset) -> QAction:
        obstacle = self.obstacle(preset)
        action = QAction(preset.shown.replace("&", "&&"), self)
        action.setCheckable(True)
        action.setChecked(not obstacle and preset.says(self._read()))
        action.setEnabled(not obstacle)
        action.setToolTip(obstacle)
        action.triggered.connect(lambda: self.chosen.emit(preset.on(self._read())))
        return action

    def _deed(self, icon: str, title: str, act: Callable[[], None]) -> None:
        action = self.addAction(_(title))
        put_icon(action, icon)
        action.triggered.connect(act)

    @staticmethod
    def _open(dialog: SavePresetDialog | PresetsDialog) -> None:
        dialog.exec()
        dialog.deleteLater()


def preset_button(menu: PresetMenu) -> QToolButton:
    """What opens the menu."""
    button = icon_button("bookmark", N_("Presets: named sets of this tool's values"))
    say(button, N_("Presets"), "accessibleName")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button
