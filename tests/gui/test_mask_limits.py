"""What a limited tool does, its preview, undo; and tools that work by a mask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.panel.glimpse import Wish, part_of, preview
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.light import LightParams
from ganstudio.tools.limited import MASK
from ganstudio.tools.tool import Context, Tool, same_size
from ganstudio.tools.upscale import UpscaleParams
from tests.gui.bright import Bright, bright
from tests.gui.hand import click, drag, noise, share, with_mask
from tests.gui.masking import lies, square
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
