"""Photos, training, models: one switch."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ganstudio.gui.parts.middle import Part
from ganstudio.gui.window import Window
from tests.gui.rooms import PATIENCE


def press(window: Window, title: str) -> None:
    """The segment of the switch that is called so."""
    next(each for each in window.seam.switch.findChildren(QAbstractButton) if each.text() == title).click()


def test_the_switch_turns_to_each_part_and_back(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    window.session.open(photos[:1])
    qtbot.waitUntil(window.has_photo, timeout=PATIENCE)
    docks = [dock.isHidden() for dock in window.docks]
    press(window, "Models")
    assert window.library.shown and window.middle.currentWidget() is window.library.page
    assert all(dock.isHidden() for dock in window.docks) and not window.menu_actions["export"].isEnabled()
    press(window, "Training")
    assert window.trainings.shown and not window.library.shown
    press(window, "Models")
    press(window, "Photos")
    assert window.middle.part is Part.PHOTOS and window.middle.currentWidget() is window.stage
    assert [dock.isHidden() for dock in window.docks] == docks
    assert window.menu_actions["export"].isEnabled()


def test_a_key_turns_to_the_models_and_back(window: Window) -> None:
    window.menu_actions["models"].trigger()
    assert window.library.shown and window.menu_actions["models"].isChecked()
    window.menu_actions["models"].trigger()
    assert window.middle.part is Part.PHOTOS


def test_opening_a_photo_leaves_the_models(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    window.library.show()
    window.session.open(photos[:1])
    assert not window.library.shown
    qtbot.waitUntil(window.has_photo, timeout=PATIENCE)
