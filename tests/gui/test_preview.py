"""The preview of an instant tool: by itself, coarser where it is slow, and what is kept for a run."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui.panel import preview as preview_module
from ganstudio.gui.panel.glimpse import Kept, Wish, part_of, preview, wish
from ganstudio.gui.panel.preview import COARSEST, Preview
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from tests.engine import small
from tests.gui.bright import Bright, BrightParams, bright
from tests.gui.instant import page_with, previewed, set_amount
from tests.gui.rooms import PATIENCE, finished, photo

__all__ = ["bright"]

pytestmark = pytest.mark.usefixtures("bright", "window")


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


def test_a_preview_that_a_run_stops_is_told_of_no_more(
    qtbot: QtBot, window: Window, bright: Bright, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_module, "PATIENCE", -1)  # told from the beginning
    bright.gate.clear()
    page = page_with(window, 5)
    qtbot.waitUntil(lambda: bool(bright.ran), timeout=PATIENCE)
    assert "Preview" in window.panel.foot.hint.text()
    window.panel.foot.run.click()
    qtbot.waitUntil(lambda: page.busy, timeout=PATIENCE)
    assert not window.panel.foot.hint.text()
    bright.gate.set()
    finished(qtbot, window)


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
