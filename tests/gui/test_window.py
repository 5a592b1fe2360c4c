"""The window: its actions, panel, preview, language and look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio import settings as stored
from ganstudio.engine.job import Job
from ganstudio.gui import commands, place, recent
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.clipboard import image_of, photo_of
from ganstudio.gui.dialogs.help import about_dialog, shortcuts_dialog
from ganstudio.gui.dialogs.settings import SettingsDialog
from ganstudio.gui.look import theme
from ganstudio.gui.look.icons import icon
from ganstudio.gui.panel.glimpse import Wish, part_of, preview
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.studio import Studio
from ganstudio.gui.table import TOOLBAR, TOOLBAR_RIGHT, menus, table
from ganstudio.gui.tool_actions import action_id
from ganstudio.gui.window import Window
from ganstudio.gui.work import time_left
from ganstudio.i18n import set_language
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import fields
from ganstudio.paths import models_folder, resource
from ganstudio.settings import Settings
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import UpscaleParams
from tests.engine import small
from tests.gui.rooms import PATIENCE, finished, opened, photo

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
    rooms = {"strip", "palette", "names", "panel", "history", "full_screen"}
    anywhere = {"open", "quit", "paste", "settings", "batch", "workflows", "shortcuts", "about"}
    assert possible == {*anywhere, *rooms, *all_tools()}


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


# Panel


def set_field(window: Window, **values: object) -> None:
    for name, value in values.items():
        editor = window.panel.form.editors[name]
        editor.set_value(value)
        editor.changed.emit()


def test_the_panel_says_what_will_come_out(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    assert not window.panel.run.isEnabled()
    opened(qtbot, window, photos[0])
    assert "40 × 30  →  160 × 120" in window.panel.foot.target.text()
    set_field(window, size_mode="width", size=100)
    assert "100 × 75" in window.panel.foot.target.text()
    set_field(window, size=100_000)
    assert "100000 pixels would make" in window.panel.foot.problem.text()
    assert not window.panel.run.isEnabled() and not window.menu_actions["run"].isEnabled()


def test_the_card_is_of_the_model_that_would_be_used(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    assert window.panel.card._title.text() == "Upscale-X4-Faithful"
    set_field(window, scale=2.0)
    assert window.panel.card._title.text() == "Upscale-X2-Faithful"
    window.panel.card._more.click()
    assert "CC0" in window.panel.card._facts.text()


def test_a_model_that_has_gone_is_told_before_the_run(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    set_field(window, model="gone")
    assert "no model called gone" in window.panel.card._title.text()
    window.run()
    finished(qtbot, window)
    assert "no model called gone" in window.stage.banner.text
    assert window.panel.run.isVisible()


def test_a_model_file_is_adopted_from_the_panel(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    folder = models_folder()
    window.studio.store._folders = (*window.studio.store._folders, folder)
    editor = window.panel.form.editors["model"]
    assert isinstance(editor, ModelEditor)
    editor.add(small.save(tmp_path, "mine", seed=5))
    qtbot.waitUntil(lambda: editor.value() == "mine", timeout=PATIENCE)
    assert (folder / "mine.safetensors").is_file()
    editor.add(tmp_path / "nothing.safetensors")
    qtbot.waitUntil(lambda: "nothing.safetensors" in window.stage.banner.text, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("took", "done", "said"),
    [(1.0, 0.5, ""), (10, 0.01, ""), (10, 0.5, "10 seconds left"), (59, 0.99, "1 second left")],
)
def test_time_left(took: float, done: float, said: str) -> None:
    assert time_left(took, done) == said


def test_time_left_in_minutes_and_hours() -> None:
    assert time_left(100, 0.25) == "5 minutes left"
    assert time_left(3600, 0.25) == "3 hours left"


# Preview


@pytest.mark.parametrize("area", [QRect(0, 0, 160, 120), QRect(50, 40, 33, 21), QRect(0, 90, 60, 30)])
def test_the_preview_is_what_the_run_would_make(studio: Studio, area: QRect) -> None:
    whole = Photo(small.picture(120, 160))
    tool, params = TOOLS["upscale"], UpscaleParams(strength=0.8)
    result = tool.run(whole, params, Context(studio.engine, Job())).pixels
    place, seen, _seconds = preview(Wish(whole, tool, params, area, 1.0), Context(studio.engine, Job()), part_of)
    expected = result[area.top() * 4 : (area.bottom() + 1) * 4, area.left() * 4 : (area.right() + 1) * 4]
    assert seen.shape == expected.shape and place == QRectF(area)
    assert small.apart(seen, expected) <= 2


def test_the_preview_follows_the_view_and_the_parameters(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, window, photos[0])
    canvas = window.session.current.canvas  # type: ignore[union-attr]
    shown: list[tuple[QRect, tuple[int, ...]]] = []
    real = Canvas.set_preview

    def record(self: Canvas, rect: QRectF | None, pixels: np.ndarray | None = None) -> None:
        if rect is not None and pixels is not None:
            shown.append((rect.toRect(), pixels.shape))
        real(self, rect, pixels)

    monkeypatch.setattr(Canvas, "set_preview", record)
    canvas.set_zoom(32)
    window.menu_actions["preview"].trigger()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=PATIENCE)
    assert shown[0][0] == canvas.visible_rect() != QRect(0, 0, 40, 30)
    canvas.fit()
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=PATIENCE)
    assert shown[1] == (QRect(0, 0, 40, 30), (120, 160, 3))
    for strength in (0.9, 0.5, 0.2):
        set_field(window, scale=2.0, strength=strength)
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=PATIENCE)
    assert shown[2][1] == (60, 80, 3), "of three wishes in a row the last"
    canvas.set_zoom(32)
    assert not window.preview._pause.isActive(), "what was made is good from near as well"
    window.menu_actions["preview"].trigger()
    assert canvas._preview is None


def test_a_preview_is_bounded(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ganstudio.gui.panel import preview as module

    monkeypatch.setattr(module, "MOST", {"cpu": 16 * 300})
    opened(qtbot, window, photos[0])
    window.menu_actions["preview"].trigger()
    qtbot.waitUntil(lambda: "zoom in" in window.panel.foot.hint.text(), timeout=PATIENCE)
    area = window.preview._shown.area  # type: ignore[union-attr]
    assert area.width() * area.height() <= 300
    assert area.center() == QRect(0, 0, 40, 30).center()


# Clipboard


def test_a_picture_is_copied_and_pasted(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    with qtbot.waitSignal(window.commands.copied, timeout=PATIENCE):
        window.menu_actions["copy"].trigger()
    window.menu_actions["paste"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    first, second = window.session.pages
    assert second.title == "Pasted 1" and second.unsaved
    assert np.array_equal(first.document.photo.pixels, second.document.photo.pixels)


def test_what_is_no_picture_is_told(window: Window) -> None:
    data = QMimeData()
    data.setText("words")
    window.commands.take(data)
    assert "no picture" in window.stage.banner.text


@pytest.mark.parametrize("channels", [3, 4])
def test_clipboard_pictures_are_exact(channels: int) -> None:
    pixels = small.picture(13, 17, channels=channels)
    assert np.array_equal(photo_of(image_of(Photo(pixels))).pixels, pixels)


def test_a_clipboard_picture_of_16_bit_stays_so() -> None:
    image = QImage(5, 4, QImage.Format.Format_RGBX64)
    image.fill(QColor.fromRgba64(1000, 30_000, 65_535))
    pixels = photo_of(image).pixels
    assert pixels.dtype == np.uint16 and tuple(pixels[0, 0]) == (1000, 30_000, 65_535)


# Settings, language, look


def test_settings_are_used_and_saved(qtbot: QtBot, window: Window) -> None:
    dialog = SettingsDialog(window.studio, window)
    qtbot.addWidget(dialog)
    dialog.form.set_params(Settings(theme="light", device="cpu", precision="float32", history_budget_mb=300))
    dialog.accept()
    assert stored.load().theme == "light" and stored.load().history_budget_mb == 300
    assert QApplication.palette().window().color().name() == theme.LIGHT.window
    assert window.session.add(photo()).document._history._budget == 300_000_000


def test_another_language_is_spoken_at_once(qtbot: QtBot, window: Window, photos: list[Path]) -> None:
    opened(qtbot, window, photos[0])
    before = texts(window)
    window.studio.change(Settings(language="es", device="cpu", precision="float32"))
    after = texts(window)
    assert window.menu_actions["undo"].text() == "Deshacer"
    assert window.panel.run.text() == "Ejecutar"
    kept = {text for text in before & after if any(letter.isalpha() for letter in text)}
    same_in_both = {"photo 1.png", "ganstudio", "Upscale-X4-Faithful", "sRGB", " × "}
    assert {text for text in kept if not any(word in text for word in same_in_both)} <= same_everywhere()
    window.studio.change(Settings(language="en", device="cpu", precision="float32"))
    assert texts(window) == before


def texts(window: Window) -> set[str]:
    """All that stands in the window."""
    found = {action.text() for action in window.findChildren(type(window.menu_actions["undo"]))}
    for kind in (QLabel, QToolButton):
        found |= {each.text() for each in window.findChildren(kind)}
    return {text for text in found if text}


def same_everywhere() -> set[str]:
    """Words that are the same in English and Spanish, and names."""
    from ganstudio.i18n import _

    set_language("es")
    same = {_(field.title) for field in fields(UpscaleParams) if _(field.title) == field.title}
    set_language("en")
    return same | {"100 %", "Magenta", "photo 2.png", "photo 3.png"}


def test_a_device_that_is_not_there_is_told_and_another_taken(qtbot: QtBot, window: Window) -> None:
    window.studio.change(Settings(device="cuda:7"))
    qtbot.waitUntil(lambda: window.studio.device is not None, timeout=PATIENCE)
    assert "cuda:7" in window.stage.banner.text
    assert window.studio.device is not None and window.studio.device.id != "cuda:7"


@pytest.mark.parametrize("tokens", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_text_can_be_read(tokens: theme.Tokens) -> None:
    def light(name: str) -> float:
        channels = [value / 255 for value in QColor(name).getRgb()[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        bright, dark = sorted((light(one), light(other)), reverse=True)
        return (bright + 0.05) / (dark + 0.05)

    for ground in (tokens.window, tokens.deep, tokens.raised, tokens.hover, tokens.chosen):
        assert contrast(tokens.text, ground) >= 7, ground
    for ground in (tokens.window, tokens.deep):
        assert contrast(tokens.muted, ground) >= 4.5
        assert contrast(tokens.link, ground) >= 4.5
        assert contrast(tokens.danger, ground) >= 4.5
    assert contrast(tokens.text, tokens.danger_ground) >= 7
    assert contrast(tokens.on_accent, tokens.accent) >= 3.5
    assert "$" not in theme.stylesheet(tokens)


def test_icons_take_the_colours_of_the_theme(qapp: QApplication) -> None:
    for tokens, choice in ((theme.LIGHT, "light"), (theme.DARK, "dark")):
        theme.apply_theme(qapp, choice)
        image = icon("undo-2").pixmap(40).toImage()
        inked = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        assert {colour.name() for colour in inked if colour.alpha() == 255} == {tokens.text}


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
    assert isinstance(box, QDialog) and "nobody thought of this" in box.text()  # type: ignore[attr-defined]
    box.close()
    assert window.panel.run.isEnabled() and not window.session.current.busy  # type: ignore[union-attr]


def test_closing_a_page_at_work_ends_the_work(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ask_to_save", lambda *_: pytest.fail("nothing is unsaved"))
    answers = [False, False, True]
    monkeypatch.setattr(commands, "ask_to_stop", lambda *_: answers.pop(0))
    page = window.session.add(Photo(freeze(np.zeros((400, 500, 3), np.uint8)), path=photos[0]), photos[0])
    set_field(window, scale=8.0)
    window.run()
    assert page.busy
    assert not window.commands.close(page) and not window.close()
    assert page.busy and window.session.pages == [page], "who does not want to stop it keeps it"
    assert window.commands.close(page) and not answers
    assert window.work.page is None and not window.session.pages
