"""The bar of buttons at the top."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from ganstudio.gui.actions import Actions
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.table import TOOLBAR, TOOLBAR_RIGHT
from ganstudio.i18n import N_

NAMED = ("open", "export")
"""Buttons that bear their name beside the icon, where there is room."""
SPARED, AFTER_SPARED = ("zoom_out", "zoom_in"), "fit"
"""Buttons that go where there is none even without names, for the wheel does the same; and what follows them."""


class Bar(QToolBar):
    """Buttons for TOOLBAR at the left, for TOOLBAR_RIGHT at the right."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._suited: tuple[object, ...] = ()
        self.setIconSize(QSize(20, 20))
        actions.fill_toolbar(self, TOOLBAR)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        actions.fill_toolbar(self, TOOLBAR_RIGHT)
        self._name(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._suit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._suit()  # it may have got words of another language
        return super().event(event)

    def _suit(self) -> None:
        """Names, and buttons that others can stand in for, where there is room for them: rather than that the last
        buttons go, of which Settings is one."""
        suited = (self.width(), *(self._actions[name].iconText() for name in NAMED))
        if suited == self._suited:
            return
        self._suited = suited
        for named, spared in ((True, False), (False, False), (False, True)):
            self._name(named)
            self._spare(spared)
            if self.sizeHint().width() <= self.width():
                break

    def _name(self, on: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if on else Qt.ToolButtonStyle.ToolButtonIconOnly
        for name in NAMED:
            button = self.widgetForAction(self._actions[name])
            assert isinstance(button, QToolButton)
            if button.toolButtonStyle() != style or not button.property("kind"):
                button.setToolButtonStyle(style)
                button.setProperty("kind", "label" if on else "icon")
                button.style().polish(button)

    def _spare(self, on: bool) -> None:
        for name in SPARED:
            if on:
                self.removeAction(self._actions[name])
            elif self._actions[name] not in self.actions():
                self.insertAction(self._actions[AFTER_SPARED], self._actions[name])


def build_toolbar(actions: Actions) -> Bar:
    """The bar, as the window wants it."""
    bar = Bar(actions)
    bar.setObjectName("toolbar")
    say(bar, N_("Toolbar"), "windowTitle")
    bar.setMovable(False)
    bar.toggleViewAction().setEnabled(False)
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")  # Qt's own name for the arrow of a full bar
    if more:
        put_icon(more, "chevron-right")
        say(more, N_("More"), "toolTip")
    return bar
