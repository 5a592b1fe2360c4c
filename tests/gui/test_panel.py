"""The panel of super-resolution, its preview, the clipboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QRect, QRectF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.gui import commands
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.clipboard import image_of, photo_of
from ganstudio.gui.panel.glimpse import Wish, part_of, preview
from ganstudio.gui.panel.models import ModelEditor
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.gui.work import time_left
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.paths import models_folder
from ganstudio.tools import TOOLS
from ganstudio.tools.tool import Context
from ganstudio.tools.upscale import UpscaleParams
from tests.engine import small
from tests.gui.rooms import PATIENCE, finished, opened

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


# What is remembered


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
