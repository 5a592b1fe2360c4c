"""The tool palette at the window's left edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ganstudio.gui.actions import Actions
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.tool_actions import action_id, grouped
from ganstudio.i18n import N_

ICON = QSize(20, 20)


class _Button(QToolButton):
    """Has some air between icon and name."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.text = f"\N{EN SPACE}{option.text}"


class Palette(QScrollArea):
    """One button for each tool, group by group: with its name, or as an icon alone where room is wanted."""

    switched = Signal()
    """Names are shown now, or no more."""

    def __init__(self) -> None:
        super().__init__()
        self._names = self._room = True
        self._buttons: list[QToolButton] = []
        self._titles: list[QWidget] = []
        self._lines: list[QWidget] = []
        self._fold = QToolButton()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def fill(self, actions: Actions) -> None:
        """Show a button for each tool's action; once."""
        for title, tools in grouped():
            self._add_heading(title)
            for tool in tools:
                self._add_button(actions[action_id(tool)])
        self._column.addStretch(1)
        put_icon(self._fold, "chevrons-left")
        self._fold.clicked.connect(self.switch_names)
        self._column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_names()

    def named(self) -> bool:
        """Whether names are wanted."""
        return self._names

    def switch_names(self) -> None:
        """Names, or icons alone."""
        self.set_named(not self._names)

    def set_named(self, on: bool) -> None:
        """Whether names are wanted beside the icons."""
        self._names = on
        self._show_names()
        self.switched.emit()

    def set_room(self, on: bool) -> None:
        """Whether the window has room for names."""
        if on != self._room:
            self._room = on
            self._show_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # other words, or another font
        return super().eventFilter(watched, event)

    def _add_heading(self, title: str) -> None:
        label, line = QLabel(), QFrame()
        say(label, title)
        label.setProperty("kind", "section")
        label.setContentsMargins(8, 10 if self._titles else 2, 8, 4)
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        self._titles.append(label)
        self._column.addWidget(label)
        if self._buttons:
            self._column.addWidget(line)
            self._lines.append(line)

    def _add_button(self, action: QAction) -> None:
        button = _Button()
        button.setIconSize(ICON)
        button.setDefaultAction(action)
        button.setProperty("kind", "tool")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons.append(button)
        self._column.addWidget(button)

    def _show_names(self) -> None:
        on = self._names and self._room
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._buttons:
            button.setToolButtonStyle(beside if on else alone)
            button.setProperty("named", on)
            button.style().unpolish(button)
            button.style().polish(button)
        for title in self._titles:
            title.setVisible(on)
        for line in self._lines:
            line.setVisible(not on)
        self._fold.setVisible(self._room)
        put_icon(self._fold, "chevrons-left" if on else "chevrons-right")
        say(self._fold, N_("Icons alone") if on else N_("Names of the tools"), "toolTip")
        self._fit()

    def _fit(self) -> None:
        """As wide as the widest name, whatever the language."""
        wide = self._inside.sizeHint().width()
        bar = self.verticalScrollBar()
        crowded = self._inside.sizeHint().height() > self.height()
        self.setFixedWidth(wide + (bar.sizeHint().width() if crowded else 0))
