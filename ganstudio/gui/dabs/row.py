"""The part of the form that is about dabs: how many there are, the way to be rid of them, or to keep them in a file."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker, say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.i18n import N_, _, ngettext


class DabsRow(QWidget, Speaker):
    """While a mask is worked on, `setting` says whether clicks set dabs or belong to the mask."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self.count, self.clear, self.setting = QLabel(), QPushButton(), QPushButton()
        put_icon(self.clear, "trash-2")
        say(self.clear, N_("Clear all"))
        say(self.clear, N_("Take all dabs away; undo brings them back"), "toolTip")
        self.clear.setProperty("kind", "quiet")
        put_icon(self.setting, "droplet")
        self.setting.setCheckable(True)
        self.setting.setProperty("kind", "chip")
        say(self.setting, N_("Set dabs, not the mask"))
        say(self.setting, N_("While this is on, clicks on the photo set colour dabs and the mask stays"), "toolTip")
        self.setting.hide()
        self.menu = QMenu(self)
        self.load = self._deed("folder-open", N_("Load dabs…"))
        self.save = self._deed("save", N_("Save dabs…"))
        self.more = icon_button("ellipsis", N_("Load and save dabs"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.count, 1)
        head.addWidget(self.clear)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.setting)
        self.speak()

    def show_count(self, count: int) -> None:
        """So many dabs lie on the photo."""
        self._count = count
        self.speak()

    def speak(self) -> None:
        count = self._count
        none, some = _("No colour dabs yet"), ngettext("{n} colour dab", "{n} colour dabs", count).format(n=count)
        self.count.setText(some if count else none)
        for deed in (self.clear, self.save):
            deed.setEnabled(count > 0)

    def _deed(self, icon: str, title: str) -> QAction:
        action = QAction(self)
        say(action, title)
        put_icon(action, icon)
        self.menu.addAction(action)
        return action
