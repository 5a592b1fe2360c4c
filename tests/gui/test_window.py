"""The window: photos, actions, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFileOpenEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from ganstudio.gui import place, recent
from ganstudio.gui.app import open_what_is_sent
from ganstudio.gui.dialogs.help import about_dialog, shortcuts_dialog
from ganstudio.gui.dialogs.report import FaultDialog
from ganstudio.gui.studio import Studio
from ganstudio.gui.table import TOOLBAR, TOOLBAR_RIGHT, menus, table
from ganstudio.gui.tool_actions import action_id
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.paths import resource
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from tests.gui.rooms import PATIENCE, finished, opened

# Photos


def test_a_photo_that_is_open_is_shown_not_opened_again(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, *photos)
    window.session.open([photos[0]])
    assert window.session.current is window.session.page_of(photos[0]) and len(window.session.pages) == 3


def test_tabs_and_pages_keep_one_order(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, *photos)
    tabs = window.stage.tabs
    tabs.moveTab(0, 2)
    assert [page.title for page in window.session.pages] == [tabs.tabText(index) for index in range(3)]
    tabs.setCurrentIndex(0)
    assert window.session.current is window.session.pages[0]
    tabs.tabCloseRequested.emit(1)
    assert [page.title for page in window.session.pages] == ["photo 2.png", "photo 1.png"]
    assert [tabs.tabText(index) for index in range(tabs.count())] == ["photo 2.png", "photo 1.png"]


def test_closing_a_photo_frees_its_memory(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    import gc
    import weakref

    opened(qtbot, window, photos[0], photos[1])
    window.run()
    finished(qtbot, window)
    page = window.session.current
    assert page
    watches = [weakref.ref(each) for each in (page, page.canvas, page.document.photo, page.document.original)]
    window.session.close(page)
    del page

    def gone() -> bool:
        gc.collect()
        return not any(watch() for watch in watches)

    qtbot.waitUntil(gone, timeout=PATIENCE)


# Actions


def test_every_action_stands_in_one_menu_and_every_name_means_one(window: Window) -> None:
    names = [name for group in menus() for name in group.ids if name != "-"]
    assert len(names) == len(set(names))
    assert {action.id for action in table(window)} == set(names) - {"recent", "apply_workflow"}
    assert set(TOOLBAR + TOOLBAR_RIGHT) - {"-"} <= set(names)


def test_no_keys_mean_two_things(window: Window) -> None:
    keys = [QKeySequence(each).toString() for action in table(window) for each in action.keys]
    assert all(keys) and len(keys) == len(set(keys))
    assert {"Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+0", "Ctrl+1"} <= set(keys)


def test_every_icon_is_there(window: Window) -> None:
    names = {action.icon for action in table(window) if action.icon} | {tool.icon for tool in TOOLS.values()}
    missing = [name for name in names if not (resource("icons") / f"{name}.svg").is_file()]
    assert not missing
    assert (resource("icons") / "LICENSE").is_file()


def test_without_a_photo_nothing_can_be_done_to_it(window: Window) -> None:
    possible = {action.id for action in table(window) if window.menu_actions[action.id].isEnabled()}
    rooms = {"strip", "palette", "names", "panel", "history", "training", "models", "full_screen"}
    anywhere = {"open", "quit", "paste", "settings", "batch", "workflows", "random_faces"}
    helps = {"guide", "shortcuts", "copy_report", "show_log", "about"}
    assert possible == {*anywhere, *helps, *rooms, *all_tools()}


def all_tools() -> set[str]:
    """The actions that choose them, which is possible any time."""
    return {action_id(tool) for tool in TOOLS.values()}


def test_the_page_of_shortcuts_names_them_all(window: Window) -> None:
    dialog = shortcuts_dialog(window.menu_actions, window)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Undo", "Ctrl+Z", "Ctrl+Shift+Z   Ctrl+Y", "Wheel"} <= words
    dialog.close()
    about_dialog(window).close()


def test_rooms_are_shown_and_hidden(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    for name, room in (("panel", window.panel_dock), ("history", window.history_dock), ("strip", window.stage.strip)):
        window.menu_actions[name].trigger()
        assert not room.isVisible() and not window.menu_actions[name].isChecked()
        window.menu_actions[name].trigger()
        assert room.isVisible() and window.menu_actions[name].isChecked()


def test_zoom_by_keys(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    canvas = window.session.current.canvas  # type: ignore[union-attr]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == 1
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == 1.5
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.view.fitted


# What is remembered


def test_recent_photos(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(15)]
    for path in paths:
        recent.remember(path)
    recent.remember(paths[5])
    assert recent.recent_photos()[0] == paths[5] and len(recent.recent_photos()) == recent.MOST
    recent.forget(paths[5])
    assert paths[5] not in recent.recent_photos()
    for damage in (b"\xff", b"{", b"{}", b"[1, null]"):
        recent.recent_file().write_bytes(damage)
        assert recent.recent_photos() == []


def test_the_window_stands_where_it_stood(qtbot: QtBot, window: Window) -> None:
    window.resize(760, 640)
    window.history_dock.hide()
    place.write_down(window)
    other = Window(Studio(Settings(), window.studio.store))
    qtbot.addWidget(other)
    assert other.size() == window.size() and other.history_dock.isHidden()
    for damage in ("", "{}", '{"geometry": 1, "state": "*"}'):
        place.place_file().write_text(damage)
        place.put_back(other)
    assert other.size() == window.size()


def test_a_bug_is_told_and_the_window_goes_on(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, window, photos[0])

    def broken(*_anything: object) -> Photo:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(window.panel, "tool", replace(window.panel.tool, run=broken))
    window.run()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE)
    box = QApplication.activeModalWidget()
    assert isinstance(box, FaultDialog) and "nobody thought of this" in box.sentence.text()
    box.close()
    assert window.panel.run.isEnabled() and not window.session.current.busy  # type: ignore[union-attr]


def test_on_macos_a_photo_that_is_opened_with_the_program_comes_as_an_event(
    qtbot: QtBot, qapp: QApplication, window: Window, photos: list[Path]
) -> None:
    open_what_is_sent(qapp, window.session.open)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(photos[0])))
    qtbot.waitUntil(lambda: window.session.current is not None, timeout=PATIENCE)


@pytest.mark.parametrize(("larger", "stood", "whole"), [(20, False, True), (-200, False, False), (20, True, False)])
def test_a_first_window_larger_than_the_screen_takes_the_whole_screen(
    qtbot: QtBot, larger: int, stood: bool, whole: bool
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(window.screen().availableSize() + QSize(larger, larger))
    if stood:  # what was left so by hand stays so
        place.write_down(window)
    place.show(window)
    assert window.isVisible() and window.isMaximized() == whole
