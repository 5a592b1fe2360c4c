"""The rooms at the sides of the window."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from ganstudio.gui.look.words import say
from ganstudio.i18n import N_

NARROWEST, WIDE = 288, 336
"""Pixels of the rooms at the right: at least, and at first."""
Side = Qt.DockWidgetArea


class Docks(NamedTuple):
    """What can be closed and opened again."""

    palette: QDockWidget
    panel: QDockWidget
    history: QDockWidget


def add_docks(window: QMainWindow, palette: QWidget, panels: QWidget, history: QWidget) -> Docks:
    """The palette at the left; at the right the tool's panel, and below it the history."""
    window.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
    docks = Docks(
        _dock(window, "palette", N_("Tools"), palette, Side.LeftDockWidgetArea),
        _dock(window, "panel", N_("Tool"), panels, Side.RightDockWidgetArea),
        _dock(window, "history", N_("History"), history, Side.RightDockWidgetArea),
    )
    for dock in (docks.palette, docks.panel):  # which have headings of their own
        dock.setTitleBarWidget(QWidget())
    right = [docks.panel, docks.history]
    for dock in right:
        dock.setMinimumWidth(NARROWEST)
    window.resizeDocks(right, [WIDE, WIDE], Qt.Orientation.Horizontal)
    window.resizeDocks(right, [600, 220], Qt.Orientation.Vertical)
    return docks


def _dock(window: QMainWindow, name: str, title: str, inside: QWidget, side: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(window)
    dock.setObjectName(name)
    say(dock, title, "windowTitle")
    dock.setWidget(inside)
    features = QDockWidget.DockWidgetFeature
    dock.setFeatures(features.DockWidgetMovable | features.DockWidgetClosable)
    window.addDockWidget(side, dock)
    return dock
