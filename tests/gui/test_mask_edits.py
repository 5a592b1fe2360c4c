"""The mask as a whole: grown, inverted, seen, saved and loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area
from tests.gui.bright import Bright, bright
from tests.gui.hand import CONTROL, SHIFT, drag, drawn, share, with_mask
from tests.gui.masking import square
from tests.gui.rooms import PATIENCE

__all__ = ["bright"]


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
