"""Story: a person enlarges a photo's canvas, tries again, takes it back; and does the same on the command line."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.cli import main
from ganstudio.gui.instruments.extend import ExtendFrame
from ganstudio.gui.panel.extend import ExtendForm
from ganstudio.gui.window import Window
from ganstudio.image.files import open_photo
from ganstudio.paths import models_folder
from ganstudio.tools.extend import ExtendParams
from tests.engine import small
from tests.gui.rooms import PATIENCE, finished, opened, save_picture
from tests.tools.fills import save_model_of_holes

SIZE = (120, 80)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The window's models, and one that fills holes."""
    folder = tmp_path_factory.mktemp("models")
    small.save(folder, "upscale-x4-faithful")
    save_model_of_holes(folder)
    return folder


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return save_picture(tmp_path / "photo.png", *SIZE)


def test_in_the_window(qtbot: QtBot, window: Window, picture: Path) -> None:
    opened(qtbot, window, picture)
    page = window.session.current
    assert page
    before = page.document.photo.pixels
    qtbot.keyClick(window, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    form = window.panel.form
    assert window.panel.tool.id == "extend" and isinstance(form, ExtendForm)
    assert not window.panel.run.isEnabled() and not form.again.isEnabled(), "nothing is to be added"

    # Pull the right side outwards, by a tenth of the photo.
    assert isinstance(page.canvas.overlays[-1], ExtendFrame)
    view = page.canvas.view
    side = view.to_screen(QPointF(SIZE[0], SIZE[1] / 2)).toPoint()
    way = QPoint(round(12 * view.zoom / view.ratio), 0)
    QTest.mousePress(page.canvas, LEFT, pos=side)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(page.canvas, side + QPoint(round(way.x() * part), 0))
    QTest.mouseRelease(page.canvas, LEFT, pos=side + way)
    asked = window.panel.params
    assert asked.right == pytest.approx(10, abs=0.6) and asked == ExtendParams(right=asked.right)
    assert window.panel.foot.target.text().startswith("120 × 80  →  13")

    # Run: the photo is larger, and is itself bit for bit.
    qtbot.mouseClick(window.panel.run, LEFT)
    finished(qtbot, window)
    after = page.document.photo.pixels
    assert after.shape[0] == 80 and 131 <= after.shape[1] <= 133
    assert np.array_equal(after[:, : SIZE[0]], before)
    (step,) = page.document.steps
    assert (step.edit.tool, step.edit.model) == ("extend", "inpaint")
    assert window.panel.params == ExtendParams(), "it is done, and not asked for again"

    # Another try takes its place.
    qtbot.waitUntil(form.again.isEnabled, timeout=PATIENCE)
    qtbot.mouseClick(form.again, LEFT)
    finished(qtbot, window)
    other = page.document.photo.pixels
    assert other.shape == after.shape and not np.array_equal(other, after)
    assert np.array_equal(other[:, : SIZE[0]], before) and len(page.document.steps) == 1

    # Undo.
    page.document.undo()
    assert np.array_equal(page.document.photo.pixels, before)


@pytest.mark.parametrize("method", ["gan", "telea", "ns"])
def test_on_the_command_line(tmp_path: Path, picture: Path, method: str, capsys: pytest.CaptureFixture[str]) -> None:
    models_folder().mkdir(parents=True, exist_ok=True)
    model = save_model_of_holes(models_folder(), "mine").stem
    words = ["extend", picture, "--left", "10", "-o", tmp_path / "out.png", "--method", method]
    words += ["--model", model] if method == "gan" else []
    assert main([str(word) for word in words]) == 0
    assert "out.png (132 × 80)" in capsys.readouterr().out
    before, after = (cv2.imread(str(path)) for path in (picture, tmp_path / "out.png"))
    assert np.array_equal(after[:, 12:], before)


def test_to_a_ratio_with_16_bit_and_alpha(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "deep.png", tmp_path / "out.png"
    pixels = np.random.default_rng(3).integers(0, 65536, (40, 60, 4), np.uint16)
    assert cv2.imwrite(str(source), pixels)
    words = ["extend", source, "--ratio", "1:1", "-o", target, "--method", "ns"]
    assert main([str(word) for word in words]) == 0, capsys.readouterr().err
    photo = open_photo(target)
    assert photo.size == (60, 60) and photo.pixels.dtype == np.uint16
    assert np.array_equal(photo.pixels[10:50], open_photo(source).pixels)
    assert (photo.pixels[:10, :, 3] == 65535).all() and (photo.pixels[50:, :, 3] == 65535).all()


def test_a_pixel_alone(tmp_path: Path) -> None:
    source = tmp_path / "pixel.png"
    assert cv2.imwrite(str(source), np.full((1, 1, 3), 200, np.uint8))
    assert (
        main([str(word) for word in ("extend", source, "--right", "25", "-o", tmp_path / "out.png", "--method", "ns")])
        == 0
    )
    assert np.abs(open_photo(tmp_path / "out.png").pixels.astype(int) - 200).max() <= 3
    assert open_photo(tmp_path / "out.png").size == (2, 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--method", "ns"], "Nothing is to be added yet"),
        (["--left", "30"], "Left must be a number from 0 to 25, not 30"),
        (["--ratio", "3:2", "--method", "ns"], "The photo is 3:2 already"),
        (
            ["--ratio", "16:9", "--portrait", "--method", "ns"],
            "For 9:16 this picture (120 × 80 pixels) would have to grow",
        ),
        (["--ratio", "1:1", "--left", "5"], "--left counts only with --ratio free"),
        (["--left", "5", "--model", "absent"], "no model called absent"),
    ],
)
def test_what_cannot_be_done(
    tmp_path: Path, picture: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extend", str(picture), *options, "-o", str(tmp_path / "out.png")]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "out.png").exists()
