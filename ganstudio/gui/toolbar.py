"""The bar of buttons at the top."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from ganstudio.gui.actions import Actions
from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say
from ganstudio.gui.table import TOOLBAR, TOOLBAR_RIGHT
from ganstudio.i18n import N_

NAMED = ("open", "export")
"""Buttons that bear their name beside the icon."""


def build_toolbar(actions: Actions) -> QToolBar:
    """Buttons for TOOLBAR at the left, for TOOLBAR_RIGHT at the right."""
    bar = QToolBar()
    bar.setObjectName("toolbar")
    say(bar, N_("Toolbar"), "windowTitle")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.toggleViewAction().setEnabled(False)
    actions.fill_toolbar(bar, TOOLBAR)
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(spring)
    actions.fill_toolbar(bar, TOOLBAR_RIGHT)
    for name in NAMED:
        button = bar.widgetForAction(actions[name])
        assert isinstance(button, QToolButton)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("kind", "label")
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")  # Qt's own name for the arrow of a full bar
    if more:
        put_icon(more, "chevron-right")
        say(more, N_("More"), "toolTip")
    return bar
