"""Instant tools applied: steps, the history, values that stay."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from tests.gui.bright import Bright, BrightParams, bright
from tests.gui.instant import page_with, previewed, set_amount
from tests.gui.rooms import PATIENCE, finished, photo

__all__ = ["bright"]

pytestmark = pytest.mark.usefixtures("bright", "window")


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
