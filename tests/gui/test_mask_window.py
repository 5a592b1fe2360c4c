"""Masks in the window: their section in the panels, and each page's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.mask.kit import TOOLS as KIT
from ganstudio.gui.window import Window
from ganstudio.tools.limited import MASK
from tests.gui.bright import bright
from tests.gui.hand import NONE, SHIFT, click, drag, drawn, hover, noise, share, with_mask
from tests.gui.masking import lies

__all__ = ["bright"]


def test_a_tool_is_limited_when_the_user_wants_it(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(noise())
    window.choose("light")
    assert not window.panel.masks.on and not lies(page) and window.panel.masks.box.isVisible()
    drag(page.canvas, [(50, 50), (90, 90)])
    assert page.selection.mask is None, "a drag pans as ever"
    qtbot.keyClick(window, Qt.Key.Key_Q)
    assert window.panel.masks.on and lies(page) and window.panel.masks.controls.isVisible()
    assert window.panel.masks.hint.isVisible()
    drag(page.canvas, [(50, 50), (90, 90)])
    assert not window.panel.masks.hint.isVisible()
    masked = share(page)
    qtbot.keyClick(window, Qt.Key.Key_Q)
    assert not lies(page) and not window.panel.masks.controls.isVisible()
    assert window.panel.attachments == {} and share(page) == masked, "kept with the page"


@pytest.mark.parametrize("name", ["crop", "rotate"])
def test_a_tool_that_knows_no_masks_shows_none(qtbot: QtBot, window: Window, name: str) -> None:
    page = with_mask(window)
    click(page.canvas, (100, 100))
    window.choose(name)
    assert not lies(page) and not window.panel.masks.isVisible() and window.panel.attachments == {}
    assert not any(window.menu_actions[f"mask:{tool}"].isEnabled() for tool in KIT)
    qtbot.keyClick(window, Qt.Key.Key_Q)
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert not lies(page)
    window.choose("light")
    assert lies(page) and MASK in window.panel.attachments


def test_keys_take_the_tools_and_open_the_section(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(noise())
    window.choose("colour")
    keys = {"brush": "B", "eraser": "E", "rectangle": "M", "ellipse": "M", "lasso": "L", "wand": "W"}
    for tool, key in keys.items():
        qtbot.keyClick(window, key, SHIFT if tool in ("ellipse", "lasso", "wand") else NONE)  # type: ignore[call-overload]
        assert window.kit.now.tool == tool and lies(page)
        assert window.panel.masks.controls.tools.chip(tool).isChecked()
        assert window.panel.tool.id == "colour"
    groups = dict(window.menu_actions.shortcuts())
    assert ("Magic wand", "Shift+W") in groups["Mask"]


def test_no_key_means_two_things(window: Window) -> None:
    seen: dict[str, str] = {}
    for action in window.menu_actions._table.values():
        for key in action.keys:
            assert key not in seen, f"{key}: {seen.get(key)} and {action.id}"
            seen[key] = action.id


def test_all_panels_share_one_box_of_brushes(window: Window) -> None:
    with_mask(window)
    window.panel.masks.controls.brush_size.spin.setValue(123)
    window.panel.masks.controls.hardness.slider.setValue(250)
    window.choose("sharpen")
    window.panel.masks.open()
    assert window.kit.brush.size == 123 and window.kit.brush.hardness == 0.25
    assert window.panel.masks.controls.brush_size.spin.value() == 123
    window.session.add(noise(900, 700))
    assert window.kit.brush.size == 123, "what the user has chosen stays"


def test_what_does_not_count_is_not_shown(window: Window) -> None:
    with_mask(window, tool="brush")
    controls = window.panel.masks.controls
    assert controls.brush_size.spin.isVisible() and not controls.hows.isVisible()
    controls.tools.chip("wand").click()
    assert controls.tolerance.spin.isVisible() and controls.hows.isVisible() and controls.contiguous.isVisible()
    assert not controls.brush_size.spin.isVisible()
    controls.tools.chip("lasso").click()
    assert controls.hows.isVisible() and not controls.tolerance.spin.isVisible()


def test_each_page_keeps_its_mask(window: Window) -> None:
    first = with_mask(window)
    click(first.canvas, (100, 100))
    second = window.session.add(noise(200, 100, seed=2))
    assert lies(second) and not lies(first) and window.panel.attachments == {}
    click(second.canvas, (20, 20))
    masked = share(second)
    window.session.show(first)
    assert lies(first) and not lies(second) and share(first) > 300
    assert window.panel.attachments[MASK] is first.selection.mask
    window.session.close(first)
    assert lies(second) and share(second) == masked
    window.session.close(second)
    assert not window.panel.masks.isEnabled() and window.panel.attachments == {}


def test_a_photo_is_closed_while_its_mask_is_worked_out(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="ellipse")
    drag(page.canvas, [(10, 10), (200, 150)])
    window.session.close(page)
    drawn(qtbot, window)
    assert window.session.current is None


def test_the_pointer_is_never_left_invisible(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window)
    hover(page.canvas, (100, 100))
    assert page.canvas.cursor().shape() == Qt.CursorShape.BlankCursor, "the brush's circle stands for it"
    window.kit.put(tool="lasso")
    assert page.canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    window.kit.put(tool="eraser")
    assert page.canvas.cursor().shape() == Qt.CursorShape.BlankCursor
    qtbot.keyClick(window, Qt.Key.Key_Q)
    assert page.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
