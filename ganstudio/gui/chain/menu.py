"""All tools in a menu, by their groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import GROUPS


class ToolMenu(QMenu):
    """`chosen` carries the id of a tool. Filled when it opens: tools are what they are then."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        for group, title in GROUPS.items():
            tools = [tool for tool in TOOLS.values() if tool.group == group]
            if tools:
                self.addAction(section(title, self))
            for tool in tools:
                action = self.addAction("")
                say(action, tool.title)
                put_icon(action, tool.icon)
                action.triggered.connect(lambda _on=False, name=tool.id: self.chosen.emit(name))


def section(title: str, menu: QMenu) -> QWidgetAction:
    """A heading (marked) within `menu`."""
    label = QLabel()
    say(label, title)
    label.setProperty("kind", "section")
    label.setContentsMargins(12, 8, 12, 4)
    action = QWidgetAction(menu)
    action.setDefaultWidget(label)
    action.setEnabled(False)  # keys pass over it
    return action
