"""Many tools in one window: palette, panels, instruments; instant tools, their preview, and what is not applied yet."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui import commands, recent
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.dialogs.export import ExportDialog
from ganstudio.gui.dialogs.help import shortcuts_dialog
from ganstudio.gui.dialogs.questions import Answer
from ganstudio.gui.page import Page
from ganstudio.gui.panel import preview as preview_module
from ganstudio.gui.panel.glimpse import Kept, Wish, part_of, preview, wish
from ganstudio.gui.panel.preview import COARSEST, Preview
from ganstudio.gui.studio import Studio
from ganstudio.gui.table import table
from ganstudio.gui.tool_actions import KEYS, action_id, grouped, menu_ids
from ganstudio.gui.window import ROOMY, Window
from ganstudio.image.files import open_photo
from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.bright import Bright, BrightParams, Dot, bright
from tests.gui.rooms import PATIENCE, finished, opened, photo, save_picture

__all__ = ["bright"]
pytestmark = pytest.mark.usefixtures("bright", "window")


def set_amount(window: Window, amount: int) -> None:
    """As a hand does at the slider."""
    window.panel.put_params(BrightParams(amount))


def previewed(qtbot: QtBot, window: Window, amount: int) -> Canvas:
    """The current canvas, as soon as the preview of `amount` lies on it."""
    page = window.session.current
    assert page

    def there() -> bool:
        shown = window.preview._shown
        return shown is not None and shown.params.amount == amount and page.canvas.previewed

    qtbot.waitUntil(there, timeout=PATIENCE)
    return page.canvas


def page_with(window: Window, amount: int) -> Page:
    """A photo, the tool chosen and set, nothing applied."""
    page = window.session.add(photo())
    window.choose("bright")
    set_amount(window, amount)
    return page


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


# The preview of an instant tool


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.31])
@pytest.mark.parametrize("area", [QRect(0, 0, 160, 120), QRect(50, 40, 33, 21)])
def test_a_reduced_preview_is_the_tool_on_the_reduced_photo(studio: Studio, area: QRect, scale: float) -> None:
    whole = Photo(small.picture(120, 160))
    wished = Wish(whole, TOOLS["bright"], BrightParams(10), area, scale)
    place, seen, _seconds = preview(wished, Context(studio.engine, Job()), part_of)
    size = QSize(round(area.width() * scale), round(area.height() * scale))
    expected = np.minimum(part_of(whole, area, size).astype(int) + 10, 255)
    assert np.array_equal(seen, expected) and place == QRectF(area)


def test_a_reduced_preview_has_what_lies_around(studio: Studio) -> None:
    """At the edges of what is seen it is what it would be if all were seen."""
    whole, tool = Photo(small.picture(240, 320)), TOOLS["sharpen"]
    params = tool.params(amount=2.0, radius=3.0)
    context = Context(studio.engine, Job())
    everything = preview(Wish(whole, tool, params, QRect(0, 0, 320, 240), 0.5), context, part_of)
    part = preview(Wish(whole, tool, params, QRect(80, 60, 64, 48), 0.5), context, part_of)
    left, top = round(part.area.x() / 2), round(part.area.y() / 2)
    height, width = part.pixels.shape[:2]
    assert small.apart(part.pixels, everything.pixels[top : top + height, left : left + width]) <= 1


def test_what_is_kept_is_what_would_be_made(studio: Studio) -> None:
    whole, kept = Photo(small.picture(90, 120)), Kept()
    around = QRect(10, 20, 80, 60)
    for size in (QSize(40, 30), QSize(40, 30), QSize(20, 15), QSize(80, 60), QSize(33, 25)):
        made = part_of(whole, around, size)
        assert made.shape == kept(whole, around, size).shape
        assert small.apart(made, kept(whole, around, size)) <= 1
    assert np.array_equal(kept(whole, QRect(0, 0, 8, 8), QSize(8, 8)), whole.pixels[:8, :8])


def test_what_is_wished_fits_the_screen(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(Photo(small.picture(1200, 1600)))
    canvas, params = page.canvas, BrightParams(1)
    tool = TOOLS["bright"]
    wished = wish(canvas, tool, params, 10**8)
    assert wished and wished.scale == canvas.zoom < 1 and wished.area == QRect(0, 0, 1600, 1200)
    coarse = wish(canvas, tool, params, 10**8, 0.5)
    assert coarse and coarse.scale == canvas.zoom / 2 and not coarse.serves(wished)
    finest = wish(canvas, tool, params, 10**8, 0.5, fine=True)
    assert finest and finest.scale == canvas.zoom and not finest.quick
    canvas.set_zoom(2.0)
    close = wish(canvas, tool, params, 10**8)
    assert close and close.scale == 1 and close.area == canvas.visible_rect()
    levels = TOOLS["levels"]
    whole = wish(canvas, levels, levels.params(), 10**8)
    assert whole and whole.area == QRect(0, 0, 1600, 1200) and whole.quick and whole.scale < 1


def test_a_preview_comes_by_itself_and_is_what_is_applied(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    canvas = previewed(qtbot, window, 12)
    assert not window.panel.preview.isVisible() and not page.document.steps
    assert canvas._preview
    seen, before = canvas._preview.layer.pixels, page.document.photo
    assert np.array_equal(seen, np.minimum(before.pixels.astype(int) + 12, 255))
    set_amount(window, 0)
    assert not canvas.previewed, "what changes nothing needs no preview"


def test_a_rough_preview_gets_fine_when_the_hand_rests(
    qtbot: QtBot, window: Window, bright: Bright, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_module, "FAST", 0)  # else it would be fine at once
    page = window.session.add(Photo(small.picture(300, 400)))
    window.choose("bright")
    window.preview._coarse = COARSEST
    page.canvas.set_zoom(1.0)
    set_amount(window, 5)
    qtbot.waitUntil(lambda: len(bright.ran) == 2, timeout=PATIENCE)
    assert bright.sizes == [(100, 75), (400, 300)]


def test_the_pace_of_a_slow_tool_is_kept(window: Window) -> None:
    page = window.session.add(photo())
    watch = Preview(window.studio)
    wished = Wish(page.document.photo, TOOLS["bright"], BrightParams(1), QRect(0, 0, 40, 30), 1.0, True)
    for seconds, coarse in ((0.2, 0.5), (0.2, 0.25), (5.0, COARSEST), (0.05, 0.25), (0.001, 0.5), (0.001, 1), (0, 1)):
        watch._keep_pace(wished, seconds)
        assert watch._coarse == coarse


def test_the_newest_values_win_and_those_between_are_left_out(
    qtbot: QtBot, window: Window, bright: Bright, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_module, "SLOW", 1000)  # else the next would be coarse, and made again
    page_with(window, 1)
    previewed(qtbot, window, 1)
    bright.ran.clear()
    bright.gate.clear()
    for amount in range(2, 40):
        set_amount(window, amount)
        qtbot.wait(1)
    assert bright.ran == [2], "one at work, none queued"
    bright.gate.set()
    canvas = previewed(qtbot, window, 39)
    assert bright.ran == [2, 39]
    assert canvas._preview is not None


def test_another_tool_or_photo_drops_the_preview_and_keeps_the_values(qtbot: QtBot, window: Window) -> None:
    first = page_with(window, 5)
    previewed(qtbot, window, 5)
    window.choose("light")
    assert not first.canvas.previewed and not first.document.steps
    window.choose("bright")
    assert window.panel.params.amount == 5
    previewed(qtbot, window, 5)
    second = window.session.add(photo(seed=1))
    assert not first.canvas.previewed
    assert window.panel.params.amount == 0, "what was set for one photo is not done to another"
    qtbot.wait(20)
    assert not second.canvas.previewed
    window.session.show(first)
    assert window.panel.params.amount == 5
    previewed(qtbot, window, 5)


def test_undo_under_a_preview(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 5)
    window.run()
    finished(qtbot, window)
    set_amount(window, 30)
    previewed(qtbot, window, 30)
    for act in (page.document.undo, page.document.redo):
        act()
        canvas = previewed(qtbot, window, 30)
        assert canvas._preview
        expected = np.minimum(page.document.photo.pixels.astype(int) + 30, 255)
        assert np.array_equal(canvas._preview.layer.pixels, expected), "of the state that is seen"
    page.document.undo()
    page.document.redo()
    previewed(qtbot, window, 30)


def test_a_preview_that_fails_says_why_once(qtbot: QtBot, window: Window, bright: Bright) -> None:
    bright.fails = "There is no light."
    page_with(window, 5)
    qtbot.waitUntil(lambda: window.panel.foot.hint.text() == "There is no light.", timeout=PATIENCE)
    qtbot.wait(20)
    assert bright.ran == [5]


# Applying


def test_apply_makes_a_step_and_goes_back_to_nothing(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    before = page.document.photo
    previewed(qtbot, window, 12)
    assert window.panel.run.text() == "Apply"
    qtbot.mouseClick(window.panel.run, Qt.MouseButton.LeftButton)
    finished(qtbot, window)
    assert [step.edit.params for step in page.document.steps] == [{"amount": 12}]
    assert np.array_equal(page.document.photo.pixels, np.minimum(before.pixels.astype(int) + 12, 255))
    assert not window.panel.altered and not page.canvas.previewed and not page.unapplied
    assert not window.panel.run.isEnabled() and not window.menu_actions["run"].isEnabled(), "nothing to apply"


def test_the_history_says_what_was_done(qtbot: QtBot, window: Window) -> None:
    page_with(window, 12)
    window.run()
    finished(qtbot, window)
    window.choose("rotate")
    window.run()
    finished(qtbot, window)
    window.choose("upscale")
    window.run()
    finished(qtbot, window)
    lines = [window.history.list.item(row).text() for row in range(4)]
    assert lines[:2] == ["Original\n40 × 30", "Bright\nAmount 12"]
    assert lines[2].startswith("Rotate\n30 × 40  ·  90°")
    assert lines[3] == "Super-resolution\n120 × 160  ·  Upscale-X4-Faithful"


def test_the_preview_stays_until_what_it_became_is_sharp(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    canvas = previewed(qtbot, window, 12)
    held = threading.Event()
    canvas._pool.submit(held.wait)
    window.run()
    finished(qtbot, window)
    assert canvas._veil is not None and not canvas.previewed
    held.set()
    qtbot.waitUntil(lambda: canvas._veil is None, timeout=PATIENCE)
    set_amount(window, 5)
    previewed(qtbot, window, 5)
    page.document.undo()
    assert canvas._veil is None, "what is undone was not what was previewed"


def test_values_changed_during_the_work_stay(qtbot: QtBot, window: Window, bright: Bright) -> None:
    page = page_with(window, 12)
    previewed(qtbot, window, 12)
    bright.gate.clear()
    window.run()
    set_amount(window, 20)
    bright.gate.set()
    finished(qtbot, window)
    assert page.document.steps[0].edit.params == {"amount": 12}
    assert window.panel.params.amount == 20
    previewed(qtbot, window, 20)


def test_what_changes_nothing_is_no_step(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(photo())
    window.choose("vignette")
    window.panel.put_params(replace(window.panel.neutral, feather=10))
    assert page.unapplied
    window.run()
    finished(qtbot, window)
    assert not page.document.steps and not page.unapplied and not window.panel.altered


def test_reset_puts_the_values_back(qtbot: QtBot, window: Window) -> None:
    page_with(window, 12)
    qtbot.mouseClick(window.panel.foot.reset, Qt.MouseButton.LeftButton)
    assert window.panel.params == BrightParams()
    assert not window.panel.foot.reset.isEnabled() and not window.menu_actions["reset"].isEnabled()


def test_short_work_shows_no_progress_and_long_work_does(qtbot: QtBot, window: Window, bright: Bright) -> None:
    page_with(window, 12)
    previewed(qtbot, window, 12)
    bright.gate.clear()
    window.run()
    foot = window.panel.foot
    assert window.work.page and foot.run.isVisible() and not foot.bar.isVisible()
    qtbot.waitUntil(foot.bar.isVisible, timeout=PATIENCE)
    assert foot.cancel.isVisible() and not foot.run.isVisible()
    qtbot.mouseClick(foot.cancel, Qt.MouseButton.LeftButton)
    assert window.work.page is None and foot.run.isVisible() and window.panel.params.amount == 12
    bright.gate.set()


# What is seen is what leaves the window


def in_the_dialog(act: Callable[[ExportDialog], None]) -> None:
    """Do `act` as soon as the dialog is open: what is seen is applied before."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ExportDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def export_by_keys(qtbot: QtBot, window: Window, target: Path) -> None:
    def fill_in(dialog: ExportDialog) -> None:
        dialog.path.setText(str(target))
        dialog.path.textEdited.emit(str(target))
        dialog._export.click()

    in_the_dialog(fill_in)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_is_seen_is_exported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = page_with(window, 12)
    export_by_keys(qtbot, window, tmp_path / "seen.png")
    assert [step.edit.params for step in page.document.steps] == [{"amount": 12}]
    assert np.array_equal(open_photo(tmp_path / "seen.png").pixels, page.document.photo.pixels)
    assert not page.unsaved and not page.unapplied


def test_what_is_not_seen_is_not_exported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    page = page_with(window, 12)
    window.choose("light")
    export_by_keys(qtbot, window, tmp_path / "plain.png")
    assert not page.document.steps
    assert np.array_equal(open_photo(tmp_path / "plain.png").pixels, page.document.original.pixels)
    assert page.unapplied == {"bright": BrightParams(12)}


def test_what_cannot_be_applied_is_not_exported_without_it(
    qtbot: QtBot, window: Window, bright: Bright, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_with(window, 12)
    bright.fails = "There is no light."
    monkeypatch.setattr(commands, "ExportDialog", lambda *_parts: pytest.fail("nothing to export"))
    assert not window.commands.export()
    assert window.stage.banner.text == "There is no light."
    assert window.panel.params.amount == 12


def test_what_is_seen_is_copied(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    with qtbot.waitSignal(window.commands.copied, timeout=PATIENCE):
        window.menu_actions["copy"].trigger()
    assert len(page.document.steps) == 1
    window.menu_actions["paste"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    assert np.array_equal(window.session.pages[1].document.photo.pixels, page.document.photo.pixels)


def test_closing_asks_about_what_is_seen(
    qtbot: QtBot, window: Window, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = Answer.CANCEL

    def ask(_parent: object, name: str) -> Answer:
        asked.append(name)
        return answer

    monkeypatch.setattr(commands, "ask_to_save", ask)
    opened(qtbot, window, photos[0])
    window.choose("bright")
    set_amount(window, 12)
    page = window.session.current
    assert page
    assert not window.commands.close(page) and asked == ["photo 1.png"]
    window.choose("light")
    assert window.commands.close(page) and len(asked) == 1, "values that are not seen are no work"
    opened(qtbot, window, photos[1])
    window.choose("bright")
    set_amount(window, 12)
    page, answer = window.session.current, Answer.SAVE
    assert page
    in_the_dialog(lambda dialog: dialog._export.click())
    assert window.commands.close(page)
    before = open_photo(photos[1]).pixels.astype(int)
    written = next(path for path in photos[1].parent.iterdir() if path not in photos)
    assert np.array_equal(open_photo(written).pixels, np.minimum(before + 12, 255))


def test_the_next_photo_does_not_take_the_place_of_one_with_values(
    qtbot: QtBot, window: Window, photos: list[Path]
) -> None:
    opened(qtbot, window, photos[0])
    qtbot.waitUntil(lambda: len(window.stage.strip.paths) == 3, timeout=PATIENCE)
    window.choose("bright")
    set_amount(window, 12)
    window.menu_actions["next"].trigger()
    qtbot.waitUntil(lambda: len(window.session.pages) == 2, timeout=PATIENCE)
    window.session.show(window.session.pages[0])
    assert window.panel.params.amount == 12


def test_a_closed_photo_with_values_is_forgotten(qtbot: QtBot, window: Window) -> None:
    page = page_with(window, 12)
    previewed(qtbot, window, 12)
    watches = [weakref.ref(each) for each in (page, page.canvas, page.document.photo)]
    window.session.close(page)
    del page

    def gone() -> bool:
        gc.collect()
        return not any(watch() for watch in watches)

    qtbot.waitUntil(gone, timeout=PATIENCE)


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
