"""Many tools in one window: palette, panels, instruments, and what the menus say of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio.gui import recent
from ganstudio.gui.dialogs.help import shortcuts_dialog
from ganstudio.gui.studio import Studio
from ganstudio.gui.table import table
from ganstudio.gui.tool_actions import KEYS, action_id, grouped, menu_ids
from ganstudio.gui.window import ROOMY, Window
from ganstudio.tools import TOOLS
from tests.gui.bright import Dot, bright
from tests.gui.instant import page_with, set_amount
from tests.gui.rooms import PATIENCE, finished, photo, save_picture

__all__ = ["bright"]

pytestmark = pytest.mark.usefixtures("bright", "window")


# Choosing


def test_every_tool_is_in_the_palette_and_in_the_menu(window: Window) -> None:
    actions = {window.menu_actions[action_id(tool)]: tool for tool in TOOLS.values()}
    buttons = [each for each in window.tools.findChildren(QToolButton) if each.defaultAction() in actions]
    assert {button.defaultAction() for button in buttons} == set(actions)
    menu = next(each.menu() for each in window.menuBar().actions() if each.text() == "&Tools")
    assert set(actions) <= set(menu.actions())
    order = [tool.id for _title, tools in grouped() for tool in tools]
    assert order == [name.removeprefix("tool:") for name in menu_ids() if name != "-"]
    assert len(order) == len(TOOLS), "each stands in a group that is there"


def test_choosing_by_button_key_and_menu(qtbot: QtBot, window: Window) -> None:
    button = next(
        each
        for each in window.tools.findChildren(QToolButton)
        if each.defaultAction() is window.menu_actions["tool:light"]
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.panel.tool.id == "light" and button.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.panel.tool.id == "curves" and not button.isChecked()
    window.menu_actions["tool:bright"].trigger()
    assert window.panel.tool.id == "bright"
    window.menu_actions["tool:bright"].trigger()
    assert window.menu_actions["tool:bright"].isChecked(), "a second click leaves it chosen"
    chosen = [tool for tool in TOOLS.values() if window.menu_actions[action_id(tool)].isChecked()]
    assert chosen == [TOOLS["bright"]]


def test_choosing_brings_a_hidden_panel_back(window: Window) -> None:
    window.panel_dock.hide()
    window.choose("light")
    assert window.panel_dock.isVisible()


def test_keys_are_of_tools_and_of_one_thing_each(window: Window) -> None:
    keys = [QKeySequence(each).toString() for action in table(window) for each in action.keys]
    assert len(keys) == len(set(keys)) and all(keys)
    assert set(KEYS) <= set(TOOLS)


def test_a_hint_says_title_keys_and_what_it_does(window: Window) -> None:
    assert window.menu_actions["tool:light"].toolTip() == f"Light (L)\n{TOOLS['light'].summary}"


def test_a_panel_is_made_when_it_is_needed_and_kept(window: Window) -> None:
    assert list(window.panels._panels) == ["upscale"]
    window.choose("resize")
    panel = window.panel
    panel.form.editors["percent"].set_value(50)
    params = panel.params
    window.choose("upscale")
    window.choose("resize")
    assert window.panel is panel and panel.params == params


def test_names_fold_away_and_that_is_remembered(qtbot: QtBot, window: Window, studio: Studio) -> None:
    window.resize(1300, 800)
    wide = window.tools.width()
    window.menu_actions["names"].trigger()
    narrow = window.tools.width()
    assert narrow < wide / 2 and not window.menu_actions["names"].isChecked()
    window.close()
    other = Window(Studio(studio.settings, studio.store))
    qtbot.addWidget(other)
    assert not other.tools.named()


def test_a_small_window_shows_icons_alone(window: Window) -> None:
    window.resize(ROOMY, 800)
    wide = window.tools.width()
    window.resize(ROOMY - 1, 800)
    assert window.tools.width() < wide / 2 and window.tools.named()


# Instruments


def test_an_instrument_lies_on_the_canvas_of_its_tool_and_photo(window: Window) -> None:
    first, second = window.session.add(photo()), window.session.add(photo(seed=1))
    window.choose("bright")
    dot = window.laid.instrument
    assert isinstance(dot, Dot) and dot.photo is second.document.photo and dot in second.canvas.overlays
    set_amount(window, 3)
    assert window.laid.instrument is dot, "other values are no reason for another"
    window.session.show(first)
    assert dot not in second.canvas.overlays and window.laid.instrument in first.canvas.overlays
    window.choose("light")
    assert window.laid.instrument is None and len(first.canvas.overlays) == 1
    window.choose("bright")
    window.session.close(first)
    window.session.close(second)
    assert window.laid.instrument is None


def test_an_instrument_and_its_panel_say_the_same(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(photo())
    window.choose("bright")
    dot = window.laid.instrument
    assert isinstance(dot, Dot)
    set_amount(window, 7)
    qtbot.waitUntil(lambda: 7 in dot.painted, timeout=PATIENCE)
    at = page.canvas.view.to_screen(QRectF(0, 0, 40, 30).center()).toPoint()
    qtbot.mouseClick(page.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert window.panel.params.amount == 20 and window.panel.form.editors["amount"].value() == 20
    qtbot.waitUntil(lambda: 20 in dot.painted, timeout=PATIENCE)


def test_an_instrument_gets_the_photo_of_each_state(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 9)
    before = window.laid.instrument
    window.run()
    finished(qtbot, window)
    now = window.laid.instrument
    assert now and now is not before and now.photo is page.document.photo


# The menu of recent photos


def test_recent_photos_have_small_pictures(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    good, broken = save_picture(tmp_path / "a & b.png", 300, 200), tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    recent.remember(broken)
    recent.remember(good)
    menu = window._recent
    menu.fill()
    first = menu.actions()[0]
    assert first.text().startswith("a && b.png") and str(tmp_path)[-8:] in first.text()
    qtbot.waitUntil(lambda: not first.property("icon_name"), timeout=PATIENCE)
    assert first.icon().pixmap(QSize(36, 36)).toImage().pixelColor(QPoint(18, 18)).alpha() == 255
    qtbot.waitUntil(lambda: menu.actions()[1].property("icon_name") == "circle-alert", timeout=PATIENCE)
    first.trigger()
    qtbot.waitUntil(lambda: window.session.page_of(good) is not None, timeout=PATIENCE)
    menu.actions()[-1].trigger()
    menu.fill()
    assert len(menu.actions()) == 2 and not menu.actions()[-1].isEnabled()


def test_the_page_of_shortcuts_lists_the_tools(window: Window) -> None:
    dialog = shortcuts_dialog(window.menu_actions, window)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Tools", "Curves", "Ctrl+M", "Crop"} <= words
    dialog.close()
