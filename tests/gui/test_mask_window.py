"""Masks in the window: their section in the panels, what a limited tool does, undo, whole-mask edits, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.mask.instrument import MaskInstrument
from ganstudio.gui.mask.kit import TOOLS as KIT
from ganstudio.gui.page import Page
from ganstudio.gui.panel.glimpse import Wish, part_of, preview
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area, Mask
from ganstudio.tools import TOOLS
from ganstudio.tools.light import LightParams
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Context, Tool, same_size
from ganstudio.tools.upscale import UpscaleParams
from tests.gui.bright import Bright, bright
from tests.gui.hand import CONTROL, NONE, SHIFT, click, drag, drawn, hover, noise, share, with_mask
from tests.gui.rooms import PATIENCE, finished, photo

__all__ = ["bright"]


@dataclass(frozen=True)
class WipeParams:
    """Nothing to choose."""


def wipe(photo: Photo, _params: WipeParams, context: Context) -> Photo:
    """What is masked becomes black."""
    made = photo.pixels.copy()
    made[context.attachments[MASK] > 0] = 0
    return photo.with_pixels(freeze(made))


@pytest.fixture
def wiping(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that works by a mask and cannot do without. To be asked for before the window."""
    tool = Tool("wipe", "Wipe", "Blacks out.", "image", WipeParams, wipe, same_size, group="light", masks="reads",
                needs=(MASK,), preview="none")  # fmt: skip
    monkeypatch.setitem(TOOLS, "wipe", tool)


def lies(page: Page) -> bool:
    """Whether the hand works on the mask now."""
    return any(isinstance(one, MaskInstrument) for one in page.canvas.overlays)


def square(page: Page, left: int = 40, top: int = 30, side: int = 50) -> Mask:
    """Mask a square, as a hand would."""
    mask = np.zeros(page.selection.size[::-1], np.uint8)
    mask[top : top + side, left : left + side] = 255
    page.selection.put(mask)
    return mask


# The section


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


# What a limited tool does


def test_outside_of_the_mask_nothing_is_changed(qtbot: QtBot, bright: Bright, window: Window) -> None:
    page = with_mask(window, "bright")
    before = page.document.photo.pixels
    drag(page.canvas, [(60, 100), (200, 140)])
    mask = page.selection.mask
    assert mask is not None
    window.panel.put_params(type(window.panel.params)(amount=50))
    window.run()
    finished(qtbot, window)
    after = page.document.photo.pixels
    assert np.array_equal(after[mask == 0], before[mask == 0])
    assert np.array_equal(after[mask == 255], before[mask == 255] + 50)
    edit = page.document.steps[0].edit
    assert edit.attachments[MASK] is mask and page.selection.mask is mask, "it serves the next tool as well"


def test_the_preview_follows_the_mask_live(qtbot: QtBot, bright: Bright, window: Window) -> None:
    page = with_mask(window, "bright")
    window.panel.put_params(type(window.panel.params)(amount=50))
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)

    def seen() -> Any:
        piece = page.canvas._preview
        return piece.layer.pixels if piece else None

    whole = seen()
    click(page.canvas, (160, 120))
    qtbot.waitUntil(lambda: page.canvas.previewed and seen() is not whole, timeout=PATIENCE)
    shown, place = seen(), page.canvas.photo
    assert place and shown.shape[0] <= 240
    step = 240 / shown.shape[0]
    reduced = part_of(place, QRect(0, 0, 320, 240), page.canvas._preview.area.size().toSize() / step)  # type: ignore[union-attr]
    apart = shown.astype(int) - reduced
    assert not apart[: shown.shape[0] // 3].any() and apart[int(120 / step), int(160 / step)].max() == 50


def test_unapplied_values_are_applied_within_the_mask_before_they_leave(bright: Bright, window: Window) -> None:
    page = with_mask(window, "bright")
    mask = square(page)
    before = page.document.photo.pixels
    window.panel.put_params(type(window.panel.params)(amount=50))
    assert window.unapplied.apply()
    changed = (page.document.photo.pixels != before).any(axis=2)
    assert np.array_equal(changed, mask > 0)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_glimpse_of_a_part_is_that_part_of_the_whole(window: Window, scale: float) -> None:
    whole, tool, params = noise(320, 240), TOOLS["light"], LightParams(exposure=1.0)
    mask = np.zeros((240, 320), np.uint8)
    mask[100:180, 60:200] = 255
    mask[100:180, 200:220] = 128
    context = Context(window.studio.engine, Job())
    free = Wish(whole, tool, params, QRect(40, 80, 200, 120), scale)
    place, pixels, _seconds = preview(replace(free, attachments={MASK: mask}), context, part_of)
    every = round(1 / scale)
    part = mask[80:200:every, 40:240:every]
    before = part_of(whole, QRect(40, 80, 200, 120), QSize(200, 120) * scale)
    assert place.toRect() == QRect(40, 80, 200, 120)
    assert np.array_equal(pixels[part == 0], before[part == 0])
    assert np.array_equal(pixels[part == 255], preview(free, context, part_of).pixels[part == 255])
    full = preview(free, context, part_of).pixels[part == 128].astype(float)
    assert np.abs(pixels[part == 128] - (before[part == 128] + full) / 2).max() <= 2


def test_a_glimpse_of_an_enlargement_is_limited_too(window: Window) -> None:
    whole, tool, params = photo(40, 30), TOOLS["upscale"], UpscaleParams(scale=4.0)
    mask = np.zeros((30, 40), np.uint8)
    mask[:, 20:] = 255
    context = Context(window.studio.engine, Job())
    area = QRect(0, 0, 40, 30)
    free = preview(Wish(whole, tool, params, area, 1.0), context, part_of).pixels
    limited = preview(Wish(whole, tool, params, area, 1.0, attachments={MASK: mask}), context, part_of).pixels
    assert limited.shape == free.shape == (120, 160, 3)
    assert np.array_equal(limited[:, 96:], free[:, 96:]) and not np.array_equal(limited[:, :64], free[:, :64])


def test_enlarged_the_mask_is_of_no_use_and_undone_it_is_back(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, "upscale", photo=photo(40, 30))
    mask = square(page, 5, 5, 12)
    window.run()
    finished(qtbot, window)
    assert page.document.photo.size == (160, 120) and page.selection.mask is None
    assert page.selection.size == (160, 120) and lies(page)
    click(page.canvas, (80, 60))
    assert page.selection.mask is not None
    window.menu_actions["undo"].trigger()
    assert page.document.position == 1, "first the stroke"
    window.menu_actions["undo"].trigger()
    assert page.document.position == 0 and np.array_equal(page.selection.pixels, mask)


# Tools that work by a mask


def test_a_tool_that_needs_a_mask_waits_for_one(qtbot: QtBot, wiping: None, window: Window) -> None:
    page = window.session.add(noise())
    window.choose("wipe")
    section = window.panel.masks
    assert section.on and lies(page) and not section.box.isVisible() and not window.panel.ready
    assert window.panel.foot.need.text() == "Paint over what shall go."
    click(page.canvas, (100, 100))
    assert window.panel.ready and window.panel.run.isEnabled() and not window.panel.foot.need.text()
    window.menu_actions["undo"].trigger()
    assert not window.panel.ready and not window.panel.run.isEnabled() and window.panel.foot.need.isVisible()


def test_what_is_done_is_masked_no_more_and_comes_back_with_undo(qtbot: QtBot, wiping: None, window: Window) -> None:
    page = window.session.add(noise())
    window.choose("wipe")
    window.kit.put(size=20)
    drag(page.canvas, [(50, 50), (90, 90)])
    mask = page.selection.mask
    assert mask is not None
    window.run()
    finished(qtbot, window)
    assert not page.document.photo.pixels[mask > 0].any()
    assert page.selection.mask is None and not page.selection.can_undo
    window.menu_actions["undo"].trigger()
    assert page.document.position == 0
    assert np.array_equal(page.selection.pixels, mask), "to be corrected and run again"
    click(page.canvas, (200, 200))
    window.menu_actions["undo"].trigger()
    assert page.document.position == 0 and np.array_equal(page.selection.pixels, mask)
    window.menu_actions["redo"].trigger()
    assert page.selection.pixels[200, 200] == 255
    window.menu_actions["undo"].trigger()
    page.document.redo()
    assert page.document.position == 1 and page.selection.mask is None


def test_what_is_painted_while_it_works_stays(qtbot: QtBot, wiping: None, window: Window) -> None:
    page = window.session.add(noise())
    window.choose("wipe")
    window.kit.put(size=20)
    click(page.canvas, (50, 50))
    window.run()
    click(page.canvas, (250, 200))
    finished(qtbot, window)
    assert page.selection.pixels[50, 50] == 0 and page.selection.pixels[200, 250] == 255


def test_a_step_of_another_tool_leaves_the_mask_but_not_its_strokes(
    qtbot: QtBot, bright: Bright, window: Window
) -> None:
    page = with_mask(window, "bright")
    click(page.canvas, (100, 100))
    window.panel.put_params(type(window.panel.params)(amount=9))
    window.run()
    finished(qtbot, window)
    assert share(page) > 300 and not page.selection.can_undo
    window.menu_actions["undo"].trigger()
    assert page.document.position == 0 and share(page) > 300


def test_while_the_section_is_closed_undo_takes_steps_back(qtbot: QtBot, bright: Bright, window: Window) -> None:
    page = with_mask(window, "bright")
    window.panel.put_params(type(window.panel.params)(amount=9))
    window.run()
    finished(qtbot, window)
    click(page.canvas, (100, 100))
    window.panel.masks.switch()
    window.menu_actions["undo"].trigger()
    assert page.document.position == 0 and share(page) > 300


# The mask as a whole


def button(window: Window, tip: str) -> QToolButton:
    found = [one for one in window.panel.masks.findChildren(QToolButton) if one.toolTip().startswith(tip)]
    assert len(found) == 1
    return found[0]


def test_all_none_invert_grow_shrink_soften(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window)
    mask = square(page)

    def press(tip: str) -> float:
        button(window, tip).click()
        drawn(qtbot, window)
        return share(page)

    assert press("Invert") == 320 * 240 - 2500
    assert press("Mask everything") == 320 * 240 and press("Mask nothing") == 0
    for _step in range(3):
        window.menu_actions["undo"].trigger()
    assert np.array_equal(page.selection.pixels, mask)
    window.panel.masks.controls.by.setValue(5)
    assert press("Grow") == pytest.approx(2500 + 4 * 250 + 3.14 * 25, rel=0.02)
    assert press("Shrink") == pytest.approx(2500, rel=0.02)
    press("Soften")
    edge = page.selection.pixels[55, 30:50]
    assert len(np.unique(edge)) > 4 and edge[0] == 0 and edge[-1] == 255


def test_keys_do_the_same(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window)
    for key, keys, expected in ((Qt.Key.Key_A, CONTROL, 76800), (Qt.Key.Key_D, CONTROL, 0)):
        qtbot.keyClick(window, key, keys)
        drawn(qtbot, window)
        assert share(page) == expected
    square(page)
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL | SHIFT)
    drawn(qtbot, window)
    assert share(page) == 76800 - 2500


def test_what_is_painted_meanwhile_is_not_lost(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window)
    square(page)
    window.panel.masks.act(lambda edits, mask: edits.invert(mask))
    page.selection.paint(Area(200, 200, 10, 10), np.full((10, 10), 255, np.uint8))
    page.selection.commit()
    drawn(qtbot, window)
    assert share(page) == 76800 - 2600


def test_several_at_once_are_done_in_their_order(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window)
    square(page)
    for name in ("mask_invert", "mask_all", "mask_invert", "mask_invert"):
        window.menu_actions[name].trigger()
    drawn(qtbot, window)
    assert share(page) == 76800


# How it is seen


def test_colour_and_whether_it_is_seen(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, photo=Photo(freeze(np.full((240, 320, 3), 120, np.uint8))))
    square(page)

    def at(x: int, y: int) -> str:
        place = page.canvas.view.to_screen(page.canvas.view.to_picture(page.canvas.rect().center().toPointF()))
        zoom = page.canvas.zoom
        return page.canvas.grab().toImage().pixelColor(
            round(place.x() + (x - 160) * zoom), round(place.y() + (y - 120) * zoom)
        ).name()  # fmt: skip

    bare = at(200, 200)
    magenta = at(60, 50)
    assert magenta != bare
    window.panel.masks.menu._refresh()
    green = next(one for one in window.panel.masks.menu.colours.actions() if one.text() == "Green")
    green.trigger()
    assert at(60, 50) not in (magenta, bare)
    qtbot.keyClick(window, Qt.Key.Key_H, CONTROL)
    assert not window.panel.masks.shown.isChecked() and at(60, 50) == bare


def test_a_preview_is_seen_without_colour_on_it(qtbot: QtBot, bright: Bright, window: Window) -> None:
    page = with_mask(window, "bright", photo=Photo(freeze(np.full((240, 320, 3), 120, np.uint8))))
    square(page, 100, 60, 120)
    window.panel.put_params(type(window.panel.params)(amount=50))
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    middle = page.canvas.rect().center()
    qtbot.waitUntil(lambda: page.canvas.grab().toImage().pixelColor(middle).name() == "#aaaaaa", timeout=PATIENCE)


# Files


Ask = Callable[..., tuple[str, str]]


def answered(monkeypatch: pytest.MonkeyPatch, name: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, name, lambda *_how: (str(path), ""))


def test_a_mask_is_saved_and_loaded(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = with_mask(window, hardness=0.2)
    drag(page.canvas, [(60, 60), (200, 160)])
    mask = page.selection.mask
    answered(monkeypatch, "getSaveFileName", tmp_path / "máscara")
    window.menu_actions["mask_save"].trigger()
    path = tmp_path / "máscara.png"
    qtbot.waitUntil(path.exists, timeout=PATIENCE)
    window.menu_actions["mask_none"].trigger()
    drawn(qtbot, window)
    answered(monkeypatch, "getOpenFileName", path)
    window.menu_actions["mask_load"].trigger()
    drawn(qtbot, window)
    assert np.array_equal(page.selection.pixels, mask)


def test_a_mask_that_does_not_fit_is_told_of(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = with_mask(window)
    mask = square(page)
    for name, data in (("small.png", cv2.imencode(".png", np.zeros((9, 9), np.uint8))[1].tobytes()), ("bad.png", b"?")):
        path = tmp_path / name
        path.write_bytes(data)
        answered(monkeypatch, "getOpenFileName", path)
        with qtbot.waitSignal(window.studio.told, timeout=PATIENCE) as told:
            window.menu_actions["mask_load"].trigger()
        assert name in told.args[0]
    drawn(qtbot, window)
    assert np.array_equal(page.selection.pixels, mask)


def test_every_button_says_what_it_does(window: Window) -> None:
    with_mask(window)
    for kind in (QToolButton, QPushButton):
        for one in window.panel.masks.findChildren(kind):
            assert one.toolTip() or one.text()
            assert one.accessibleName() or one.text()
