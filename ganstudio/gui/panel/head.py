"""The head of a tool's panel: what the tool is, and the ways to its presets and to the guide."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ganstudio.gui.look.theme import heading
from ganstudio.gui.look.words import say
from ganstudio.gui.mask.buttons import icon_button
from ganstudio.gui.panel.presets import PresetMenu, preset_button
from ganstudio.i18n import N_
from ganstudio.tools.tool import Tool


class Head(QWidget):
    """`help` leads to the page of the guide, `bookmark` opens `presets`."""

    def __init__(self, tool: Tool, presets: PresetMenu) -> None:
        super().__init__()
        title, summary = QLabel(), QLabel()
        say(title, tool.title)
        title.setFont(heading(self.font()))
        say(summary, tool.summary)
        summary.setProperty("kind", "muted")
        summary.setWordWrap(True)
        self.bookmark = preset_button(presets)
        self.help = icon_button("circle-question-mark", N_("What this tool does, and how: its page of the guide"))
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setVerticalSpacing(2)
        rows.setColumnStretch(0, 1)
        rows.addWidget(title, 0, 0)
        rows.addWidget(self.help, 0, 1)
        rows.addWidget(self.bookmark, 0, 2)
        rows.addWidget(summary, 1, 0, 1, 3)
